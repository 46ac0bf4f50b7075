#include "words/differencewords.h"

#include "words/numberwords.h"

#include <QCoreApplication>

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
    return number(value, 'f', std::abs(value) >= 10 ? 0 : 1);
}

/// Percents of more than the whole are hard to read.
bool isManifold(double leastPct)
{
    return leastPct >= 100;
}

/// How many times as much a change in percent makes it.
QString times(double changePct)
{
    return percent(1 + changePct / 100);
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
    if (difference.kind == metrics::IntervalKind::WithinRun && isManifold(low))
        return Words::tr("%n repetition(s) carry no statement; within the runs it is %1 to %2 times as much.", nullptr,
                         repetitions)
            .arg(times(low), times(high));
    if (difference.kind == metrics::IntervalKind::WithinRun)
        return Words::tr("%n repetition(s) carry no statement; within the runs the difference is %1 to %2 %.", nullptr,
                         repetitions)
            .arg(signedPercent(low), signedPercent(high));
    if (difference.apartAlone && !difference.significant)
        return Words::tr("no difference that holds among the %n figure(s) compared together; taken alone %1 to %2 %.",
                         nullptr, static_cast<int>(difference.together))
            .arg(signedPercent(low), signedPercent(high));
    if (!difference.significant)
        return Words::tr("no difference that %n repetition(s) can show (%1 to %2 %).", nullptr, repetitions)
            .arg(signedPercent(low), signedPercent(high));
    if (isManifold(low) && metrics::lowerIsBetter(difference.metric))
        return Words::tr("%1 to %2 times as long.").arg(times(low), times(high));
    if (isManifold(low))
        return Words::tr("%1 to %2 times as fast.").arg(times(low), times(high));
    const double least = std::min(std::abs(low), std::abs(high));
    const double most = std::max(std::abs(low), std::abs(high));
    const bool better = (high < 0) == metrics::lowerIsBetter(difference.metric);
    return (better ? Words::tr("faster by %1 to %2 %.") : Words::tr("slower by %1 to %2 %."))
        .arg(percent(least), percent(most));
}

} // namespace tokamark::words
