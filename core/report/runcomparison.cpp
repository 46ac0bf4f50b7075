#include "report/runcomparison.h"

#include "report/json.h"
#include "report/points.h"

#include <algorithm>
#include <cmath>

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

bool isSimulated(const storage::StoredRun &run, const Point &point)
{
    return run.targets.at(point.target).simulated;
}

void comparePoints(const storage::StoredRun &a, const Point &pointA, const storage::StoredRun &b, const Point &pointB,
                   std::vector<ComparedCell> &cells)
{
    for (const metrics::Difference &difference :
         metrics::compareAll(pointA.figures(), pointB.figures(), isPaired(a, b))) {
        ComparedCell cell;
        cell.targetA = QString::fromStdString(targetName(a, pointA.target));
        cell.targetB = QString::fromStdString(targetName(b, pointB.target));
        cell.workload = QString::fromStdString(a.plan.workloads.at(pointA.workload).name);
        cell.level = pointA.level;
        cell.difference = difference;
        cell.trustA = metrics::trustOf(pointA.figures(), difference.metric);
        cell.trustB = metrics::trustOf(pointB.figures(), difference.metric);
        cell.simulatedA = isSimulated(a, pointA);
        cell.simulatedB = isSimulated(b, pointB);
        cells.push_back(std::move(cell));
    }
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

ComparedVerdicts verdictsOf(const storage::StoredRun &a, const Point &pointA, const storage::StoredRun &b,
                            const Point &pointB)
{
    return {QString::fromStdString(targetName(a, pointA.target)),
            QString::fromStdString(targetName(b, pointB.target)),
            QString::fromStdString(a.plan.workloads.at(pointA.workload).name),
            pointA.level,
            pointA.verdictText(),
            pointB.verdictText(),
            badCodes(pointA),
            badCodes(pointB)};
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

QString percentText(const std::optional<double> &value)
{
    if (!value)
        return QStringLiteral("-");
    return (*value > 0 ? QStringLiteral("+") : QString()) + QString::number(*value, 'f', 1) + QStringLiteral(" %");
}

const char *windowKind(bool counted)
{
    return counted ? "requests" : "duration";
}

QString valueText(double value, PercentileTrust trust)
{
    if (trust == PercentileTrust::TooFew)
        return QStringLiteral("-");
    const QString text = QString::number(value, 'g', 4);
    return trust == PercentileTrust::Few ? text + u'*' : text;
}

QString targetText(const QString &name, bool simulated)
{
    return simulated ? name + QStringLiteral(" (simulated)") : name;
}

QString kindText(const metrics::Difference &difference)
{
    switch (difference.kind) {
    case metrics::IntervalKind::None: return QStringLiteral("-");
    case metrics::IntervalKind::WithinRun: return QStringLiteral("within run");
    case metrics::IntervalKind::BetweenRuns:
        if (difference.significant)
            return QStringLiteral("significant");
        return difference.apartAlone ? QStringLiteral("alone only") : QStringLiteral("not significant");
    }
    return {};
}

std::uint32_t largestFamily(const RunComparison &comparison)
{
    std::uint32_t most = 0;
    for (const ComparedCell &cell : comparison.cells)
        most = std::max(most, cell.difference.together);
    return most;
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
    const std::vector<Point> pointsB = pointsOf(b);
    for (const Point &pointA : pointsOf(a)) {
        for (const Point &pointB : pointsB) {
            const bool pair = std::ranges::find(targets, std::pair(pointA.target, pointB.target)) != targets.end();
            if (!pair || pointA.level != pointB.level || !pointA.isMeasured() || !sameWorkload(a, pointA, b, pointB))
                continue;
            if (!pointB.isMeasured()) {
                comparison.lost.push_back(
                    {QString::fromStdString(targetName(b, pointB.target)), pointB.level, pointB.lastState});
                continue;
            }
            comparePoints(a, pointA, b, pointB, comparison.cells);
            comparison.verdicts.push_back(verdictsOf(a, pointA, b, pointB));
            places.push_back({pointA.target, pointB.target, pointA.workload, pointB.workload});
        }
    }
    holdTogether(comparison.cells);
    comparison.differences = differencesOf(a, b, places);
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
    document["a_window"] = windowKind(comparison.countedA);
    document["b_window"] = windowKind(comparison.countedB);
    document["differences"] = Json::array();
    for (const RunDifference &difference : comparison.differences)
        document["differences"].push_back({{"what", json(difference.what)},
                                           {"a", json(difference.a)},
                                           {"b", json(difference.b)},
                                           {"in_load", difference.inLoad}});
    document["points"] = Json::array();
    for (const ComparedVerdicts &point : comparison.verdicts)
        document["points"].push_back({{"a_target", json(point.targetA)},
                                      {"b_target", json(point.targetB)},
                                      {"workload", json(point.workload)},
                                      {"load", plan::name(point.level.kind)},
                                      {"level", json(point.level)},
                                      {"a_verdict", json(point.a)},
                                      {"b_verdict", json(point.b)}});
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

TextTable comparisonTable(const RunComparison &comparison)
{
    using Align = TextTable::Align;
    TextTable table;
    table.addColumn(QStringLiteral("a"), Align::Left);
    table.addColumn(QStringLiteral("b"), Align::Left);
    table.addColumn(QStringLiteral("workload"), Align::Left);
    const plan::LoadKind kind = comparison.cells.empty() ? plan::LoadKind::Closed : comparison.cells.front().level.kind;
    table.addColumn(QString::fromLatin1(plan::unitName(kind)));
    table.addColumn(QStringLiteral("metric"), Align::Left);
    for (const char *title : {"value a", "value b", "change", "low", "high"})
        table.addColumn(QString::fromLatin1(title));
    table.addColumn(QStringLiteral("interval"), Align::Left);
    for (const ComparedCell &cell : comparison.cells) {
        const metrics::Difference &difference = cell.difference;
        const bool shown = worse(cell) != PercentileTrust::TooFew;
        const auto change
            = [shown](const std::optional<double> &value) { return shown ? percentText(value) : QStringLiteral("-"); };
        table.addRow({targetText(cell.targetA, cell.simulatedA), targetText(cell.targetB, cell.simulatedB),
                      cell.workload, QString::fromStdString(plan::numberText(cell.level)),
                      QString::fromLatin1(metrics::name(difference.metric)), valueText(difference.a, cell.trustA),
                      valueText(difference.b, cell.trustB), change(difference.changePct), change(difference.lowPct),
                      change(difference.highPct), shown ? kindText(difference) : QStringLiteral("too few samples")});
    }
    return table;
}

QStringList differenceLines(const RunComparison &comparison, bool inLoad)
{
    QStringList lines;
    for (const RunDifference &difference : comparison.differences) {
        if (difference.inLoad == inLoad)
            lines.append(QStringLiteral("%1: %2 in a, %3 in b").arg(difference.what, difference.a, difference.b));
    }
    return lines;
}

namespace {

/// "x, 10 users: ERRORS in a, OVERLOADED in b"; with the workload where there are several.
QString badVerdictsLine(const ComparedVerdicts &point, bool namesWorkload)
{
    QStringList sides;
    if (!point.badA.isEmpty())
        sides.append(point.badA + QStringLiteral(" in a"));
    if (!point.badB.isEmpty())
        sides.append(point.badB + QStringLiteral(" in b"));
    const QString name
        = point.targetA == point.targetB ? point.targetA : point.targetB + QStringLiteral(" beside ") + point.targetA;
    return QStringLiteral("%1, %2: %3")
        .arg(namesWorkload ? name + QStringLiteral(", ") + point.workload : name,
             QString::fromStdString(plan::text(point.level)), sides.join(QStringLiteral(", ")));
}

/// What speaks against the table before a line of it is read.
QString warningText(const RunComparison &comparison)
{
    QString text;
    const auto add = [&text](const QString &title, const QStringList &lines) {
        if (lines.isEmpty())
            return;
        text += title + u'\n';
        for (const QString &line : lines)
            text += QStringLiteral("  ") + line + u'\n';
        text += u'\n';
    };
    add(QStringLiteral("The two runs did not measure the same; figures differ by this alone:"),
        differenceLines(comparison, true));
    add(QStringLiteral("Not alike in the two runs:"), differenceLines(comparison, false));
    QStringList verdicts;
    const bool severalWorkloads = std::ranges::any_of(comparison.verdicts, [&](const ComparedVerdicts &point) {
        return point.workload != comparison.verdicts.front().workload;
    });
    for (const ComparedVerdicts &point : comparison.verdicts) {
        if (!point.badA.isEmpty() || !point.badB.isEmpty())
            verdicts.append(badVerdictsLine(point, severalWorkloads));
    }
    add(QStringLiteral("Points with bad verdicts, which show explains:"), verdicts);
    return text;
}

} // namespace

QString comparisonText(const RunComparison &comparison)
{
    QString text = warningText(comparison) + comparisonTable(comparison).plainText();
    const auto isFew = [](const ComparedCell &cell) {
        return cell.trustA == PercentileTrust::Few || cell.trustB == PercentileTrust::Few;
    };
    if (std::ranges::any_of(comparison.cells, isFew))
        text += QStringLiteral("* fewer than five samples lie beyond it\n");
    const auto betweenRuns = std::ranges::find(comparison.cells, metrics::IntervalKind::BetweenRuns,
                                               [](const ComparedCell &cell) { return cell.difference.kind; });
    if (betweenRuns != comparison.cells.end())
        text
            += QStringLiteral(
                   "low and high: 95 % of each figure alone. significant: holds among all %1 figures compared here, of "
                   "which equal runs show any in 5 % of cases at most. alone only: no difference, for of so many "
                   "figures "
                   "of equal runs about %2 lie apart alone by chance\n")
                   .arg(largestFamily(comparison))
                   .arg(std::max(1L, std::lround(0.05 * largestFamily(comparison))));
    if (betweenRuns != comparison.cells.end() && comparison.a.id != comparison.b.id)
        text
            += QStringLiteral("The repetitions of a run share what it began with: what a restart or another hour alone "
                              "moves is in no interval here. Targets of one run are measured in turns and have it "
                              "alike\n");
    if (comparison.countedA != comparison.countedB)
        text += QStringLiteral(
                    "%1 was measured over a number of requests, %2 over a window of time: in the first, ramp and "
                    "drain are part of every rate, so the two do not compare\n")
                    .arg(comparison.countedA ? QStringLiteral("a") : QStringLiteral("b"),
                         comparison.countedA ? QStringLiteral("b") : QStringLiteral("a"));
    return text;
}

} // namespace tokamark::report
