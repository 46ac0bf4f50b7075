#include "simulator/targetstats.h"

#include <algorithm>
#include <numeric>

namespace tokamark::simulator {
namespace {

constexpr std::array TimeBounds{0.001, 0.0025, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.025, 0.04, 0.05, 0.075, 0.1,
                                0.15,  0.25,   0.5,   0.75,   1.0,  2.5,   5.0,  10.0,  20.0, 40.0, 80.0,  640.0};
constexpr std::array LengthBounds{1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1e3, 2e3, 5e3, 10e3, 20e3};
constexpr Duration RateWindow = std::chrono::seconds(2);

double seconds(Duration time)
{
    return std::chrono::duration<double>(time).count();
}

} // namespace

void SampleHistogram::add(double value, std::uint64_t times)
{
    const auto bucket = static_cast<std::size_t>(std::ranges::lower_bound(m_bounds, value) - m_bounds.begin());
    if (bucket < m_counts.size())
        m_counts.at(bucket) += times;
    m_count += times;
    m_sum += value * static_cast<double>(times);
}

std::uint64_t SampleHistogram::below(std::size_t bound) const noexcept
{
    const auto *const end = m_counts.begin() + static_cast<std::ptrdiff_t>(std::min(bound + 1, m_counts.size()));
    return std::accumulate(m_counts.begin(), end, std::uint64_t{0});
}

TargetStats::TargetStats()
    : m_histograms{SampleHistogram(TimeBounds),  SampleHistogram(TimeBounds), SampleHistogram(TimeBounds),
                   SampleHistogram(TimeBounds),  SampleHistogram(TimeBounds), SampleHistogram(TimeBounds),
                   SampleHistogram(TimeBounds),  SampleHistogram(TimeBounds), SampleHistogram(LengthBounds),
                   SampleHistogram(LengthBounds)}
{
}

void TargetStats::produced(JobTimes &job, std::uint32_t tokens, Instant now)
{
    if (tokens == 0)
        return;
    if (job.produced == 0) {
        // A prompt counts once it has been read: a request that is cut before counts nowhere.
        m_promptTokens += job.promptTokens;
        m_cachedTokens += job.cachedTokens;
        job.first = now;
        histogram(Timing::Ttft).add(seconds(now - job.received));
        histogram(Timing::Gap).add(0, tokens - 1);
    } else {
        histogram(Timing::Gap).add(seconds(now - job.last) / tokens, tokens);
    }
    job.last = now;
    job.produced += tokens;
    m_outputTokens += tokens;
    if (now - m_windowStart >= RateWindow) {
        m_inLastWindow = now - m_windowStart < 2 * RateWindow ? m_inWindow : 0;
        m_inWindow = 0;
        m_windowStart = now;
    }
    m_inWindow += tokens;
}

void TargetStats::finished(const JobTimes &job)
{
    ++(job.endsByItself ? m_byStop : m_byLength);
    histogram(Timing::EndToEnd).add(seconds(job.last - job.received));
    histogram(Timing::Queue).add(seconds(job.started - job.received));
    histogram(Timing::Prefill).add(seconds(job.first - job.started));
    histogram(Timing::Decode).add(seconds(job.last - job.first));
    histogram(Timing::Inference).add(seconds(job.last - job.started));
    if (job.produced > 1)
        histogram(Timing::PerToken).add(seconds(job.last - job.first) / (job.produced - 1));
    histogram(Timing::PromptLength).add(job.promptTokens);
    histogram(Timing::OutputLength).add(job.produced);
}

double TargetStats::outputRate(Instant now) const
{
    const auto inside = now - m_windowStart;
    if (inside >= 2 * RateWindow)
        return 0;
    return static_cast<double>(m_inWindow + m_inLastWindow) / seconds(inside + RateWindow);
}

} // namespace tokamark::simulator
