#include "models/backendwords.h"

#include "format/numberformat.h"
#include "profiles/profiles.h"
#include "session/simulatedkind.h"
#include "simulator/dialects/registry.h"
#include "simulator/preset.h"

#include <QCoreApplication>
#include <QStringList>

#include <limits>
#include <string_view>
#include <variant>

namespace tokamark::ui {

namespace {

struct BackendWords {
    Q_DECLARE_TR_FUNCTIONS(BackendWords)
};

constexpr const char *CapLimit = "max_running";

/// What the numbers of a simulated backend rest on.
QString basisText(simulator::PresetBasis basis)
{
    switch (basis) {
    case simulator::PresetBasis::Exact: return BackendWords::tr("simulated: does what its options say");
    case simulator::PresetBasis::Fitted: return BackendWords::tr("simulated: fitted to measured rates");
    case simulator::PresetBasis::Analogy: return BackendWords::tr("simulated: by analogy to another engine");
    case simulator::PresetBasis::Guess: return BackendWords::tr("simulated: a guess, nothing is published");
    }
    return {};
}

profiles::Detection simulatedDetection(const std::string &presetName)
{
    const std::size_t at = presetName.find('@');
    const simulator::Dialect *dialect
        = at == std::string::npos ? nullptr : simulator::findDialect(std::string_view(presetName).substr(at + 1));
    profiles::Detection detection;
    detection.simulated = presetName;
    const simulator::Preset *preset = simulator::findPreset(presetName);
    if (preset == nullptr)
        return detection;
    detection.kind = session::kindOfSimulated(presetName);
    const bool own = dialect == nullptr || dialect == &simulator::dialectOf(preset->engine);
    detection.version
        = own ? std::string(simulator::versionOf(preset->engine)) : std::string(dialect->version) + "-simulated";
    detection.models.push_back({preset->model, preset->contextTokens});
    detection.evidence.push_back(basisText(preset->basis).toStdString());
    const auto *batch = std::get_if<simulator::BatchModel>(&preset->pace);
    if (batch != nullptr && batch->maxRunning < std::numeric_limits<std::uint32_t>::max())
        detection.limits.emplace_back(CapLimit, batch->maxRunning);
    return detection;
}

} // namespace

QString kindName(const std::string &kind)
{
    const profiles::BackendProfile *profile = profiles::findProfile(kind);
    if (profile != nullptr && kind != "openai")
        return QString::fromUtf8(profile->name.data(), static_cast<qsizetype>(profile->name.size()));
    return BackendWords::tr("OpenAI-compatible");
}

profiles::Detection knownDetection(const plan::Target &target, const QString &detectionJson)
{
    if (target.isSimulated())
        return simulatedDetection(target.simulation());
    const auto detection = profiles::detectionFromJson(detectionJson.toStdString());
    return detection ? *detection : profiles::Detection{};
}

std::optional<std::uint32_t> batchCap(const profiles::Detection &detection)
{
    for (const auto &[key, value] : detection.limits) {
        if (key == CapLimit && value > 0 && value < std::numeric_limits<std::uint32_t>::max())
            return static_cast<std::uint32_t>(value);
    }
    if (const auto parallelism = profiles::parallelismOf(detection); parallelism && parallelism->told)
        return parallelism->requests;
    return std::nullopt;
}

QString limitsText(const profiles::Detection &detection)
{
    QStringList parts;
    if (const auto cap = batchCap(detection))
        parts.append(BackendWords::tr("batch %1").arg(format::count(*cap)));
    if (!detection.models.empty() && detection.models.front().context)
        parts.append(BackendWords::tr("context %1").arg(format::count(*detection.models.front().context)));
    return parts.join(QStringLiteral(" · "));
}

QString shortText(const plan::Target &target, const profiles::Detection &detection)
{
    QStringList parts;
    if (!detection.version.empty() && !target.isSimulated())
        parts.append(QString::fromStdString(detection.version));
    parts.append(target.isSimulated() ? BackendWords::tr("simulated") : QString::fromStdString(target.url));
    if (const auto cap = batchCap(detection))
        parts.append(BackendWords::tr("cap %1").arg(format::count(*cap)));
    return parts.join(QStringLiteral(" · "));
}

} // namespace tokamark::ui
