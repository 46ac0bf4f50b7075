#include "models/failurecauses.h"

#include "format/numberformat.h"
#include "words/outcomewords.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>

namespace tokamark::ui {

namespace {

struct FailureWords {
    Q_DECLARE_TR_FUNCTIONS(FailureCauses)
};

constexpr qsizetype MostLetters = 300;

} // namespace

std::vector<FailureCause> failureCauses(std::span<const metrics::RequestRecord> records)
{
    std::vector<FailureCause> causes;
    for (const metrics::RequestRecord &record : records) {
        const bool failed
            = record.outcome != metrics::Outcome::Completed && record.outcome != metrics::Outcome::Cancelled;
        if (!failed || record.phase != metrics::Phase::Window)
            continue;
        const std::uint16_t status = record.outcome == metrics::Outcome::HttpError ? record.httpStatus : 0;
        auto cause = std::ranges::find_if(causes, [&](const FailureCause &known) {
            return known.outcome == record.outcome && known.httpStatus == status;
        });
        if (cause == causes.end())
            cause = causes.insert(causes.end(), {record.outcome, status, 0, {}});
        ++cause->count;
        if (cause->message.empty())
            cause->message = record.error;
    }
    std::ranges::stable_sort(causes, std::greater<>(), &FailureCause::count);
    return causes;
}

QString causeText(const FailureCause &cause)
{
    QString what = words::label(cause.outcome);
    if (cause.httpStatus != 0)
        what += QLatin1Char(' ') + QString::number(cause.httpStatus);
    QString message = QString::fromStdString(cause.message).simplified();
    if (message.size() > MostLetters)
        message = message.left(MostLetters - 1) + QChar(0x2026);
    const QString counted = FailureWords::tr("%1 × %2", "count × cause").arg(format::count(cause.count), what);
    return message.isEmpty() ? counted
                             : FailureWords::tr("%1: %2", "cause: the server's message").arg(counted, message);
}

} // namespace tokamark::ui
