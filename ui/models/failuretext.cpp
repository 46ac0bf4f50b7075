#include "models/failuretext.h"

#include "format/numberformat.h"

#include <QCoreApplication>

namespace tokamark::ui {

namespace {

struct FailureWords {
    Q_DECLARE_TR_FUNCTIONS(FailureText)
};

} // namespace

QString failureText(const storage::FailureGroup &failures, int mostLetters)
{
    words::FailureCause cause = words::failureCause(failures);
    if (cause.message.size() > mostLetters)
        cause.message = cause.message.left(mostLetters - 1) + QChar(0x2026);
    const QString counted = FailureWords::tr("%1 × %2", "count × cause").arg(format::count(failures.count), cause.what);
    return cause.message.isEmpty()
        ? counted
        : FailureWords::tr("%1: %2", "cause: the server's message").arg(counted, cause.message);
}

QString shortFailureText(const storage::FailureGroup &failures)
{
    constexpr int LettersOfATip = 90;
    return failureText(failures, LettersOfATip);
}

QString failedText(const QString &name, std::uint64_t failed, std::uint64_t all)
{
    return FailureWords::tr("%1: %2 of %3 requests failed", "backend, how many, of how many")
        .arg(name, format::count(failed), format::count(all));
}

} // namespace tokamark::ui
