#pragma once

#include <cstdint>

namespace tokamark::metrics {

/// Mean of a count per request, and how far the draw of the requests makes it swing (Welford). A value of whoever counts.
class RunningMean final {
public:
    void add(std::uint32_t value);
    [[nodiscard]] double mean() const noexcept { return m_mean; }
    [[nodiscard]] double standardError() const;

private:
    std::uint64_t m_count = 0;
    double m_mean = 0;
    double m_squares = 0;
};

} // namespace tokamark::metrics
