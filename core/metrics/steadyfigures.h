#pragma once

#include <cstdint>
#include <optional>

namespace tokamark::metrics {

/// How one quantity went from the beginning of a stretch of time to its end: along a line, or in one step.
struct Trend {
    double from = 0; ///< on the line where the stretch begins, or before the step
    double to = 0;
    double changePct = 0; ///< `to` against `from`
    double lowPct = 0; ///< 95 %; +-infinity where nothing bounds it
    double highPct = 0;
    std::optional<double> stepSecond; ///< since the window opened; empty: along a line

    /// Whether the interval leaves zero out, so that the quantity did move.
    [[nodiscard]] bool isReal() const noexcept { return lowPct > 0 || highPct < 0; }
    bool operator==(const Trend &) const = default;
};

/// Whether the server kept its pace while it was measured.
struct SteadyFigures {
    double fromSecond = 0; ///< the stretch with all users at work, since the window opened
    double toSecond = 0;
    std::uint64_t blocks = 0; ///< that the stretch was cut into; 0: too short to tell, or nothing was received
    std::optional<Trend> outputRate; ///< tokens per second; empty: cannot be told
    std::optional<Trend> ttftP50; ///< milliseconds; empty: too few requests to tell

    bool operator==(const SteadyFigures &) const = default;
};

} // namespace tokamark::metrics
