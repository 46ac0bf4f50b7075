#include "metrics/trend.h"

#include "metrics/percentile.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace tokamark::metrics {
namespace {

constexpr std::size_t FewestPointsPerBlock = 3;
constexpr std::size_t FewestBlocksBesideStep = 2;
constexpr double MuchBetter = 0.5; ///< a step must leave this share of what the line leaves: it has a place to choose
constexpr double Normal975 = 1.959963984540054;
constexpr double Infinity = std::numeric_limits<double>::infinity();

using Values = std::vector<double>;

double median(Values values)
{
    std::ranges::sort(values);
    return percentile(values, 50);
}

double mean(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::optional<Values> blockValues(const TrendInput &input)
{
    std::vector<Values> blocks(input.blocks);
    const double length = input.to - input.from;
    for (const TimedPoint &point : input.points) {
        const double place = (point.second - input.from) / length * static_cast<double>(input.blocks);
        if (place >= 0 && place <= static_cast<double>(input.blocks))
            blocks[std::min(static_cast<std::size_t>(place), input.blocks - 1)].push_back(point.value);
    }
    Values values;
    for (Values &block : blocks) {
        if (block.size() < FewestPointsPerBlock)
            return std::nullopt;
        values.push_back(input.value == BlockValue::Mean ? mean(block) : median(std::move(block)));
    }
    return values;
}

/// Values around some fit.
struct Residuals {
    Values values;

    [[nodiscard]] double squares() const
    {
        return std::inner_product(values.begin(), values.end(), values.begin(), 0.0);
    }

    /// By how much the variance of a mean over the blocks exceeds that of independent ones, out of their correlation
    /// from one to the next. A fit makes neighbours of short series look more unlike than they are, which Kendall's
    /// correction gives back. `level`: residuals that are nothing beside it are rounding.
    [[nodiscard]] double inflation(double level) const
    {
        const auto count = static_cast<double>(values.size());
        const double all = squares();
        if (all <= count * level * level * 1e-18)
            return 1;
        double products = 0;
        for (std::size_t i = 1; i < values.size(); ++i)
            products += values[i] * values[i - 1];
        const double raw = products / all;
        // Beyond this a smooth curve would pass for noise of long memory.
        constexpr double Strongest = 0.6;
        const double correlation = std::clamp(raw + (1 + 4 * raw) / count, 0.0, Strongest);
        return (1 + correlation) / (1 - correlation);
    }
};

/// A line over block numbers, through the middle of them.
struct Line {
    double middle = 0; ///< at the middle block
    double slope = 0; ///< per block
    double low = 0;
    double high = 0;
    Residuals residuals;
};

Line theilSen(const Values &blocks)
{
    const auto count = static_cast<double>(blocks.size());
    Values slopes;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        for (std::size_t j = i + 1; j < blocks.size(); ++j)
            slopes.push_back((blocks[j] - blocks[i]) / static_cast<double>(j - i));
    }
    std::ranges::sort(slopes);

    Line line;
    line.slope = percentile(slopes, 50);
    const double middleBlock = (count - 1) / 2;
    Values levels;
    for (std::size_t i = 0; i < blocks.size(); ++i)
        levels.push_back(blocks[i] - line.slope * (static_cast<double>(i) - middleBlock));
    line.middle = median(levels);
    for (const double level : levels)
        line.residuals.values.push_back(level - line.middle);

    // Sen's interval: between the slopes so many ranks from the middle as Kendall's statistic swings by chance.
    const double variance = count * (count - 1) * (2 * count + 5) / 18 * line.residuals.inflation(line.middle);
    const double ranks = (static_cast<double>(slopes.size()) - Normal975 * std::sqrt(variance)) / 2;
    const std::size_t outside = ranks > 1 ? static_cast<std::size_t>(ranks) - 1 : 0;
    line.low = slopes[outside];
    line.high = slopes[slopes.size() - 1 - outside];
    return line;
}

/// Two levels.
struct Step {
    std::size_t firstAfter = 0; ///< block
    double before = 0;
    double after = 0;
    double error = 0; ///< half the width of the interval of their difference
    Residuals residuals;

