#pragma once

#include <array>
#include <cstddef>

namespace tokamark::metrics {

/// How finely a window is cut for placing the blocks of the bootstrap.
inline constexpr std::size_t WindowBins = 1024;

/// The bin of an instant `seconds` into a window; what lies outside goes to the nearest end.
[[nodiscard]] std::size_t windowBin(double seconds, double windowSeconds);

/// Something that adds up over a window, in bins, so that millions of tokens take no memory. A value, one thread.
class BinnedAmount final {
public:
    explicit BinnedAmount(double windowSeconds = 0)
        : m_windowSeconds(windowSeconds)
    {
    }

    void add(double seconds, double amount) { m_bins[windowBin(seconds, m_windowSeconds)] += amount; }
    [[nodiscard]] const std::array<double, WindowBins> &bins() const noexcept { return m_bins; }

private:
    double m_windowSeconds = 0;
    std::array<double, WindowBins> m_bins{};
};

} // namespace tokamark::metrics
