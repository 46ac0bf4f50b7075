#include "models/failuretext.h"

#include "format/numberformat.h"
#include "words/outcomewords.h"

#include <QCoreApplication>

namespace tokamark::ui {

namespace {

struct FailureWords {
    Q_DECLARE_TR_FUNCTIONS(FailureText)
};

constexpr qsizetype MostLetters = 300;

} // namespace

QString failureText(const storage::FailureGroup &failures)
{
    QString what = words::label(failures.outcome);
    // Of a stream that broke the status is 200, which says nothing.
    if (failures.outcome == metrics::Outcome::HttpError && failures.httpStatus != 0)
        what += QLatin1Char(' ') + QString::number(failures.httpStatus);
    QString message = failures.firstText.simplified();
    if (message.size() > MostLetters)
        message = message.left(MostLetters - 1) + QChar(0x2026);
    const QString counted = FailureWords::tr("%1 × %2", "count × cause").arg(format::count(failures.count), what);
    return message.isEmpty() ? counted
                             : FailureWords::tr("%1: %2", "cause: the server's message").arg(counted, message);
}

} // namespace tokamark::ui
