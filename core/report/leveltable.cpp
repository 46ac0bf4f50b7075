#include "report/leveltable.h"

#include "metrics/percentile.h"
#include "report/points.h"
#include "report/provenance.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tokamark::report {
namespace {

using metrics::Metric;
using metrics::PercentileTrust;

struct ShownPercentile {
    double p;
    Metric metric;
};

/// The percentiles that figures have; a plan may show more, which only its requests could give.
constexpr std::array KnownPercentiles{ShownPercentile{50, Metric::TtftP50}, ShownPercentile{90, Metric::TtftP90},
                                      ShownPercentile{95, Metric::TtftP95}, ShownPercentile{99, Metric::TtftP99}};

std::vector<ShownPercentile> shownPercentiles(const plan::Plan &plan)
{
    std::vector<ShownPercentile> shown;
    for (const ShownPercentile &known : KnownPercentiles) {
        if (std::ranges::find(plan.percentiles, known.p) != plan.percentiles.end())
            shown.push_back(known);
    }
    return shown;
}

/// Three digits or all before the point.
QString number(double value)
{
    const double size = std::abs(value);
    return QString::number(value, 'f', size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

QString none()
{
    return QStringLiteral("-");
}

QString rateText(const Point &point, Metric metric, bool counted)
{
    const auto estimate = point.estimate(metric);
    if (!estimate)
        return none();
    return (counted && point.tokensEstimated() ? QStringLiteral("~") : QString()) + number(estimate->value);
}

QString percentileText(const Point &point, const ShownPercentile &shown, double timeoutMs)
{
    const auto estimate = point.estimate(shown.metric);
    const PercentileTrust trust = metrics::percentileTrust(shown.p, point.samples());
    if (!estimate || trust == PercentileTrust::TooFew)
        return none();
    const QString text = std::isinf(estimate->value) ? u'>' + number(timeoutMs) : number(estimate->value);
    return trust == PercentileTrust::Few ? text + u'*' : text;
}

/// The median TTFT as those felt it who had to wait in the client; the mean of it over the repetitions.
QString fromDueText(const Point &point, double timeoutMs)
{
    double sum = 0;
    for (const metrics::CellFigures *figures : point.figures())
        sum += figures->ttftFromDue.p50 / static_cast<double>(point.cells.size());
    if (!point.isMeasured() || metrics::percentileTrust(50, point.samples()) == PercentileTrust::TooFew)
        return none();
    return std::isinf(sum) ? u'>' + number(timeoutMs) : number(sum);
}

QString goodputText(const Point &point)
{
    const std::optional<double> goodput = point.goodput();
    return goodput ? number(*goodput) : none();
}

QStringList row(const storage::StoredRun &run, const Point &point, const std::vector<ShownPercentile> &percentiles,
                bool hasRoofline)
{
    const storage::StoredTarget &target = run.targets.at(point.target);
    const QString simulated = target.simulated ? QStringLiteral(" (simulated)") : QString();
    QStringList cells{QString::fromStdString(target.asPlanned.name) + simulated};
    if (run.plan.workloads.size() > 1)
        cells.append(QString::fromStdString(run.plan.workloads.at(point.workload).name));
    cells.append(QString::fromStdString(plan::numberText(point.level)));
    cells.append(rateText(point, Metric::OutputThroughput, true));
    if (hasRoofline) {
        const auto share = point.rooflineShare();
        cells.append(share ? number(100 * *share) : none());
    }
    cells.append(rateText(point, Metric::RequestThroughput, false));
    if (!run.plan.slos.empty())
        cells.append(goodputText(point));
    const double timeoutMs = toMilliseconds(run.plan.limits.requestTimeout);
    for (const ShownPercentile &shown : percentiles)
        cells.append(percentileText(point, shown, timeoutMs));
    if (run.plan.load.kind != plan::LoadKind::Closed)
        cells.append(fromDueText(point, timeoutMs));
    cells.append(rateText(point, Metric::TpotMean, true));
    cells.append(point.isMeasured() ? QString::number(point.completed()) : none());
    cells.append(point.isMeasured() ? QString::number(point.failed()) : none());
    cells.append(point.verdictText());
    return cells;
}

/// The marks that occur in the table, each with its meaning.
QStringList legend(const storage::StoredRun &run)
{
    QStringList lines;
    const std::vector<ShownPercentile> percentiles = shownPercentiles(run.plan);
    const std::vector<Point> points = pointsOf(run);
    const auto isWeak = [&percentiles](const Point &point) {
        return point.isMeasured() && std::ranges::any_of(percentiles, [&point](const ShownPercentile &shown) {
                   return metrics::percentileTrust(shown.p, point.samples()) == PercentileTrust::Few;
               });
    };
    if (std::ranges::any_of(points, isWeak))
        lines.append(QStringLiteral("* fewer than five samples lie beyond it"));
    if (std::ranges::any_of(points, [](const Point &point) { return point.tokensEstimated(); }))
        lines.append(QStringLiteral("~ token counts are estimated"));
    lines.append(provenanceLine(provenanceOf(run)));
    return lines;
}

} // namespace

TextTable levelTable(const storage::StoredRun &run)
{
    using Align = TextTable::Align;
    const std::vector<ShownPercentile> percentiles = shownPercentiles(run.plan);
    TextTable table;
    table.addColumn(QStringLiteral("target"), Align::Left);
    if (run.plan.workloads.size() > 1)
        table.addColumn(QStringLiteral("workload"), Align::Left);
    table.addColumn(QString::fromLatin1(plan::unitName(run.plan.load.kind)));
    table.addColumn(QStringLiteral("tok/s"));
    const std::vector<Point> points = pointsOf(run);
    const bool hasRoofline = std::ranges::any_of(points, [](const Point &point) { return point.physics() != nullptr; });
    if (hasRoofline)
        table.addColumn(QStringLiteral("% of roofline"));
    table.addColumn(QStringLiteral("req/s"));
    if (!run.plan.slos.empty())
        table.addColumn(QStringLiteral("good req/s"));
    for (const ShownPercentile &shown : percentiles)
        table.addColumn(QStringLiteral("TTFT p%1 ms").arg(shown.p));
    if (run.plan.load.kind != plan::LoadKind::Closed)
        table.addColumn(QStringLiteral("from due p50 ms"));
    table.addColumn(QStringLiteral("TPOT ms"));
    table.addColumn(QStringLiteral("done"));
    table.addColumn(QStringLiteral("failed"));
    table.addColumn(QStringLiteral("verdict"), Align::Left);
    for (const Point &point : points)
        table.addRow(row(run, point, percentiles, hasRoofline));
    return table;
}

QString levelTableText(const storage::StoredRun &run)
{
    return levelTable(run).plainText() + legend(run).join(u'\n') + u'\n';
}

QString levelTableMarkdown(const storage::StoredRun &run)
{
    return levelTable(run).markdown() + u'\n' + legend(run).join(QStringLiteral("  \n")) + u'\n';
}

} // namespace tokamark::report
