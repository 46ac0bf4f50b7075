#include "report/comparisonparts.h"

#include "report/comparisontext.h"

#include <algorithm>
#include <cmath>

namespace tokamark::report {
namespace {

using metrics::PercentileTrust;

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

QString besideText(const QString &a, const QString &b)
{
    return a == b ? b : b + QStringLiteral(" beside ") + a;
}

/// "x, 10 users: ERRORS in a, OVERLOADED in b"; with the workload where there are several.
QString badVerdictsLine(const ComparedPoint &point, bool namesWorkload)
{
    QStringList sides;
    if (!point.a.bad.isEmpty())
        sides.append(point.a.bad + QStringLiteral(" in a"));
    if (!point.b.bad.isEmpty())
        sides.append(point.b.bad + QStringLiteral(" in b"));
    const QString name = besideText(point.targetA, point.targetB);
    return QStringLiteral("%1, %2: %3")
        .arg(namesWorkload ? name + QStringLiteral(", ") + point.workload : name,
             QString::fromStdString(plan::text(point.level)), sides.join(QStringLiteral(", ")));
}

} // namespace

bool isCarried(const ComparedCell &cell)
{
    return std::max(cell.trustA, cell.trustB) != PercentileTrust::TooFew;
}

QString targetText(const QString &name, bool simulated)
{
    return simulated ? name + QStringLiteral(" (simulated)") : name;
}

QString pairText(const ComparedPoint &point)
{
    if (point.simulatedA && point.simulatedB)
        return targetText(besideText(point.targetA, point.targetB), true);
    return besideText(targetText(point.targetA, point.simulatedA), targetText(point.targetB, point.simulatedB));
}

QStringList changeTexts(const ComparedCell &cell)
{
    const metrics::Difference &difference = cell.difference;
    if (!isCarried(cell))
        return {QStringLiteral("-"), QStringLiteral("-"), QStringLiteral("-"), QStringLiteral("too few samples")};
    return {percentText(difference.changePct), percentText(difference.lowPct), percentText(difference.highPct),
            kindText(difference)};
}

QStringList differenceLines(const RunComparison &comparison, bool inLoad)
{
    QStringList lines;
    for (const RunDifference &difference : comparison.differences) {
        if (difference.inLoad == inLoad)
            lines.append(QStringLiteral("%1: %2 in a, %3 in b").arg(difference.title(), difference.a, difference.b));
    }
    return lines;
}

QString comparisonWarnings(const RunComparison &comparison)
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
    QStringList single;
    for (const SinglePoint &point : comparison.single)
        single.append(
            QStringLiteral("%1: %2, %3").arg(point.run, point.target, QString::fromStdString(plan::text(point.level))));
    add(QStringLiteral("Not compared, for only one of the runs has measured them:"), single);
    QStringList verdicts;
    const bool severalWorkloads = std::ranges::any_of(comparison.points, [&](const ComparedPoint &point) {
        return point.workload != comparison.points.front().workload;
    });
    for (const ComparedPoint &point : comparison.points) {
        if (!point.a.bad.isEmpty() || !point.b.bad.isEmpty())
            verdicts.append(badVerdictsLine(point, severalWorkloads));
    }
    add(QStringLiteral("Points with bad verdicts, which show explains:"), verdicts);
    return text;
}

QString comparisonNotes(const RunComparison &comparison, const ComparedCells &shown)
{
    QString text;
    const auto isFew = [](const ComparedCell *cell) {
        return cell->trustA == PercentileTrust::Few || cell->trustB == PercentileTrust::Few;
    };
    if (std::ranges::any_of(shown, isFew))
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
