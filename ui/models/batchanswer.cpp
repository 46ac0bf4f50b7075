#include "models/batchanswer.h"

#include "format/numberformat.h"
#include "metrics/comparison.h"
#include "metrics/comparisonfamily.h"
#include "words/levelwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace tokamark::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReportContent)
};

/// The point with the highest output rate of a series that says something.
const ResultPoint *fastest(const ResultSeries &series)
{
    const ResultPoint *best = nullptr;
    for (const ResultPoint &point : series.points)
        if (point.severity != metrics::Severity::Bad && std::isfinite(point.outputRate())
            && (best == nullptr || point.outputRate() > best->outputRate()))
            best = &point;
    return best;
}

/// A series and its point with the highest output rate.
using Best = std::pair<std::size_t, const ResultPoint *>;

/// Whether the rate of the first stands out. Where the report compares the two at this load anyway, both places say the same;
/// any other pair was picked for its rates out of all pairs at all loads.
std::optional<metrics::Difference> bestDifference(const ResultSet &set, const DifferenceFamily &family,
                                                  const Best &first, const Best &second, std::size_t competitors)
{
    constexpr auto Rate = metrics::Metric::OutputThroughput;
    const auto &[best, point] = first;
    const auto &[next, other] = second;
    const bool sameLevel = point->level == other->level;
    const bool paired = set.series()[best].run == set.series()[next].run && sameLevel;
    auto difference = metrics::compare(other->figures(), point->figures(), Rate, paired);
    if (!difference || !difference->chance)
        return difference;
    auto told = family.at({next, best, point->level}, Rate);
    if (!told)
        told = family.at({best, next, point->level}, Rate);
    if (told && sameLevel)
        difference->significant = told->significant;
    else
        metrics::holdAmong(*difference, competitors * (competitors - 1) / 2 * set.levels().size());
    return difference;
}

QString differenceSentence(const metrics::Difference &difference, const QString &name, const ResultPoint &other)
{
    if (!difference.changePct)
        return {};
    const QString change = format::number(*difference.changePct);
    const QString level = words::levelText(other.level);
    if (difference.significant && difference.lowPct && difference.highPct)
        return Words::tr("%1 % more than %2 at its best, %3 (95 %: %4 … %5 %).")
            .arg(change, name, level, format::number(*difference.lowPct), format::number(*difference.highPct));
    if (difference.kind == metrics::IntervalKind::BetweenRuns)
        return Words::tr("Measured %1 % above %2 at its best, %3; %n repetition(s) do not show that this is more than "
                         "chance.",
                         nullptr, static_cast<int>(difference.repetitions))
            .arg(change, name, level);
    return Words::tr(
               "Measured %1 % above %2 at its best, %3; with so few repetitions this says nothing of the next run.")
        .arg(change, name, level);
}

} // namespace

ScenarioAnswer batchAnswer(const ResultSet &set, const DifferenceFamily &family)
{
    ScenarioAnswer result{Words::tr("Batch"), Words::tr("highest output rate"), {}, false, {}};
    std::vector<Best> best;
    for (std::size_t i = 0; i < set.series().size(); ++i)
        if (const ResultPoint *point = fastest(set.series()[i]))
            best.emplace_back(i, point);
    std::stable_sort(best.begin(), best.end(),
                     [](const Best &a, const Best &b) { return a.second->outputRate() > b.second->outputRate(); });
    if (best.empty()) {
        result.answer = Words::tr("not measured");
        return result;
    }
    const auto &[first, point] = best.front();
    result.met = true;
    result.answer = Words::tr("%1, %2 tok/s").arg(set.series()[first].name, format::number(point->outputRate()));
    result.text = Words::tr("Highest at %1.").arg(words::levelText(point->level));
    if (best.size() > 1) {
        const auto difference = bestDifference(set, family, best[0], best[1], best.size());
        if (difference)
            result.text += QLatin1Char(' ')
                + differenceSentence(*difference, set.series()[best[1].first].name, *best[1].second);
    }
    return result;
}

} // namespace tokamark::ui
