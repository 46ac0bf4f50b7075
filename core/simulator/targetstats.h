#pragma once

#include "base/clock.h"

#include <array>
#include <cstdint>
#include <span>

namespace tokamark::simulator {

/// What a server keeps a histogram of.
enum class Timing : std::uint8_t {
    Ttft, ///< from the arrival of the request
    Gap, ///< between tokens
    EndToEnd,
    Queue,
    Prefill,
    Decode,
    Inference, ///< prefill and decode
    PerToken, ///< mean gap of a request
    PromptLength,
    OutputLength,
};
inline constexpr std::size_t TimingCount = 10;

/// Counts below fixed bounds, and their sum: seconds, or tokens for the two lengths.
class SampleHistogram {
public:
    explicit SampleHistogram(std::span<const double> bounds)
        : m_bounds(bounds)
    {
    }

    void add(double value, std::uint64_t times = 1);
    [[nodiscard]] std::span<const double> bounds() const noexcept { return m_bounds; }
    /// Samples at or below the bound of that number.
    [[nodiscard]] std::uint64_t below(std::size_t bound) const noexcept;
    [[nodiscard]] std::uint64_t count() const noexcept { return m_count; }
    [[nodiscard]] double sum() const noexcept { return m_sum; }

private:
    std::span<const double> m_bounds;
    std::array<std::uint64_t, 24> m_counts{}; ///< per bucket; the room for the longest list of bounds
    std::uint64_t m_count = 0;
    double m_sum = 0;
};

/// One request on the server's own clock.
struct JobTimes {
    Instant received = {};
    Instant started = {}; ///< got its place; zero: waits
    Instant first = {};
    Instant last = {};
    std::uint32_t promptTokens = 0;
    std::uint32_t cachedTokens = 0; ///< of those
    std::uint32_t produced = 0;
    bool endsByItself = false;
    Duration load = {}; ///< waited for the model
};

/// What a simulated server counts. Belongs to one target; used by the server's thread alone.
class TargetStats {
public:
    TargetStats();

    void arrived() noexcept { ++m_arrived; }
    void refused() noexcept { ++m_refused; }
    void aborted() noexcept { ++m_aborted; }
    /// `tokens` more at `now`; `job` has the times before that and gets the new ones.
    void produced(JobTimes &job, std::uint32_t tokens, Instant now);
    void finished(const JobTimes &job);

    [[nodiscard]] const SampleHistogram &of(Timing timing) const
    {
        return m_histograms.at(static_cast<std::size_t>(timing));
    }
    [[nodiscard]] std::uint64_t arrivals() const noexcept { return m_arrived; }
    [[nodiscard]] std::uint64_t refusals() const noexcept { return m_refused; }
    [[nodiscard]] std::uint64_t aborts() const noexcept { return m_aborted; }
    [[nodiscard]] std::uint64_t promptTokens() const noexcept { return m_promptTokens; }
    [[nodiscard]] std::uint64_t cachedTokens() const noexcept { return m_cachedTokens; }
    [[nodiscard]] std::uint64_t outputTokens() const noexcept { return m_outputTokens; }
    [[nodiscard]] std::uint64_t finishedByLength() const noexcept { return m_byLength; }
    [[nodiscard]] std::uint64_t finishedByStop() const noexcept { return m_byStop; }
    /// Tokens per second over the few seconds before `now`.
    [[nodiscard]] double outputRate(Instant now) const;

private:
    [[nodiscard]] SampleHistogram &histogram(Timing timing)
    {
        return m_histograms.at(static_cast<std::size_t>(timing));
    }

    std::array<SampleHistogram, TimingCount> m_histograms;
    std::uint64_t m_arrived = 0;
    std::uint64_t m_refused = 0;
    std::uint64_t m_aborted = 0;
    std::uint64_t m_promptTokens = 0;
    std::uint64_t m_cachedTokens = 0;
    std::uint64_t m_outputTokens = 0;
    std::uint64_t m_byLength = 0;
    std::uint64_t m_byStop = 0;
    // the rate: tokens of the window under way and of the one before
    Instant m_windowStart = {};
    std::uint64_t m_inWindow = 0;
    std::uint64_t m_inLastWindow = 0;
};

} // namespace tokamark::simulator