    [[nodiscard]] bool isReal() const { return std::abs(after - before) > error; }
};

Step stepAt(const Values &blocks, std::size_t firstAfter)
{
    const std::span all(blocks);
    Step step{firstAfter, mean(all.first(firstAfter)), mean(all.subspan(firstAfter)), 0, {}};
    for (std::size_t i = 0; i < blocks.size(); ++i)
        step.residuals.values.push_back(blocks[i] - (i < firstAfter ? step.before : step.after));
    return step;
}

/// The step that leaves the least. Its interval knows that the best of all places was taken.
Step bestStep(const Values &blocks)
{
    Step best;
    std::size_t places = 0;
    for (std::size_t at = FewestBlocksBesideStep; at + FewestBlocksBesideStep <= blocks.size(); ++at) {
        Step step = stepAt(blocks, at);
        if (places++ == 0 || step.residuals.squares() < best.residuals.squares())
            best = std::move(step);
    }
    const auto before = static_cast<double>(best.firstAfter);
    const auto after = static_cast<double>(blocks.size()) - before;
    const double freedom = before + after - 2;
    const double variance = best.residuals.squares() / freedom * best.residuals.inflation(best.before);
    const double critical
        = boost::math::quantile(boost::math::students_t(freedom), 1 - 0.025 / static_cast<double>(places));
    best.error = critical * std::sqrt(variance * (1 / before + 1 / after));
    return best;
}

/// Where between the blocks the step lies, by the points themselves.
double placeOf(const Step &step, const TrendInput &input)
{
    const double blockLength = (input.to - input.from) / static_cast<double>(input.blocks);
    const double coarse = input.from + static_cast<double>(step.firstAfter) * blockLength;
    double place = coarse;
    double best = 0;
    double off = 0; // of all points so far being before the step instead of after it
    for (const TimedPoint &point : input.points) {
        if (point.second < coarse - blockLength || point.second > coarse + blockLength)
            continue;
        if (off < best) {
            best = off;
            place = point.second;
        }
        off += std::abs(point.value - step.before) - std::abs(point.value - step.after);
    }
    return place;
}

double percentOf(double to, double from)
{
    return 100 * (to / from - 1);
}

std::optional<Trend> trendOf(const Line &line, std::size_t blocks)
{
    const double half = static_cast<double>(blocks) / 2;
    const auto change = [&](double slope) {
        const double from = line.middle - slope * half;
        const double to = line.middle + slope * half;
        // So steep a line leaves the positive numbers at one of its ends.
        if (from <= 0)
            return Infinity;
        return to <= 0 ? -100.0 : percentOf(to, from);
    };
    Trend trend;
    trend.from = line.middle - line.slope * half;
    trend.to = line.middle + line.slope * half;
    if (trend.from <= 0 || trend.to <= 0)
        return std::nullopt;
    trend.changePct = change(line.slope);
    trend.lowPct = change(line.low);
    trend.highPct = change(line.high);
    return trend;
}

} // namespace

std::optional<Trend> findTrend(const TrendInput &input)
{
    const std::optional<Values> blocks = blockValues(input);
    if (!blocks)
        return std::nullopt;
    const Line line = theilSen(*blocks);
    const Step step = bestStep(*blocks);
    const bool fitsBetter = step.residuals.squares() < MuchBetter * line.residuals.squares();
    if (!step.isReal() || !fitsBetter || step.before <= 0)
        return trendOf(line, input.blocks);
    const double difference = step.after - step.before;
    return Trend{.from = step.before,
                 .to = step.after,
                 .changePct = percentOf(step.after, step.before),
                 .lowPct = 100 * (difference - step.error) / step.before,
                 .highPct = 100 * (difference + step.error) / step.before,
                 .stepSecond = placeOf(step, input)};
}

} // namespace tokamark::metrics
