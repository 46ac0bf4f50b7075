#include "models/scenariotext.h"

#include "format/numberformat.h"
#include "models/resultset.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace tokamark::ui::scenariotext {

namespace {

/// More names would push the lengths out of the line.
constexpr int NamesShown = 2;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ScenarioText)
};

QString lengthOf(const plan::LengthSpec &length)
{
    switch (length.shape) {
    case plan::LengthSpec::Shape::Fixed: return format::count(length.mean);
    case plan::LengthSpec::Shape::Uniform: {
        const std::uint32_t low = length.mean > length.spread ? length.mean - length.spread : 0;
        return QStringLiteral("%1–%2").arg(format::count(std::max(length.min, low)),
                                           format::count(std::min(length.max, length.mean + length.spread)));
    }
    case plan::LengthSpec::Shape::Normal:
        return QStringLiteral("%1 ± %2").arg(format::count(length.mean), format::count(length.spread));
    }
    return {};
}

QString lengthsOf(const plan::Workload &workload)
{
    const QString output = lengthOf(workload.outputTokens);
    if (workload.origin == plan::PromptOrigin::File) {
        const QString file = QFileInfo(QString::fromStdString(workload.file)).fileName();
        return (workload.ignoreEos ? Words::tr("prompts of %1, %2 tokens out")
                                   : Words::tr("prompts of %1, up to %2 tokens out"))
            .arg(file, output);
    }
    return (workload.ignoreEos ? Words::tr("%1 tokens in, %2 out") : Words::tr("%1 tokens in, up to %2 out"))
        .arg(lengthOf(workload.inputTokens), output);
}

QString workloadsOf(const plan::Plan &plan)
{
    if (plan.workloads.size() > NamesShown)
        return Words::tr("%n workload(s)", nullptr, static_cast<int>(plan.workloads.size()));
    QStringList texts;
    for (const plan::Workload &workload : plan.workloads) {
        QString text = plan.load.kind == plan::LoadKind::Trace
            ? Words::tr("lengths of %1").arg(QFileInfo(QString::fromStdString(plan.load.trace)).fileName())
            : lengthsOf(workload);
        if (!workload.systemPrompt.empty())
            text = Words::tr("%1, with a system prompt").arg(text);
        if (plan.workloads.size() > 1)
            text = Words::tr("%1: %2", "workload: its lengths").arg(QString::fromStdString(workload.name), text);
        texts.append(text);
    }
    return texts.join(QStringLiteral(" · "));
}

} // namespace

QString commonNote(const plan::Plan &plan)
{
    const bool common = !plan.targets.empty() && std::ranges::all_of(plan.targets, [&](const plan::Target &target) {
        return target.note == plan.targets.front().note;
    });
    return common ? QString::fromStdString(plan.targets.front().note) : QString();
}

QString of(const plan::Plan &plan, QStringList models)
{
    for (const plan::Target &target : plan.targets)
        models.append(QString::fromStdString(target.model));
    models.removeAll(QString());
    models.removeDuplicates();
    QStringList parts;
    if (models.size() > NamesShown)
        parts.append(Words::tr("%n model(s)", nullptr, static_cast<int>(models.size())));
    else if (!models.isEmpty())
        parts.append(models.join(QStringLiteral(", ")));
    else if (const QString note = commonNote(plan); !note.isEmpty())
        parts.append(note);
    parts.append(workloadsOf(plan));
    return parts.join(QStringLiteral(" · "));
}

QString of(const ResultSet &set)
{
    QStringList scenarios;
    for (const storage::StoredRun &run : set.runs()) {
        QStringList models;
        for (const storage::StoredTarget &target : run.targets)
            models.append(target.model);
        // A model that the server named stands for the shorter name by which a plan asked for it.
        plan::Plan plan = run.plan;
        if (!models.join(QString()).isEmpty())
            for (plan::Target &target : plan.targets)
                target.model.clear();
        scenarios.append(of(plan, std::move(models)));
    }
    scenarios.removeDuplicates();
    return scenarios.join(QStringLiteral(" | "));
}

} // namespace tokamark::ui::scenariotext
