#include "report/verdictwords.h"

#include "words/verdictwords.h"

namespace tokamark::report {
namespace {

QString quantity(double value, const QString &unit)
{
    const QString number = QString::number(value, 'g', 4);
    return unit.isEmpty() ? number : number + u' ' + unit;
}

} // namespace

VerdictWords plainWords(const metrics::Verdict &verdict)
{
    const QString subject = QString::fromStdString(verdict.subject);
    if (verdict.severity < metrics::Severity::Warning)
        return {subject, {}};
    const QString unit = QString::fromStdString(verdict.unit);
    return {QStringLiteral("%1 %2, limit %3")
                .arg(subject, quantity(verdict.observed, unit), quantity(verdict.threshold, unit)),
            {}};
}

VerdictWords spokenWords(const metrics::Verdict &verdict)
{
    return {words::sentence(verdict), words::advice(verdict)};
}

} // namespace tokamark::report
