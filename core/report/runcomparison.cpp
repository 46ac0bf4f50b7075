#include "report/runcomparison.h"

#include "report/json.h"
#include "report/points.h"

#include <algorithm>
#include <cmath>

namespace tokamark::report {
namespace {

using TargetIndexes = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

std::string targetName(const storage::StoredRun &run, std::uint32_t index)
{
    return run.targets.at(index).asPlanned.name;
}

std::optional<std::uint32_t> targetByName(const storage::StoredRun &run, const QString &name)
{
    for (std::uint32_t index = 0; index < run.targets.size(); ++index) {
        if (targetName(run, index) == name.toStdString())
            return index;
    }
    return std::nullopt;
}

Expected<TargetIndexes> namedPairs(const storage::StoredRun &a, const storage::StoredRun &b, const TargetPairs &pairs)
{
    TargetIndexes result;
    for (const auto &[nameA, nameB] : pairs) {
        const auto indexA = targetByName(a, nameA);
        const auto indexB = targetByName(b, nameB);
        if (!indexA || !indexB)
            return fail(ErrorCode::NotFound, (indexA ? nameB : nameA).toStdString());
        result.emplace_back(*indexA, *indexB);
    }
    return result;
}

TargetIndexes naturalPairs(const storage::StoredRun &a, const storage::StoredRun &b)
{
    TargetIndexes result;
    for (std::uint32_t indexA = 0; indexA < a.targets.size(); ++indexA) {
        for (std::uint32_t indexB = 0; indexB < b.targets.size(); ++indexB) {
            if (targetName(a, indexA) == targetName(b, indexB))
                result.emplace_back(indexA, indexB);
        }
    }
    if (!result.empty() || (a.targets.size() > 1 && b.targets.size() > 1))
        return result;
    for (std::uint32_t indexA = 0; indexA < a.targets.size(); ++indexA) {
        for (std::uint32_t indexB = 0; indexB < b.targets.size(); ++indexB)
            result.emplace_back(indexA, indexB);
    }
    return result;
}

bool sameWorkload(const storage::StoredRun &a, const Point &pointA, const storage::StoredRun &b, const Point &pointB)
{
    if (a.plan.workloads.size() == 1 && b.plan.workloads.size() == 1)
        return true;
    return a.plan.workloads.at(pointA.workload).name == b.plan.workloads.at(pointB.workload).name;
}

/// Whether both were measured side by side, so that repetitions pair.
bool isPaired(const storage::StoredRun &a, const storage::StoredRun &b)
{
    return a.info.id.isValid() && a.info.id == b.info.id;
}

void comparePoints(const storage::StoredRun &a, const Point &pointA, const storage::StoredRun &b, const Point &pointB,
                   std::vector<ComparedCell> &cells)
{
    for (const metrics::Difference &difference :
         metrics::compareAll(pointA.figures(), pointB.figures(), isPaired(a, b))) {
        cells.push_back({QString::fromStdString(targetName(a, pointA.target)),
                         QString::fromStdString(targetName(b, pointB.target)),
                         QString::fromStdString(a.plan.workloads.at(pointA.workload).name), pointA.users, difference});
    }
}

QString percentText(const std::optional<double> &value)
{
    if (!value)
        return QStringLiteral("-");
    return (*value > 0 ? QStringLiteral("+") : QString()) + QString::number(*value, 'f', 1) + QStringLiteral(" %");
}

QString kindText(const metrics::Difference &difference)
{
    switch (difference.kind) {
    case metrics::IntervalKind::None: return QStringLiteral("-");
    case metrics::IntervalKind::WithinRun: return QStringLiteral("within run");
    case metrics::IntervalKind::BetweenRuns:
        return difference.significant ? QStringLiteral("significant") : QStringLiteral("not significant");
    }
    return {};
}

} // namespace

Expected<RunComparison> compareRuns(const storage::StoredRun &a, const storage::StoredRun &b, const TargetPairs &pairs)
{
    TargetIndexes targets = naturalPairs(a, b);
    if (!pairs.empty()) {
        Expected<TargetIndexes> named = namedPairs(a, b, pairs);
        if (!named)
            return tl::unexpected<Error>(std::move(named).error());
        targets = *std::move(named);
    }
    RunComparison comparison{a.info, b.info, {}, {}};
    const std::vector<Point> pointsB = pointsOf(b);
    for (const Point &pointA : pointsOf(a)) {
        for (const Point &pointB : pointsB) {
            const bool pair = std::ranges::find(targets, std::pair(pointA.target, pointB.target)) != targets.end();
            if (!pair || pointA.users != pointB.users || !pointA.isMeasured() || !sameWorkload(a, pointA, b, pointB))
                continue;
            if (pointB.isMeasured())
                comparePoints(a, pointA, b, pointB, comparison.cells);
            else
                comparison.lost.push_back(
                    {QString::fromStdString(b.targets.at(pointB.target).asPlanned.name), pointB.users});
        }
    }
    if (comparison.cells.empty())
        return fail(ErrorCode::BadUsage,
                    "no common point: " + a.info.name.toStdString() + ", " + b.info.name.toStdString());
    return comparison;
}

QByteArray comparisonJson(const RunComparison &comparison)
{
    Json document;
    document["a"] = json(comparison.a.name);
    document["b"] = json(comparison.b.name);
    document["a_id"] = comparison.a.id.value;
    document["b_id"] = comparison.b.id.value;
    document["simulated"] = comparison.a.simulated || comparison.b.simulated;
    document["cells"] = Json::array();
    for (const ComparedCell &cell : comparison.cells) {
        const metrics::Difference &difference = cell.difference;
        document["cells"].push_back({{"a_target", json(cell.targetA)},
                                     {"b_target", json(cell.targetB)},
                                     {"workload", json(cell.workload)},
                                     {"level", cell.users},
                                     {"metric", metrics::name(difference.metric)},
                                     {"a", difference.a},
                                     {"b", difference.b},
                                     {"change_pct", json(difference.changePct)},
                                     {"low_pct", json(difference.lowPct)},
                                     {"high_pct", json(difference.highPct)},
                                     {"repetitions", difference.repetitions},
                                     {"significant", difference.significant}});
    }
    return jsonText(document);
}

TextTable comparisonTable(const RunComparison &comparison)
{
    using Align = TextTable::Align;
    TextTable table;
    table.addColumn(QStringLiteral("a"), Align::Left);
    table.addColumn(QStringLiteral("b"), Align::Left);
    table.addColumn(QStringLiteral("workload"), Align::Left);
    table.addColumn(QStringLiteral("users"));
    table.addColumn(QStringLiteral("metric"), Align::Left);
    for (const char *title : {"value a", "value b", "change", "low", "high"})
        table.addColumn(QString::fromLatin1(title));
    table.addColumn(QStringLiteral("interval"), Align::Left);
    for (const ComparedCell &cell : comparison.cells) {
        const metrics::Difference &difference = cell.difference;
        table.addRow({cell.targetA, cell.targetB, cell.workload, QString::number(cell.users),
                      QString::fromLatin1(metrics::name(difference.metric)), QString::number(difference.a, 'g', 4),
                      QString::number(difference.b, 'g', 4), percentText(difference.changePct),
                      percentText(difference.lowPct), percentText(difference.highPct), kindText(difference)});
    }
    return table;
}

} // namespace tokamark::report
