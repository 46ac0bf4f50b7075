#include "metrics/blockbootstrap.h"

#include "base/seededrandom.h"
#include "metrics/percentile.h"
#include "metrics/sectionerror.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace tokamark::metrics {
namespace {

constexpr std::size_t Bins = WindowBins;
constexpr std::size_t Replicates = 1000;
constexpr double FewestBlocks = 4;
constexpr double Normal975 = 1.959963984540054;
constexpr std::array Percentiles{50.0, 90.0, 95.0, 99.0};
constexpr std::size_t StatisticsPerLatency = 1 + Percentiles.size(); ///< the mean comes first, as in Metric
/// Where the statistics of each latency of the input begin among the metrics.
constexpr std::array FirstMetric{Metric::TtftMean, Metric::TpotMean, Metric::E2elMean, Metric::TtftDueMean};

using Multiplicity = std::array<std::uint32_t, Bins>;

/// How often each bin occurs in one replicate.
void drawBlocks(SeededRandom &random, std::size_t blockBins, Multiplicity &times)
{
    times.fill(0);
    for (std::size_t filled = 0; filled < Bins; filled += blockBins) {
        const std::size_t length = std::min(blockBins, Bins - filled);
        const std::size_t start = random.below(Bins);
        for (std::size_t i = 0; i < length; ++i)
            ++times[(start + i) % Bins];
    }
}

double total(const BinnedAmount &amount, const Multiplicity &times)
{
    double sum = 0;
    for (std::size_t bin = 0; bin < Bins; ++bin)
        sum += times[bin] * amount.bins()[bin];
    return sum;
}

/// A latency over time, sorted once: a replicate only changes how often each value counts.
class BinnedLatency {
public:
    BinnedLatency(std::vector<TimedValue> values, double windowSeconds)
    {
        std::ranges::sort(values, [](const TimedValue &a, const TimedValue &b) {
            return a.value < b.value || (a.value == b.value && a.seconds < b.seconds);
        });
        for (const TimedValue &value : values) {
            const std::size_t bin = windowBin(value.seconds, windowSeconds);
            m_values.push_back(value.value);
            m_bins.push_back(static_cast<std::uint16_t>(bin));
            ++m_counts[bin];
            if (std::isfinite(value.value)) {
                m_sums[bin] += value.value;
                ++m_finiteCounts[bin];
            }
        }
    }

    /// Mean and percentiles of one replicate; NaN where it holds no value.
    [[nodiscard]] std::array<double, StatisticsPerLatency> statistics(const Multiplicity &times) const
    {
        std::array<double, StatisticsPerLatency> result{};
        result.fill(std::numeric_limits<double>::quiet_NaN());
        double sum = 0;
        std::uint64_t finite = 0;
        std::uint64_t count = 0;
        for (std::size_t bin = 0; bin < Bins; ++bin) {
            sum += times[bin] * m_sums[bin];
            finite += std::uint64_t{times[bin]} * m_finiteCounts[bin];
            count += std::uint64_t{times[bin]} * m_counts[bin];
        }
        if (finite > 0)
            result[0] = sum / static_cast<double>(finite);
        if (count > 0)
            findPercentiles(times, count, std::span(result).subspan<1>());
        return result;
    }

private:
    void findPercentiles(const Multiplicity &times, std::uint64_t count, std::span<double> result) const
    {
        std::size_t next = 0;
        std::uint64_t passed = times[m_bins[next]];
        const auto valueAt = [&](std::uint64_t rank) {
            while (passed <= rank)
                passed += times[m_bins[++next]];
            return m_values[next];
        };
        for (std::size_t i = 0; i < Percentiles.size(); ++i) {
            const PercentilePlace place = PercentilePlace::of(Percentiles[i], count);
            const double atLower = valueAt(place.lower);
            // The next percentile may lie between the same two values, so the search must not pass the lower one.
            const std::size_t nextBefore = next;
            const std::uint64_t passedBefore = passed;
            result[i] = place.interpolate(atLower, valueAt(place.upper));
            next = nextBefore;
            passed = passedBefore;
        }
    }

