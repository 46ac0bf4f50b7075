#include "report/checktable.h"

#include "report/runchecks.h"
#include "words/checkwords.h"

#include <cmath>

namespace tokamark::report {
namespace {

QString none()
{
    return QStringLiteral("-");
}

/// Exact where it is whole: a count is not to be rounded.
QString number(const std::optional<double> &value)
{
    if (!value)
        return none();
    return QString::number(*value, 'f', *value == std::round(*value) ? 0 : 2);
}

QString text(std::string_view latin)
{
    return QString::fromLatin1(latin.data(), static_cast<qsizetype>(latin.size()));
}

QString withUnit(double value, std::string_view unit)
{
    return QString::number(value, 'g', 3) + u' ' + text(unit);
}

QStringList row(const metrics::SelfCheck &check)
{
    const bool decided = check.outcome != metrics::CheckOutcome::CannotTell;
    QString outcome = words::label(check.outcome);
    if (!decided)
        outcome += QStringLiteral(": ") + words::reason(check.doubt);
    return {words::label(check.what),
            number(check.ours),
            number(check.theirs),
            text(check.unit),
            decided ? withUnit(check.off, check.toleranceUnit) : none(),
            withUnit(check.tolerance, check.toleranceUnit),
            outcome};
}

} // namespace

TextTable checkTable(const storage::StoredRun &run)
{
    using Align = TextTable::Align;
    const bool namesWorkload = run.plan.workloads.size() > 1;
    TextTable table;
    table.addColumn(QStringLiteral("target"), Align::Left);
    if (namesWorkload)
        table.addColumn(QStringLiteral("workload"), Align::Left);
    table.addColumn(QString::fromLatin1(plan::unitName(run.plan.load.kind)));
    table.addColumn(QStringLiteral("check"), Align::Left);
    for (const char *title : {"ours", "theirs"})
        table.addColumn(QString::fromLatin1(title));
    table.addColumn(QStringLiteral("unit"), Align::Left);
    for (const char *title : {"beyond chance", "limit"})
        table.addColumn(QString::fromLatin1(title));
    table.addColumn(QStringLiteral("outcome"), Align::Left);
    for (const Point &point : pointsOf(run)) {
        QStringList place{QString::fromStdString(run.plan.targets.at(point.target).name)};
        if (namesWorkload)
            place << QString::fromStdString(run.plan.workloads.at(point.workload).name);
        place << QString::fromStdString(plan::numberText(point.level));
        for (const metrics::SelfCheck &check : selfChecksOf(run, point))
            table.addRow(place + row(check));
    }
    return table;
}

QString checkTableText(const storage::StoredRun &run)
{
    const TextTable table = checkTable(run);
    return table.isEmpty() ? QString() : table.plainText();
}

} // namespace tokamark::report
