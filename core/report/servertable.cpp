#include "report/servertable.h"

#include "report/points.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tokamark::report {
namespace {

using metrics::CellFigures;
using metrics::CountPair;
using metrics::ServerFigures;
using metrics::TtftSplit;

/// A value of one repetition; empty: not told.
using OfServer = std::optional<double> (*)(const ServerFigures &);
using OfSplit = std::optional<double> (*)(const TtftSplit &);

QString none()
{
    return QStringLiteral("-");
}

/// Three digits or all before the point, as in the table of levels.
QString number(std::optional<double> value)
{
    if (!value)
        return none();
    const double size = std::abs(*value);
    return QString::number(*value, 'f', size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

/// Exact where it is whole: a count is not to be rounded.
QString countText(double value)
{
    return QString::number(value, 'f', value == std::round(value) ? 0 : 1);
}

/// Arithmetic mean over the repetitions; empty if one of them does not tell.
template <class Value> std::optional<double> mean(const Point &point, const Value &valueOf)
{
    double sum = 0;
    for (const CellFigures *figures : point.figures()) {
        const std::optional<double> value = figures->server ? valueOf(*figures->server) : std::nullopt;
        if (!value)
            return std::nullopt;
        sum += *value;
    }
    return point.isMeasured() ? std::optional(sum / static_cast<double>(point.cells.size())) : std::nullopt;
}

std::optional<double> splitMean(const Point &point, OfSplit part)
{
    return mean(point, [part](const ServerFigures &server) {
        return server.ttft ? part(*server.ttft) : std::optional<double>();
    });
}

/// What the client counted over all repetitions and how the server's count compares: "1200 =", "1200 = (cut 96)" where the
/// server counted that much of requests that were cut off, "1200 (-5)" where it counted five more than can be told.
QString countsText(const Point &point, CountPair ServerFigures::*pair)
{
    double client = 0;
    double server = 0;
    double difference = 0;
    for (const CellFigures *figures : point.figures()) {
        if (!figures->server || !(*figures->server.*pair).server)
            return none();
        const CountPair &counts = *figures->server.*pair;
        client += static_cast<double>(counts.client);
        server += *counts.server;
        difference += *counts.difference();
    }
    if (difference == 0 && server > client)
        return QStringLiteral("%1 = (cut %2)").arg(countText(client), countText(server - client));
    if (difference == 0)
        return countText(client) + QStringLiteral(" =");
    return QStringLiteral("%1 (%2%3)")
        .arg(countText(client), difference > 0 ? QStringLiteral("+") : QString(), countText(difference));
}

void addNameColumns(const storage::StoredRun &run, TextTable &table)
{
    table.addColumn(QStringLiteral("target"), TextTable::Align::Left);
    if (run.plan.workloads.size() > 1)
        table.addColumn(QStringLiteral("workload"), TextTable::Align::Left);
    table.addColumn(QString::fromLatin1(plan::unitName(run.plan.load.kind)));
}

QStringList nameCells(const storage::StoredRun &run, const Point &point)
{
    const QString simulated = run.targets.at(point.target).simulated ? QStringLiteral(" (simulated)") : QString();
    QStringList cells{QString::fromStdString(run.plan.targets.at(point.target).name) + simulated};
    if (run.plan.workloads.size() > 1)
        cells.append(QString::fromStdString(run.plan.workloads.at(point.workload).name));
    cells.append(QString::fromStdString(plan::numberText(point.level)));
    return cells;
}

struct Column {
    const char *title;
    OfServer value;
    double scale;
};

constexpr double Percent = 100;

// One row of text per column, so that the table can be read beside what it prints.
constexpr std::array Columns{
    Column{"running", [](const ServerFigures &s) { return s.meanRunning; }, 1},
    Column{"waiting", [](const ServerFigures &s) { return s.meanWaiting; }, 1},
    Column{"KV %", [](const ServerFigures &s) { return s.meanKvUse; }, Percent},
    Column{"preempted", [](const ServerFigures &s) { return s.preemptions; }, 1},
    Column{"cached %", [](const ServerFigures &s) { return s.cachedPromptShare; }, Percent},
    Column{"GPU %", [](const ServerFigures &s) { return s.meanGpuUse; }, Percent},
    Column{"GPU W", [](const ServerFigures &s) { return s.meanGpuPowerWatts; }, 1},
    Column{"J/1000 tok", [](const ServerFigures &s) { return s.joulesPer1000Tokens; }, 1},
};

bool hasServer(const Point &point)
{
    return std::ranges::any_of(point.figures(), [](const CellFigures *figures) {
        return figures->server && (figures->server->scrapes > 0 || figures->server->gpus > 0);
    });
}

QStringList notes(const storage::StoredRun &run, bool hasSplit, bool hasTable)
{
    QStringList lines;
    if (hasSplit)
        lines << QStringLiteral(
            "TTFT is the mean in ms of the requests that the server told of; connect lies before it, "
            "rest is what neither side accounts for");
    if (hasTable)
        lines << QStringLiteral(
            "requests and tokens: of the whole cell by the client, = or its difference to the server; cut: more by the "
            "server, of requests that were cut off at the end");
    const auto add = [&lines](const QString &line) {
        if (!lines.contains(line))
            lines << line;
    };
    for (const Point &point : pointsOf(run)) {
        const QString target = QString::fromStdString(run.plan.targets.at(point.target).name);
        for (const CellFigures *figures : point.figures()) {
            if (!figures->server)
                continue;
            const ServerFigures &server = *figures->server;
            if (server.restarted)
                add(QStringLiteral("%1, %2: the server began anew while it was measured")
                        .arg(target, QString::fromStdString(plan::text(point.level))));
            if (server.scrapes == 0 && server.failedScrapes > 0)
                add(QStringLiteral("%1: the server's metrics could not be read").arg(target));
        }
    }
    return lines;
}

} // namespace

TextTable splitTable(const storage::StoredRun &run)
{
    TextTable table;
    addNameColumns(run, table);
    for (const char *title : {"TTFT", "connect", "network", "queue", "prefill", "rest", "requests", "server's"})
        table.addColumn(QString::fromLatin1(title));
    for (const Point &point : pointsOf(run)) {
        if (!splitMean(point, [](const TtftSplit &split) { return std::optional(split.client); }))
            continue;
        QStringList cells = nameCells(run, point);
        for (const OfSplit part :
             std::initializer_list<OfSplit>{[](const TtftSplit &split) { return std::optional(split.client); },
                                            [](const TtftSplit &split) { return std::optional(split.connection); },
                                            [](const TtftSplit &split) { return split.network; },
                                            [](const TtftSplit &split) { return split.queue; },
                                            [](const TtftSplit &split) { return std::optional(split.prefill); },
                                            [](const TtftSplit &split) { return std::optional(split.remainder); }})
            cells << number(splitMean(point, part));
        std::uint64_t ours = 0;
        std::uint64_t theirs = 0;
        for (const CellFigures *figures : point.figures()) {
            ours += figures->server->ttft->requests;
            theirs += figures->server->ttft->serverRequests;
        }
        table.addRow(cells << QString::number(ours) << QString::number(theirs));
    }
    return table;
}

TextTable serverTable(const storage::StoredRun &run)
{
    TextTable table;
    addNameColumns(run, table);
    for (const Column &column : Columns)
        table.addColumn(QString::fromLatin1(column.title));
    const bool knowsGpus
        = std::ranges::any_of(run.plan.targets, [](const plan::Target &target) { return target.gpus > 0; });
    if (knowsGpus)
        table.addColumn(QStringLiteral("tok/s/GPU"));
    for (const char *title : {"requests", "prompt tok", "output tok"})
        table.addColumn(QString::fromLatin1(title));
    for (const Point &point : pointsOf(run)) {
        const std::uint32_t gpus = run.plan.targets.at(point.target).gpus;
        if (!hasServer(point) && (gpus == 0 || !point.isMeasured()))
            continue;
        QStringList cells = nameCells(run, point);
        for (const Column &column : Columns) {
            const auto value = mean(point, column.value);
            cells << number(value ? std::optional(*value * column.scale) : std::nullopt);
        }
        if (knowsGpus) {
            const auto rate = point.estimate(metrics::Metric::OutputThroughput);
            cells << (gpus > 0 && rate ? number(rate->value / gpus) : none());
        }
        cells << countsText(point, &ServerFigures::requests) << countsText(point, &ServerFigures::promptTokens)
              << countsText(point, &ServerFigures::outputTokens);
        table.addRow(cells);
    }
    return table;
}

QString serverTablesText(const storage::StoredRun &run)
{
    const TextTable split = splitTable(run);
    const TextTable server = serverTable(run);
    QStringList parts;
    if (!split.isEmpty())
        parts << split.plainText();
    if (!server.isEmpty())
        parts << server.plainText();
    const QStringList lines = notes(run, !split.isEmpty(), !server.isEmpty());
    if (!lines.isEmpty())
        parts << lines.join(u'\n') + u'\n';
    return parts.join(u'\n');
}

} // namespace tokamark::report
