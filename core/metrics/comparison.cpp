#include "metrics/comparison.h"

#include "metrics/comparisonfamily.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tokamark::metrics {
namespace {

constexpr double Normal975 = 1.959963984540054; ///< 97.5 % point of the standard normal distribution

constexpr double FirstSkewed = 90; ///< percentile

using Values = std::vector<double>;

/// Values of one metric; empty unless every repetition has one.
Values valuesOf(Repetitions repetitions, Metric metric)
{
    Values values;
    for (const CellFigures *figures : repetitions) {
        const std::optional<double> value = valueOf(*figures, metric);
        if (!value)
            return {};
        values.push_back(*value);
    }
    return values;
}

bool haveLogarithms(const Values &values)
{
    return std::ranges::all_of(values, [](double value) { return value > 0 && std::isfinite(value); });
}

double mean(const Values &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Squared standard error of the mean.
double squaredError(const Values &values)
{
    const double center = mean(values);
    double squares = 0;
    for (const double value : values)
        squares += (value - center) * (value - center);
    const auto count = static_cast<double>(values.size());
    return squares / (count - 1) / count;
}

Values logarithms(const Values &values)
{
    Values logs(values.size());
    std::ranges::transform(values, logs.begin(), [](double value) { return std::log(value); });
    return logs;
}

/// Mean of the repetitions as shown; a single value comes back to the last bit.
double center(const Values &values)
{
    if (values.size() == 1)
        return values.front();
    return haveLogarithms(values) ? std::exp(mean(logarithms(values))) : mean(values);
}

double student975(double degreesOfFreedom)
{
    return boost::math::quantile(boost::math::students_t(degreesOfFreedom), 0.975);
}

/// Half the width of an interval around a difference or mean of logarithms, and where it comes from.
struct HalfWidth {
    double logarithm = 0;
    IntervalKind kind = IntervalKind::None;
    double error = 0; ///< standard error; between runs only, as what follows
    double freedom = 0;
};

HalfWidth betweenRuns(double squared, double freedom)
{
    const double error = std::sqrt(squared);
    return {student975(freedom) * error, IntervalKind::BetweenRuns, error, freedom};
}

HalfWidth betweenRuns(const Values &logs)
{
    return betweenRuns(squaredError(logs), static_cast<double>(logs.size() - 1));
}

/// How likely equals lie so far apart by Student's distribution, to either side.
std::optional<double> chanceOf(double logarithm, const HalfWidth &half)
{
    if (half.kind != IntervalKind::BetweenRuns)
        return std::nullopt;
    if (!(half.error > 0))
        return logarithm == 0 ? 1 : 0;
    const boost::math::students_t student(half.freedom);
    return 2 * boost::math::cdf(boost::math::complement(student, std::abs(logarithm) / half.error));
}

/// Two independent points by Welch's approximation.
HalfWidth betweenRuns(const Values &logsA, const Values &logsB)
{
    const double a = squaredError(logsA);
    const double b = squaredError(logsB);
    const auto freedomOf = [](const Values &logs) { return static_cast<double>(logs.size() - 1); };
    if (a + b <= 0)
        return betweenRuns(0, freedomOf(logsA) + freedomOf(logsB));
    return betweenRuns(a + b, (a + b) * (a + b) / (a * a / freedomOf(logsA) + b * b / freedomOf(logsB)));
}

/// Squared within-run error of the mean of logarithms; empty if a repetition has none.
std::optional<double> withinRunError(Repetitions repetitions, Metric metric)
{
    double sum = 0;
    for (const CellFigures *figures : repetitions) {
        const double error = figures->logErrors[static_cast<std::size_t>(metric)];
        if (error <= 0)
            return std::nullopt;
        sum += error * error;
    }
    const auto count = static_cast<double>(repetitions.size());
    return sum / (count * count);
}

HalfWidth withinRun(std::optional<double> squared)
{
    if (!squared)
        return {};
    HalfWidth half;
    half.logarithm = Normal975 * std::sqrt(*squared);
    half.kind = IntervalKind::WithinRun;
    return half;
}

HalfWidth halfWidth(Repetitions repetitions, const Values &values, Metric metric)
{
    const HalfWidth within = withinRun(withinRunError(repetitions, metric));
    if (values.size() < FewestRepetitions)
        return within;
    HalfWidth between = betweenRuns(logarithms(values));
    // Of a high percentile three values often lie together by chance, on its common side; each knows how far it swings.
    if (percentileOf(metric).value_or(0) >= FirstSkewed)
        between.logarithm = std::max(between.logarithm, within.logarithm);
    return between;
}

HalfWidth halfWidth(Repetitions a, Repetitions b, const Values &valuesA, const Values &valuesB, Metric metric,
                    bool paired)
{
    if (std::min(valuesA.size(), valuesB.size()) < FewestRepetitions) {
        const std::optional<double> errorA = withinRunError(a, metric);
        const std::optional<double> errorB = withinRunError(b, metric);
        return withinRun(errorA && errorB ? std::optional(*errorA + *errorB) : std::nullopt);
    }
    const Values logsA = logarithms(valuesA);
    Values logsB = logarithms(valuesB);
    if (!paired || logsA.size() != logsB.size())
        return betweenRuns(logsA, logsB);
    std::ranges::transform(logsB, logsA, logsB.begin(), std::minus());
    return betweenRuns(logsB);
}

double percent(double logarithm)
{
    return 100 * std::expm1(logarithm);
}

} // namespace

std::optional<MetricEstimate> estimate(Repetitions repetitions, Metric metric)
{
    const Values values = valuesOf(repetitions, metric);
    if (values.empty())
        return std::nullopt;
    MetricEstimate result;
    result.repetitions = static_cast<std::uint32_t>(values.size());
    result.value = center(values);
    const auto [lowest, highest] = std::ranges::minmax(values);
    result.lowest = lowest;
    result.highest = highest;
    if (!haveLogarithms(values))
        return result;
    const HalfWidth half = halfWidth(repetitions, values, metric);
    result.kind = half.kind;
    if (half.kind != IntervalKind::None)
        result.interval = {result.value * std::exp(-half.logarithm), result.value * std::exp(half.logarithm)};
    return result;
}

std::optional<Difference> compare(Repetitions a, Repetitions b, Metric metric, bool paired)
{
    const Values valuesA = valuesOf(a, metric);
    const Values valuesB = valuesOf(b, metric);
    if (valuesA.empty() || valuesB.empty())
        return std::nullopt;
    Difference difference;
    difference.metric = metric;
    difference.a = center(valuesA);
    difference.b = center(valuesB);
    difference.repetitions = static_cast<std::uint32_t>(std::min(valuesA.size(), valuesB.size()));
    if (!haveLogarithms(valuesA) || !haveLogarithms(valuesB))
        return difference;

    const double logarithm = std::log(difference.b / difference.a);
    difference.changePct = 100 * (difference.b / difference.a - 1);
    const HalfWidth half = halfWidth(a, b, valuesA, valuesB, metric, paired);
    difference.kind = half.kind;
    if (half.kind == IntervalKind::None)
        return difference;
    difference.lowPct = percent(logarithm - half.logarithm);
    difference.highPct = percent(logarithm + half.logarithm);
    difference.chance = chanceOf(logarithm, half);
    difference.apartAlone
        = half.kind == IntervalKind::BetweenRuns && (*difference.lowPct > 0 || *difference.highPct < 0);
    difference.significant = difference.apartAlone;
    return difference;
}

std::vector<Difference> compareAll(Repetitions a, Repetitions b, bool paired)
{
    std::vector<Difference> differences;
    for (const Metric metric : allMetrics()) {
        if (const auto difference = compare(a, b, metric, paired))
            differences.push_back(*difference);
    }
    return differences;
}

} // namespace tokamark::metrics
