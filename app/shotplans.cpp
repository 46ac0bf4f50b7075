#include "shotplans.h"

#include "models/seriesstyle.h"
#include "plan/presets.h"
#include "plot/chartrenderer.h"

#include <QDir>

#include <cmath>
#include <numbers>

namespace tokamark::shotplans {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t FewTargets = 3;
constexpr int TraceRequests = 240;
constexpr int TraceSeconds = 60;

/// A wave of requests, long prompts and short ones in turn, as a recording of a service has them.
QByteArray traceText()
{
    QByteArray text;
    for (int i = 0; i < TraceRequests; ++i) {
        const double share = static_cast<double>(i) / TraceRequests;
        const double wave = share + 0.06 * std::sin(2 * std::numbers::pi * 3 * share);
        text += QStringLiteral("{\"timestamp\": %1, \"input_length\": %2, \"output_length\": %3, \"hash_ids\": []}\n")
                    .arg(std::lround(wave * TraceSeconds * 1000))
                    .arg(i % 4 == 0 ? 1400 : 180)
                    .arg(60 + 40 * (i % 5))
                    .toLatin1();
    }
    return text;
}

} // namespace

plan::Plan ofPreset(std::string_view preset, Duration duration)
{
    plan::PresetOptions options;
    options.simulated = true;
    options.duration = duration;
    options.ramp = 4s;
    plan::Plan plan = plan::makePreset(preset, options).value_or(plan::Plan());
    for (std::size_t i = 0; i < plan.targets.size(); ++i)
        plan.targets[i].color = ui::storedColor(static_cast<int>(i % ui::SeriesCount)).toStdString();
    return plan;
}

plan::Plan ofRates()
{
    plan::Plan plan = ofPreset("quick-look", 60s);
    plan.name = "Rising request rates";
    plan.targets.resize(FewTargets);
    plan.load.kind = plan::LoadKind::Open;
    plan.load.levels = {1, 2, 5, 10, 20};
    plan.slos = {{plan::Slo::Metric::Ttft, 500}};
    return plan;
}

Expected<plan::Plan> ofTrace(const QString &folder)
{
    const QString path = QDir(folder).filePath(QStringLiteral("trace.jsonl"));
    if (auto written = ui::writeFileAtomically(path, traceText()); !written)
        return tl::unexpected(written.error());
    plan::Plan plan = ofPreset("quick-look", 60s);
    plan.name = "A trace, up to four times its speed";
    plan.targets.resize(FewTargets);
    plan.load.kind = plan::LoadKind::Trace;
    plan.load.levels = {1, 2, 4};
    plan.load.trace = path.toStdString();
    plan.load.ramp = {};
    plan.load.duration.reset();
    plan.load.warmup = Duration{};
    return plan;
}

plan::Plan ofSearch()
{
    plan::Plan plan = ofPreset("find-my-limit", 60s);
    plan.targets.resize(FewTargets);
    plan.workloads.front().sharedPrefix = plan::SharedPrefix();
    plan.beforeRepetition = plan::BeforeRepetition{{"systemctl", "--user", "restart", "llm-server"}};
    return plan;
}

} // namespace tokamark::shotplans
