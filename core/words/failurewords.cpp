#include "words/failurewords.h"

#include "protocol/errortext.h"
#include "words/causewords.h"
#include "words/outcomewords.h"
#include "words/refusalwords.h"

#include <QCoreApplication>

#include <string>

namespace tokamark::words {
namespace {

using metrics::Outcome;
using storage::FailureGroup;

constexpr std::uint16_t Ok = 200;

struct FailureWords {
    Q_DECLARE_TR_FUNCTIONS(FailureWords)
};

QString whatOf(const FailureGroup &failures)
{
    const QString status = QStringLiteral("HTTP %1").arg(failures.httpStatus);
    if (failures.outcome == Outcome::HttpError && failures.httpStatus != 0)
        return status;
    // Of a stream that broke the status is 200, which says nothing.
    if (failures.httpStatus == 0 || failures.httpStatus == Ok)
        return label(failures.outcome);
    return FailureWords::tr("%1, %2", "cause, HTTP status").arg(label(failures.outcome), status);
}

/// The server did answer, only not in a stream: what stands in its document is no reason.
bool isWholeAnswer(const FailureGroup &failures)
{
    return failures.outcome == Outcome::ProtocolError && failures.httpStatus >= Ok && failures.httpStatus < 300
        && protocol::looksLikeWholeAnswer(failures.firstText.toStdString());
}

QString messageOf(const QString &said)
{
    std::string text;
    if (!protocol::readErrorText(said.toStdString(), text))
        text = said.toStdString();
    return causeText(QString::fromStdString(text).simplified());
}

} // namespace

FailureCause failureCause(const FailureGroup &failures)
{
    if (isWholeAnswer(failures))
        return {
            whatOf(failures), FailureWords::tr("the answer was one JSON document and no stream"),
            FailureWords::tr("The server, or a gateway before it, does not honour \"stream\": true: switch streaming "
                             "on there, or measure another endpoint of it (--endpoint).")};
    return {whatOf(failures), messageOf(failures.firstText), refusalAdvice(failures.httpStatus, failures.firstText)};
}

} // namespace tokamark::words