    std::vector<double> m_values;
    std::vector<std::uint16_t> m_bins;
    std::array<double, Bins> m_sums{};
    std::array<std::uint32_t, Bins> m_counts{};
    std::array<std::uint32_t, Bins> m_finiteCounts{};
};

/// By how much an interval out of so few blocks must be wider than the replicates themselves swing: these are drawn
/// around the blocks' own mean, which takes a degree of freedom, and few blocks tell their spread badly (Student).
double widening(std::size_t blocks)
{
    const auto count = static_cast<double>(blocks);
    const double student = boost::math::quantile(boost::math::students_t(count - 1), 0.975);
    return student / Normal975 * std::sqrt(count / (count - 1));
}

/// Standard deviation of the logarithms; zero where one is not finite, and for a metric that was not drawn.
double logError(std::span<const double> replicates)
{
    if (replicates.empty())
        return 0;
    double sum = 0;
    for (const double value : replicates)
        sum += std::log(value);
    const double mean = sum / static_cast<double>(replicates.size());
    double squares = 0;
    for (const double value : replicates)
        squares += (std::log(value) - mean) * (std::log(value) - mean);
    const double error = std::sqrt(squares / static_cast<double>(replicates.size() - 1));
    return std::isfinite(error) ? error : 0;
}

/// What the percentiles of the sections say of the error of that over the whole window, in the order of `Percentiles`.
std::array<double, Percentiles.size()> sectionErrors(const BinnedLatency &latency)
{
    Multiplicity times{};
    times.fill(1);
    const auto whole = latency.statistics(times);
    std::array<std::array<double, Sections>, Percentiles.size()> parts{};
    for (std::size_t section = 0; section < Sections; ++section) {
        times.fill(0);
        std::fill(times.begin() + static_cast<std::ptrdiff_t>(section * Bins / Sections),
                  times.begin() + static_cast<std::ptrdiff_t>((section + 1) * Bins / Sections), 1u);
        const auto part = latency.statistics(times);
        for (std::size_t i = 0; i < parts.size(); ++i)
            parts[i][section] = part[i + 1];
    }
    std::array<double, Percentiles.size()> errors{};
    for (std::size_t i = 0; i < errors.size(); ++i)
        errors[i] = sectionError(parts[i], whole[i + 1]);
    return errors;
}

Interval around(double value, double logarithmicError)
{
    const double factor = std::exp(Normal975 * logarithmicError);
    return {value / factor, value * factor};
}

Interval middle95(std::vector<double> replicates, double widening)
{
    if (std::ranges::any_of(replicates, [](double value) { return std::isnan(value); }))
        return {};
    std::ranges::sort(replicates);
    const double middle = percentile(replicates, 50);
    // By factors, so that no end falls below zero.
    const auto widened = [&](double end) {
        return std::isfinite(end) && end > 0 && middle > 0 ? middle * std::pow(end / middle, widening) : end;
    };
    return {widened(percentile(replicates, 2.5)), widened(percentile(replicates, 97.5))};
}

} // namespace

bool isLongEnough(const BootstrapInput &input) noexcept
{
    return input.blockSeconds > 0 && input.windowSeconds >= FewestBlocks * input.blockSeconds;
}

BootstrapResult blockBootstrap(const BootstrapInput &input)
{
    if (!isLongEnough(input))
        return {};

    std::vector<BinnedLatency> latencies;
    for (const auto &values : input.latencies)
        latencies.emplace_back(values, input.windowSeconds);

    std::array<std::vector<double>, MetricCount> replicates;
    SeededRandom random{input.seed};
    Multiplicity times{};
    const auto blockBins
        = static_cast<std::size_t>(std::ceil(input.blockSeconds / input.windowSeconds * static_cast<double>(Bins)));
    for (std::size_t replicate = 0; replicate < Replicates; ++replicate) {
        drawBlocks(random, blockBins, times);
        for (std::size_t i = 0; i < latencies.size(); ++i) {
            auto metric = static_cast<std::size_t>(FirstMetric[i]);
            for (const double value : latencies[i].statistics(times))
                replicates[metric++].push_back(value);
        }
        const auto add = [&](Metric metric, const BinnedAmount &amount) {
            replicates[static_cast<std::size_t>(metric)].push_back(total(amount, times) / input.windowSeconds);
        };
        add(Metric::OutputThroughput, input.tokens);
        add(Metric::RequestThroughput, input.completions);
    }

    const double wider = widening(static_cast<std::size_t>(input.windowSeconds / input.blockSeconds));
    BootstrapResult result;
    for (std::size_t metric = 0; metric < MetricCount; ++metric)
        result.logErrors[metric] = wider * logError(replicates[metric]);
    for (std::size_t i = 0; i < latencies.size(); ++i) {
        const auto sections = sectionErrors(latencies[i]);
        for (std::size_t p = 0; p < Percentiles.size(); ++p) {
            double &error = result.logErrors[static_cast<std::size_t>(FirstMetric[i]) + 1 + p];
            // Where the replicates cannot tell, failures have reached the figure.
            error = error > 0 ? std::max(error, sections[p]) : 0;
        }
    }
    Multiplicity once{};
    once.fill(1);
    const auto ttft = latencies.front().statistics(once);
    const auto interval = [&](Metric metric) {
        const auto place = static_cast<std::size_t>(metric);
        return result.logErrors[place] > 0
            ? around(ttft[place - static_cast<std::size_t>(Metric::TtftMean)], result.logErrors[place])
            : middle95(replicates[place], wider);
    };
    result.outputTokensPerSecond = middle95(replicates[static_cast<std::size_t>(Metric::OutputThroughput)], wider);
    result.ttftP50 = interval(Metric::TtftP50);
    result.ttftP95 = interval(Metric::TtftP95);
    return result;
}

} // namespace tokamark::metrics
