#include "report/runcomparison.h"

#include "report/json.h"
#include "report/points.h"

#include <QStringList>

#include <algorithm>
#include <set>
#include <tuple>

namespace tokamark::report {
namespace {

using metrics::PercentileTrust;
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

/// For whoever named one that is not there.
std::string targetList(const storage::StoredRun &run)
{
    std::string list = "targets of " + run.info.name.toStdString() + ":";
    for (const storage::StoredTarget &target : run.targets)
        list += " " + target.asPlanned.name;
    return list;
}

Expected<TargetIndexes> namedPairs(const storage::StoredRun &a, const storage::StoredRun &b, const TargetPairs &pairs)
{
    TargetIndexes result;
    for (const auto &[nameA, nameB] : pairs) {
        const auto indexA = targetByName(a, nameA);
        const auto indexB = targetByName(b, nameB);
        if (!indexA || !indexB)
            return fail(ErrorCode::NotFound, (indexA ? nameB : nameA).toStdString(), targetList(indexA ? b : a));
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

bool sameWorkload(const storage::StoredRun &a, std::uint32_t workloadA, const storage::StoredRun &b,
                  std::uint32_t workloadB)
{
    if (a.plan.workloads.size() == 1 && b.plan.workloads.size() == 1)
        return true;
    return a.plan.workloads.at(workloadA).name == b.plan.workloads.at(workloadB).name;
}

/// Whether both were measured side by side, so that repetitions pair.
bool isPaired(const storage::StoredRun &a, const storage::StoredRun &b)
{
    return a.info.id.isValid() && a.info.id == b.info.id;
}

bool isSimulated(const storage::StoredRun &run, const Point &point)
{
    return run.targets.at(point.target).simulated;
}

PercentileTrust worse(const ComparedCell &cell)
{
    return std::max(cell.trustA, cell.trustB);
}

/// The codes of the bad findings of a point, the worst first.
QString badCodes(const Point &point)
{
    QStringList codes;
    for (const PointFinding &finding : point.findings()) {
        if (finding.verdict.severity == metrics::Severity::Bad)
            codes.append(QString::fromLatin1(metrics::name(finding.verdict.code)));
    }
    codes.removeDuplicates();
    return codes.join(u' ');
}

ComparedSide sideOf(const Point &point)
{
    return {point.verdictText(), badCodes(point), point.started(), point.failed(), point.goodput()};
}

ComparedPoint pairOf(const storage::StoredRun &a, const Point &pointA, const storage::StoredRun &b, const Point &pointB)
{
    return {QString::fromStdString(targetName(a, pointA.target)),
            QString::fromStdString(targetName(b, pointB.target)),
            QString::fromStdString(a.plan.workloads.at(pointA.workload).name),
            pointA.level,
            sideOf(pointA),
            sideOf(pointB),
            isSimulated(a, pointA),
            isSimulated(b, pointB)};
}

void comparePoints(const storage::StoredRun &a, const Point &pointA, const storage::StoredRun &b, const Point &pointB,
                   RunComparison &comparison)
{
    const ComparedPoint &pair = comparison.points.emplace_back(pairOf(a, pointA, b, pointB));
    for (const metrics::Difference &difference :
         metrics::compareAll(pointA.figures(), pointB.figures(), isPaired(a, b))) {
        ComparedCell cell;
        cell.targetA = pair.targetA;
        cell.targetB = pair.targetB;
        cell.workload = pair.workload;
        cell.level = pair.level;
        cell.difference = difference;
        cell.trustA = metrics::trustOf(pointA.figures(), difference.metric);
        cell.trustB = metrics::trustOf(pointB.figures(), difference.metric);
        cell.simulatedA = pair.simulatedA;
        cell.simulatedB = pair.simulatedB;
        cell.point = comparison.points.size() - 1;
        comparison.cells.push_back(std::move(cell));
    }
}

/// What no table shows is not called different either.
void holdTogether(std::vector<ComparedCell> &cells)
{
    std::vector<metrics::Difference *> family;
    for (ComparedCell &cell : cells) {
        if (worse(cell) != PercentileTrust::TooFew)
            family.push_back(&cell.difference);
        else
            cell.difference.significant = false;
    }
    metrics::holdTogether(family);
}

using Places = std::set<std::tuple<std::uint32_t, std::uint32_t, plan::Level>>;

auto placeOf(const Point &point)
{
    return std::tuple(point.target, point.workload, point.level);
}

/// Nobody may take them for compared.
void addSingle(const char *name, const storage::StoredRun &run, const std::vector<Point> &points, const Places &met,
               std::vector<SinglePoint> &single)
{
    for (const Point &point : points) {
        if (point.isMeasured() && !met.contains(placeOf(point)))
            single.push_back(
                {QString::fromLatin1(name), QString::fromStdString(targetName(run, point.target)), point.level});
    }
}

const char *windowKind(bool counted)
{
    return counted ? "requests" : "duration";
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
    RunComparison comparison;
    comparison.a = a.info;
    comparison.b = b.info;
    comparison.countedA = a.plan.load.countsEveryRequest();
    comparison.countedB = b.plan.load.countsEveryRequest();
    std::vector<ComparedPlaces> places;
    const std::vector<Point> pointsA = pointsOf(a);
    const std::vector<Point> pointsB = pointsOf(b);
    Places metA;
    Places metB;
    for (const Point &pointA : pointsA) {
        for (const Point &pointB : pointsB) {
            const bool pair = std::ranges::find(targets, std::pair(pointA.target, pointB.target)) != targets.end();
            if (!pair || pointA.level != pointB.level || !pointA.isMeasured()
                || !sameWorkload(a, pointA.workload, b, pointB.workload))
                continue;
            metA.insert(placeOf(pointA));
            metB.insert(placeOf(pointB));
            if (!pointB.isMeasured()) {
                comparison.lost.push_back(
                    {QString::fromStdString(targetName(b, pointB.target)), pointB.level, pointB.lastState});
                continue;
            }
            comparePoints(a, pointA, b, pointB, comparison);
            places.push_back({pointA.target, pointB.target, pointA.workload, pointB.workload});
        }
    }
    addSingle("a", a, pointsA, metA, comparison.single);
    addSingle("b", b, pointsB, metB, comparison.single);
    holdTogether(comparison.cells);
    comparison.differences = differencesOf(a, b, places);
    if (comparison.cells.empty())
        return fail(ErrorCode::BadUsage,
                    "no common point: " + a.info.name.toStdString() + ", " + b.info.name.toStdString());
    return comparison;
}

std::vector<RunDifference> differencesBetween(const storage::StoredRun &a, const storage::StoredRun &b)
{
    std::vector<ComparedPlaces> places;
    for (const auto &[targetA, targetB] : naturalPairs(a, b)) {
        for (std::uint32_t workloadA = 0; workloadA < a.plan.workloads.size(); ++workloadA) {
            for (std::uint32_t workloadB = 0; workloadB < b.plan.workloads.size(); ++workloadB) {
                if (sameWorkload(a, workloadA, b, workloadB))
                    places.push_back({targetA, targetB, workloadA, workloadB});
            }
        }
    }
    return differencesOf(a, b, places);
}

QByteArray comparisonJson(const RunComparison &comparison)
{
    Json document;
    document["a"] = json(comparison.a.name);
    document["b"] = json(comparison.b.name);
    document["a_id"] = comparison.a.id.value;
    document["b_id"] = comparison.b.id.value;
    document["simulated"] = comparison.a.simulated || comparison.b.simulated;
    document["a_window"] = windowKind(comparison.countedA);
    document["b_window"] = windowKind(comparison.countedB);
    document["only_one"] = Json::array();
    for (const SinglePoint &point : comparison.single)
        document["only_one"].push_back({{"run", json(point.run)},
                                        {"target", json(point.target)},
                                        {"load", plan::name(point.level.kind)},
                                        {"level", json(point.level)}});
    document["differences"] = Json::array();
    for (const RunDifference &difference : comparison.differences)
        document["differences"].push_back({{"what", json(difference.title())},
                                           {"a", json(difference.a)},
                                           {"b", json(difference.b)},
                                           {"in_load", difference.inLoad}});
    document["points"] = Json::array();
    for (const ComparedPoint &point : comparison.points)
        document["points"].push_back({{"a_target", json(point.targetA)},
                                      {"b_target", json(point.targetB)},
                                      {"workload", json(point.workload)},
                                      {"load", plan::name(point.level.kind)},
                                      {"level", json(point.level)},
                                      {"a_verdict", json(point.a.verdicts)},
                                      {"b_verdict", json(point.b.verdicts)},
                                      {"a_requests", point.a.started},
                                      {"b_requests", point.b.started},
                                      {"a_failed", point.a.failed},
                                      {"b_failed", point.b.failed},
                                      {"a_goodput", json(point.a.goodput)},
                                      {"b_goodput", json(point.b.goodput)}});
    document["cells"] = Json::array();
    for (const ComparedCell &cell : comparison.cells) {
        const metrics::Difference &difference = cell.difference;
        document["cells"].push_back({{"a_target", json(cell.targetA)},
                                     {"b_target", json(cell.targetB)},
                                     {"workload", json(cell.workload)},
                                     {"load", plan::name(cell.level.kind)},
                                     {"level", json(cell.level)},
                                     {"metric", metrics::name(difference.metric)},
                                     {"a", difference.a},
                                     {"b", difference.b},
                                     {"change_pct", json(difference.changePct)},
                                     {"low_pct", json(difference.lowPct)},
                                     {"high_pct", json(difference.highPct)},
                                     {"repetitions", difference.repetitions},
                                     {"significant", difference.significant},
                                     {"apart_alone", difference.apartAlone},
                                     {"compared_together", difference.together},
                                     {"few_samples", worse(cell) != PercentileTrust::Fine}});
    }
    return jsonText(document);
}

} // namespace tokamark::report
