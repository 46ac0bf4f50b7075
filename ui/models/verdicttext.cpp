#include "models/verdicttext.h"

#include "words/verdictwords.h"

#include <QStringList>

namespace tokamark::ui {

namespace {

/// Of all of at least a warning, each once.
QStringList faultCodes(const std::vector<metrics::Verdict> &verdicts)
{
    QStringList codes;
    for (const metrics::Verdict &verdict : verdicts) {
        if (verdict.severity >= metrics::Severity::Warning)
            codes.append(QString::fromLatin1(metrics::name(verdict.code)));
    }
    codes.removeDuplicates();
    return codes;
}

} // namespace

QString verdictLabel(const std::vector<metrics::Verdict> &verdicts)
{
    if (verdicts.empty())
        return QString::fromLatin1(metrics::name(metrics::VerdictCode::Unchecked));
    // The list is sorted by severity; a note must not hide that the point is valid.
    for (const metrics::Verdict &verdict : verdicts)
        if (verdict.severity >= metrics::Severity::Warning || verdict.code == metrics::VerdictCode::Valid)
            return QString::fromLatin1(metrics::name(verdict.code));
    return QString::fromLatin1(metrics::name(verdicts.front().code));
}

QString shortVerdictLabel(const std::vector<metrics::Verdict> &verdicts)
{
    const QStringList labels = faultCodes(verdicts);
    return labels.size() > 1 ? QStringLiteral("%1 +%2").arg(labels.front()).arg(labels.size() - 1)
                             : verdictLabel(verdicts);
}

QString verdictLabels(const std::vector<metrics::Verdict> &verdicts)
{
    const QStringList labels = faultCodes(verdicts);
    return labels.isEmpty() ? verdictLabel(verdicts) : labels.join(QLatin1Char(' '));
}

QString verdictSentence(const metrics::Verdict &verdict)
{
    const QString advice = words::advice(verdict);
    const QString sentence = words::sentence(verdict);
    return advice.isEmpty() ? sentence : QStringLiteral("%1 %2").arg(sentence, advice);
}

} // namespace tokamark::ui
