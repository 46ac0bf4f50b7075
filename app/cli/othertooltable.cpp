#include "cli/othertooltable.h"

#include "report/json.h"
#include "report/othertoolrows.h"
#include "report/points.h"
#include "report/texttable.h"
#include "words/metricwords.h"
#include "words/othertoolwords.h"

#include <cmath>

namespace tokamark::cli {
namespace {

using metrics::Metric;

/// One finished cell both ways.
struct BothWays {
    const report::Point *point = nullptr;
    const storage::StoredCell *cell = nullptr;
    metrics::OtherFigures theirs;
};

QString number(std::optional<double> value)
{
    if (!value)
        return QStringLiteral("-");
    if (std::isinf(*value))
        return QStringLiteral("over the time limit");
    const double size = std::abs(*value);
    return QString::number(*value, 'f', size >= 100 ? 1 : size >= 10 ? 2 : 3);
}

void writeText(const Console &console, metrics::OtherTool tool, const storage::StoredRun &run, const BothWays &both)
{
    report::TextTable table;
    table.addColumn(QStringLiteral("figure"), report::TextTable::Align::Left);
    table.addColumn(QStringLiteral("ours"));
    table.addColumn(QStringLiteral("as ") + words::label(tool));
    table.addColumn(QStringLiteral("unit"), report::TextTable::Align::Left);
    table.addColumn(QStringLiteral("why different"), report::TextTable::Align::Left);
    for (const report::OtherToolRow &row : report::otherToolRows(*both.cell->figures, both.theirs)) {
        const QString why
            = row.metric ? words::whyDifferent(tool, *row.metric) : QStringLiteral("Counts events, not tokens.");
        table.addRow({row.metric ? words::label(*row.metric) : QStringLiteral("Peak output rate"), number(row.ours),
                      number(row.theirs), words::unit(row.metric.value_or(Metric::OutputThroughput)),
                      row.explains ? why : QString()});
    }
    const plan::Plan &plan = run.plan;
    console.out() << plan.targets.at(both.point->target).name << ", " << plan.workloads.at(both.point->workload).name
                  << ", " << plan::text(both.point->level) << ", repetition " << both.cell->key.repetition + 1 << "\n"
                  << table.plainText().toStdString() << '\n';
}

/// JSON has no infinity; null stands for what cannot be told or is over the time limit.
report::Json jsonNumber(std::optional<double> value)
{
    return value && std::isfinite(*value) ? report::Json(*value) : report::Json();
}

report::Json jsonOf(const storage::StoredRun &run, const BothWays &both)
{
    const plan::Plan &plan = run.plan;
    report::Json figures = report::Json::object();
    for (const Metric metric : metrics::allMetrics()) {
        figures[metrics::name(metric)] = {{"ours", jsonNumber(metrics::valueOf(*both.cell->figures, metric))},
                                          {"theirs", jsonNumber(metrics::valueOf(both.theirs, metric))}};
    }
    return {{"target", plan.targets.at(both.point->target).name},
            {"workload", plan.workloads.at(both.point->workload).name},
            {"level", report::json(both.point->level)},
            {"repetition", both.cell->key.repetition + 1},
            {"completed", both.theirs.completed},
            {"duration", both.theirs.seconds},
            {"total_output_tokens", both.theirs.outputTokens},
            {"peak_output_throughput", jsonNumber(both.theirs.peakOutputTokensPerSecond)},
            {"added_connect_ms", jsonNumber(both.theirs.addedConnectMs)},
            {"metrics", std::move(figures)}};
}

} // namespace

Expected<void> writeAsOtherTool(const Console &console, metrics::OtherTool tool, const storage::StoredRun &run,
                                storage::RunRepository &history, OutputFormat format)
{
    report::Json cells = report::Json::array();
    for (const report::Point &point : report::pointsOf(run)) {
        for (const storage::StoredCell *cell : point.cells) {
            const auto records = history.requests(cell->id);
            if (!records)
                return tl::unexpected(records.error());
            const BothWays both{&point, cell, metrics::asMeasuredBy(tool, *records)};
            if (format == OutputFormat::Json)
                cells.push_back(jsonOf(run, both));
            else
                writeText(console, tool, run, both);
        }
    }
    if (format == OutputFormat::Json) {
        const report::Json document{{"run", run.info.name.toStdString()},
                                    {"as", metrics::name(tool)},
                                    {"simulated", run.info.simulated},
                                    {"cells", std::move(cells)}};
        console.out() << document.dump(2) << '\n';
    }
    return {};
}

} // namespace tokamark::cli
