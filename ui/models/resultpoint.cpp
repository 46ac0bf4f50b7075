#include "models/resultpoint.h"

#include "metrics/comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokamark::ui {

namespace {

constexpr double Nan = std::numeric_limits<double>::quiet_NaN();

std::optional<metrics::Interval> intervalOf(const ResultPoint &point, metrics::Metric metric)
{
    const auto figures = point.figures();
    const auto estimate = metrics::estimate(figures, metric);
    if (!estimate || estimate->kind == metrics::IntervalKind::None || !std::isfinite(estimate->interval.low)
        || !std::isfinite(estimate->interval.high))
        return std::nullopt;
    return estimate->interval;
}

template <class Value> double geometricMean(const ResultPoint &point, Value value)
{
    double sum = 0;
    for (const storage::StoredCell *cell : point.cells) {
        const double one = value(*cell);
        if (std::isnan(one))
            return Nan;
        if (one <= 0)
            return 0;
        if (std::isinf(one))
            return one;
        sum += std::log(one);
    }
    return std::exp(sum / static_cast<double>(point.cells.size()));
}

/// Every place that shows, draws or judges a percentile asks here, so that none shows what another withholds.
metrics::PercentileTrust trustOf(const metrics::LatencyFigures &figures, Statistic which)
{
    return which.isMean() ? metrics::PercentileTrust::Fine
                          : metrics::percentileTrust(which.percentile, figures.samples + figures.failures);
}

} // namespace

std::optional<metrics::Metric> metricOf(LatencyKind kind, Statistic which)
{
    metrics::Metric first = metrics::Metric::TtftMean;
    switch (kind) {
    case LatencyKind::Ttft: first = metrics::Metric::TtftMean; break;
    case LatencyKind::Tpot: first = metrics::Metric::TpotMean; break;
    case LatencyKind::E2el: first = metrics::Metric::E2elMean; break;
    case LatencyKind::ChunkGap: return std::nullopt;
    }
    const auto place = std::ranges::find(StoredStatistics, which);
    if (place == StoredStatistics.end())
        return std::nullopt;
    // The metrics of a latency stand in the order of the stored statistics.
    return static_cast<metrics::Metric>(static_cast<int>(first) + static_cast<int>(place - StoredStatistics.begin()));
}

std::vector<const metrics::CellFigures *> ResultPoint::figures() const
{
    std::vector<const metrics::CellFigures *> all;
    for (const storage::StoredCell *cell : cells)
        all.push_back(&*cell->figures);
    return all;
}

double ResultPoint::latency(LatencyKind kind, Statistic which) const
{
    return geometricMean(*this, [&](const storage::StoredCell &cell) {
        const metrics::LatencyFigures &figures = ui::latency(*cell.figures, kind);
        if (trustOf(figures, which) == metrics::PercentileTrust::TooFew)
            return Nan;
        if (isStored(which))
            return statistic(figures, which);
        return further == nullptr ? Nan : further->at(cell.id, kind, which);
    });
}

metrics::PercentileTrust ResultPoint::trust(LatencyKind kind, Statistic which) const
{
    metrics::PercentileTrust least = metrics::PercentileTrust::Fine;
    for (const storage::StoredCell *cell : cells)
        least = std::max(least, trustOf(ui::latency(*cell->figures, kind), which));
    return least;
}

double ResultPoint::outputRate() const
{
    return geometricMean(*this, [](const storage::StoredCell &cell) { return cell.figures->outputTokensPerSecond; });
}

double ResultPoint::requestRate() const
{
    return geometricMean(*this, [](const storage::StoredCell &cell) { return cell.figures->requestsPerSecond; });
}

double ResultPoint::ratePerUser() const
{
    // Zero stands for answers of one token, which have no time per token.
    return geometricMean(*this, [](const storage::StoredCell &cell) {
        const double rate = cell.figures->tokensPerSecondPerUser;
        return rate > 0 ? rate : Nan;
    });
}

std::optional<metrics::Interval> ResultPoint::latencyInterval(LatencyKind kind, Statistic which) const
{
    const auto metric = metricOf(kind, which);
    return metric ? intervalOf(*this, *metric) : std::nullopt;
}

std::optional<metrics::Interval> ResultPoint::outputRateInterval() const
{
    return intervalOf(*this, metrics::Metric::OutputThroughput);
}

std::uint64_t ResultPoint::completed() const
{
    std::uint64_t sum = 0;
    for (const storage::StoredCell *cell : cells)
        sum += cell->figures->completed;
    return sum;
}

std::uint64_t ResultPoint::started() const
{
    std::uint64_t sum = 0;
    for (const storage::StoredCell *cell : cells)
        sum += cell->figures->started;
    return sum;
}

std::uint64_t ResultPoint::failed() const
{
    std::uint64_t sum = 0;
    for (const storage::StoredCell *cell : cells)
        sum += cell->figures->failed;
    return sum;
}

std::vector<storage::FailureGroup> ResultPoint::failures() const
{
    return report::failuresOver(cells, knownFailures == nullptr ? report::CellFailures() : *knownFailures);
}

bool ResultPoint::tokensEstimated() const
{
    return std::any_of(cells.begin(), cells.end(),
                       [](const storage::StoredCell *cell) { return cell->figures->tokensEstimated; });
}

} // namespace tokamark::ui
