#include "report/comparisontext.h"

#include "report/comparisonparts.h"

namespace tokamark::report {
namespace {

using metrics::PercentileTrust;

QString valueText(double value, PercentileTrust trust)
{
    if (trust == PercentileTrust::TooFew)
        return QStringLiteral("-");
    const QString text = QString::number(value, 'g', 4);
    return trust == PercentileTrust::Few ? text + u'*' : text;
}

} // namespace

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
        table.addRow(QStringList{targetText(cell.targetA, cell.simulatedA), targetText(cell.targetB, cell.simulatedB),
                                 cell.workload, QString::fromStdString(plan::numberText(cell.level)),
                                 QString::fromLatin1(metrics::name(difference.metric)),
                                 valueText(difference.a, cell.trustA), valueText(difference.b, cell.trustB)}
                     + changeTexts(cell));
    }
    return table;
}

QString comparisonText(const RunComparison &comparison)
{
    ComparedCells all;
    for (const ComparedCell &cell : comparison.cells)
        all.push_back(&cell);
    return comparisonWarnings(comparison) + comparisonTable(comparison).plainText() + comparisonNotes(comparison, all);
}

} // namespace tokamark::report
