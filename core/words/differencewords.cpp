#include "words/differencewords.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace tokamark::words {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(DifferenceWords)
};

/// Whole percents from ten on, for more digits than that no interval has.
QString percent(double value)
{
    return QLocale().toString(value, 'f', std::abs(value) >= 10 ? 0 : 1);
}

QString signedPercent(double value)
{
    return (value > 0 ? QStringLiteral("+") : QString()) + percent(value);
}

} // namespace

QString statement(const metrics::Difference &difference)
{
    if (!difference.lowPct || !difference.highPct || difference.kind == metrics::IntervalKind::None)
        return Words::tr("whether it differs cannot be told.");
    const double low = *difference.lowPct;
    const double high = *difference.highPct;
    const auto repetitions = static_cast<int>(difference.repetitions);
    if (difference.kind == metrics::IntervalKind::WithinRun)
        return Words::tr("%n repetition(s) carry no statement; within the runs the difference is %1 to %2 %.", nullptr,
                         repetitions)
            .arg(signedPercent(low), signedPercent(high));
    if (!difference.significant)
        return Words::tr("no difference that %n repetition(s) can show (%1 to %2 %).", nullptr, repetitions)
            .arg(signedPercent(low), signedPercent(high));
    const double least = std::min(std::abs(low), std::abs(high));
    const double most = std::max(std::abs(low), std::abs(high));
    const bool better = (high < 0) == metrics::lowerIsBetter(difference.metric);
    return (better ? Words::tr("faster by %1 to %2 %.") : Words::tr("slower by %1 to %2 %."))
        .arg(percent(least), percent(most));
}

} // namespace tokamark::words
