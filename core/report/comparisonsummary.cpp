#include "metrics/comparisonfamily.h"
#include "report/comparisonparts.h"
#include "report/comparisontext.h"
#include "words/differencewords.h"
#include "words/metricwords.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>

namespace tokamark::report {
namespace {

using metrics::Metric;
using metrics::PercentileTrust;

/// The figures of one pair of points.
ComparedCells cellsOf(const RunComparison &comparison, std::size_t point)
{
    ComparedCells cells;
    for (const ComparedCell &cell : comparison.cells) {
        if (cell.point == point)
            cells.push_back(&cell);
    }
    return cells;
}

const ComparedCell *find(const ComparedCells &cells, Metric metric)
{
    const auto found
        = std::ranges::find(cells, metric, [](const ComparedCell *cell) { return cell->difference.metric; });
    return found == cells.end() ? nullptr : *found;
}

/// Each row is the first of a list that both sides have and carry, else the last that both have.
constexpr std::array<std::array<Metric, 2>, 7> Rows{{{Metric::OutputThroughput, Metric::OutputThroughput},
                                                     {Metric::TtftP50, Metric::TtftMean},
                                                     {Metric::TtftP95, Metric::TtftP90},
                                                     {Metric::TtftDueP50, Metric::TtftDueMean},
                                                     {Metric::TtftDueP95, Metric::TtftDueP90},
                                                     {Metric::TpotP50, Metric::ItlP50},
                                                     {Metric::E2elP50, Metric::E2elMean}}};

ComparedCells mainCells(const ComparedCells &cells)
{
    ComparedCells chosen;
    for (const auto &choices : Rows) {
        const ComparedCell *shown = nullptr;
        for (const Metric metric : choices) {
            const ComparedCell *cell = find(cells, metric);
            if (cell != nullptr && (shown == nullptr || !isCarried(*shown)))
                shown = cell;
        }
        if (shown != nullptr)
            chosen.push_back(shown);
    }
    return chosen;
}

/// Three digits or all before the point.
QString number(double value)
{
    const double size = std::abs(value);
    return std::isfinite(value) ? QString::number(value, 'f',
                                                  size >= 100      ? 0
                                                      : size >= 10 ? 1
                                                                   : 2)
                                : QStringLiteral("inf");
}

QString valueText(double value, PercentileTrust trust)
{
    if (trust == PercentileTrust::TooFew)
        return QStringLiteral("-");
    return trust == PercentileTrust::Few ? number(value) + u'*' : number(value);
}

QString failedText(const ComparedSide &side)
{
    return QStringLiteral("%1 of %2").arg(side.failed).arg(side.started);
}

/// What has no interval of its own.
void addCounts(const ComparedPoint &point, TextTable &table)
{
    const QString none = QStringLiteral("-");
    if (point.a.goodput || point.b.goodput) {
        const auto text = [&none](const std::optional<double> &goodput) { return goodput ? number(*goodput) : none; };
        QString change = none;
        if (point.a.goodput && point.b.goodput && *point.a.goodput > 0)
            change = QString::asprintf("%+.1f %%", 100 * (*point.b.goodput / *point.a.goodput - 1));
        table.addRow({QStringLiteral("Goodput, requests/s"), text(point.a.goodput), text(point.b.goodput), change, none,
                      none, none});
    }
    table.addRow({QStringLiteral("Failed requests"), failedText(point.a), failedText(point.b), none, none, none, none});
}

QString indented(const QString &text)
{
    QString result;
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts))
        result += QStringLiteral("  ") + line + u'\n';
    return result;
}

TextTable tableOf(const ComparedPoint &point, const ComparedCells &shown)
{
    using Align = TextTable::Align;
    TextTable table;
    table.addColumn(QStringLiteral("figure"), Align::Left);
    for (const char *title : {"a", "b", "change", "low", "high"})
        table.addColumn(QString::fromLatin1(title));
    table.addColumn(QStringLiteral("interval"), Align::Left);
    for (const ComparedCell *cell : shown) {
        const metrics::Difference &difference = cell->difference;
        table.addRow(
            QStringList{QStringLiteral("%1, %2").arg(words::label(difference.metric), words::unit(difference.metric)),
                        valueText(difference.a, cell->trustA), valueText(difference.b, cell->trustB)}
            + changeTexts(*cell));
    }
    addCounts(point, table);
    return table;
}

/// The TTFT p90 stands in for the p95.
bool isHeadline(Metric metric)
{
    return metric == Metric::TtftP90
        || std::ranges::find(metrics::headlineMetrics(), metric) != metrics::headlineMetrics().end();
}

/// What may be said of the figures that are read first, and which of those that are not shown are called different.
QString sentences(const ComparedCells &cells, const ComparedCells &shown)
{
    QString text;
    for (const ComparedCell *cell : shown) {
        if (isHeadline(cell->difference.metric) && isCarried(*cell))
            text += QStringLiteral("%1: %2\n")
                        .arg(words::label(cell->difference.metric), words::statement(cell->difference));
    }
    QStringList others;
    for (const ComparedCell *cell : cells) {
        if (cell->difference.significant && std::ranges::find(shown, cell) == shown.end())
            others.append(words::label(cell->difference.metric));
    }
    if (!others.isEmpty())
        text += QStringLiteral("Significant as well: %1\n").arg(others.join(QStringLiteral(", ")));
    return text;
}

QString titleOf(const ComparedPoint &point, bool namesWorkload)
{
    QStringList parts{pairText(point)};
    if (namesWorkload)
        parts.append(point.workload);
    parts.append(QString::fromStdString(plan::text(point.level)));
    return parts.join(QStringLiteral(", ")) + u'\n';
}

QString runText(const storage::RunInfo &run)
{
    return QStringLiteral("%1 (run %2)").arg(run.name, QString::number(run.id.value));
}

} // namespace

QString comparisonSummary(const RunComparison &comparison)
{
    const bool severalWorkloads = std::ranges::any_of(comparison.points, [&](const ComparedPoint &point) {
        return point.workload != comparison.points.front().workload;
    });
    QString text = comparisonWarnings(comparison);
    text += QStringLiteral("a: %1, b: %2\n").arg(runText(comparison.a), runText(comparison.b));
    ComparedCells allShown;
    for (std::size_t point = 0; point < comparison.points.size(); ++point) {
        const ComparedCells cells = cellsOf(comparison, point);
        const ComparedCells shown = mainCells(cells);
        text += u'\n' + titleOf(comparison.points[point], severalWorkloads)
            + indented(tableOf(comparison.points[point], shown).plainText()) + indented(sentences(cells, shown));
        allShown.insert(allShown.end(), shown.begin(), shown.end());
    }
    return text + u'\n' + comparisonNotes(comparison, allShown);
}

} // namespace tokamark::report
