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
/// A load is level where no block asks for more or less than the mean by this, nor its end for more than its beginning by that.
constexpr double LevelBlock = 0.25;
constexpr double LevelDriftPct = 5;

std::vector<TimedPoint> ratePoints(const SteadyInput &input, const BinnedAmount &amount)
{
    std::vector<TimedPoint> points;
    const double binSeconds = input.windowSeconds / static_cast<double>(WindowBins);
    for (std::size_t bin = 0; bin < WindowBins; ++bin) {
        const double begin = static_cast<double>(bin) * binSeconds;
        if (begin >= input.fromSecond && begin + binSeconds <= input.toSecond * (1 + 1e-12))
            points.push_back({begin + binSeconds / 2, amount.bins()[bin] / binSeconds});
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

/// Whether what was asked of the server stayed the same all through the stretch.
bool isLevel(const SteadyInput &input, std::size_t blocks)
{
    const std::vector<TimedPoint> asked = ratePoints(input, *input.asked);
    const auto trend = findTrend({asked, input.fromSecond, input.toSecond, blocks, BlockValue::Mean});
    if (!trend || std::abs(trend->changePct) >= LevelDriftPct)
        return false;
    std::vector<double> amounts(blocks, 0);
    std::vector<double> points(blocks, 0);
    const double blockSeconds = (input.toSecond - input.fromSecond) / static_cast<double>(blocks);
    double sum = 0;
    for (const TimedPoint &point : asked) {
        const auto block = static_cast<std::size_t>((point.second - input.fromSecond) / blockSeconds);
        amounts[std::min(block, blocks - 1)] += point.value;
        ++points[std::min(block, blocks - 1)];
        sum += point.value;
    }
    const double mean = sum / static_cast<double>(asked.size());
    for (std::size_t i = 0; i < blocks; ++i) {
        if (std::abs(amounts[i] / points[i] / mean - 1) > LevelBlock)
            return false;
    }
    return true;
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
    if (input.asked != nullptr && !isLevel(input, blocks))
        return figures;
    const std::vector<TimedPoint> rates = ratePoints(input, *input.tokens);
    figures.outputRate = believable({rates, input.fromSecond, input.toSecond, blocks, BlockValue::Mean});
    const std::vector<TimedPoint> latencies = ttftPoints(input);
    figures.ttftP50 = believable({latencies, input.fromSecond, input.toSecond, blocks, BlockValue::Median});
    if (!figures.ttftP50)
        figures.ttftP50 = findTrend({latencies, input.fromSecond, input.toSecond, FewestBlocks, BlockValue::Median});
    return figures;
}

} // namespace tokamark::metrics
