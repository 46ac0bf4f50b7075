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

} // namespace tokamark::metrics
