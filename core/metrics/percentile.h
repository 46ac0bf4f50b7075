#pragma once

#include <cstdint>
#include <span>

namespace tokamark::metrics {

/// Where a percentile lies among `count` sorted values: between two neighbours.
struct PercentilePlace {
    std::uint64_t lower = 0;
    std::uint64_t upper = 0;
    double fraction = 0; ///< 0: at `lower`

    [[nodiscard]] static PercentilePlace of(double p, std::uint64_t count);
    /// The value between the values at both places, as numpy computes it.
    [[nodiscard]] double interpolate(double atLower, double atUpper) const;
};

/// The percentile `p` (0..100) of `sorted` by linear interpolation between closest ranks (numpy's default), with
/// `above` further values that lie over every sample; +infinity where those are reached; NaN if there is nothing.
[[nodiscard]] double percentile(std::span<const double> sorted, double p, std::uint64_t above = 0);

/// How much a percentile is worth for a number of samples.
enum class PercentileTrust : std::uint8_t {
    Fine,
    Few, ///< fewer than five samples lie beyond it: shown with a mark (p99 of under 500)
    TooFew, ///< not one sample lies beyond it: not shown, in exports alone (p99 of under 100)
};

[[nodiscard]] PercentileTrust percentileTrust(double p, std::uint64_t samples);

/// The highest of the percentiles asked for (at least one) that so many samples let be shown; the lowest if none can.
[[nodiscard]] double highestShown(std::span<const double> asked, std::uint64_t samples);

} // namespace tokamark::metrics
