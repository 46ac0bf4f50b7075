#include "metrics/steadiness.h"

#include "metrics/trend.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tokamark::metrics {
namespace {

constexpr double FewestAnswersLong = 10;
/// More blocks would be shorter than what the state of a server outlasts, and then neighbours say the same twice.
constexpr std::size_t MostBlocks = 20;
constexpr std::size_t FewestBlocks = 10;

std::vector<TimedPoint> ratePoints(const SteadyInput &input)
{
    std::vector<TimedPoint> points;
    const double binSeconds = input.windowSeconds / static_cast<double>(WindowBins);
    for (std::size_t bin = 0; bin < WindowBins; ++bin) {
        const double begin = static_cast<double>(bin) * binSeconds;
        if (begin >= input.fromSecond && begin + binSeconds <= input.toSecond * (1 + 1e-12))
            points.push_back({begin + binSeconds / 2, input.tokens->bins()[bin] / binSeconds});
    }
    return points;
}

std::vector<TimedPoint> ttftPoints(const SteadyInput &input)
{
    std::vector<TimedPoint> points;
    for (const TimedValue &ttft : input.ttft) {
        if (std::isfinite(ttft.value) && ttft.seconds >= input.fromSecond && ttft.seconds <= input.toSecond)
            points.push_back({ttft.seconds, ttft.value});
    }
    std::ranges::sort(points, [](const TimedPoint &a, const TimedPoint &b) {
        return a.second < b.second || (a.second == b.second && a.value < b.value);
    });
    return points;
}

/// A change is believed where blocks twice as long say so too. Noise that outlasts a block makes neighbours resemble each
/// other, which so few of them tell badly; a drift or a step is there whatever the blocks.
std::optional<Trend> believable(TrendInput input)
{
    const std::optional<Trend> fine = findTrend(input);
    if (!fine || !fine->isReal() || input.blocks == FewestBlocks)
        return fine;
    input.blocks = std::max(FewestBlocks, input.blocks / 2);
    const std::optional<Trend> coarse = findTrend(input);
    return coarse && !coarse->isReal() ? coarse : fine;
}

} // namespace

SteadyFigures steadyFigures(const SteadyInput &input)
{
    SteadyFigures figures;
    figures.fromSecond = input.fromSecond;
    figures.toSecond = std::max(input.fromSecond, input.toSecond);
    const double length = input.toSecond - input.fromSecond;
    if (input.answerSeconds <= 0 || length < FewestAnswersLong * input.answerSeconds)
        return figures;

    const auto blocks
        = static_cast<std::size_t>(std::min(length / input.answerSeconds, static_cast<double>(MostBlocks)));
    figures.blocks = blocks;
    const std::vector<TimedPoint> rates = ratePoints(input);
    figures.outputRate = believable({rates, input.fromSecond, input.toSecond, blocks, BlockValue::Mean});
    const std::vector<TimedPoint> latencies = ttftPoints(input);
    figures.ttftP50 = believable({latencies, input.fromSecond, input.toSecond, blocks, BlockValue::Median});
    if (!figures.ttftP50)
        figures.ttftP50 = findTrend({latencies, input.fromSecond, input.toSecond, FewestBlocks, BlockValue::Median});
    return figures;
}

} // namespace tokamark::metrics
