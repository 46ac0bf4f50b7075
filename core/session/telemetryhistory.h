#pragma once

#include "base/clock.h"
#include "monitor/observations.h"
#include "session/telemetryseries.h"

#include <memory>

namespace tokamark::session {

/// Gathers what is seen of a server and its GPUs into a series that is short enough to be handed on and drawn again each time
/// something comes. On the run's thread, for one cell.
class TelemetryHistory final {
public:
    /// `cellStart`: readings before it have no place on the axis of the cell.
    void extend(const monitor::Observations &seen, Instant cellStart);
    /// Null as long as nothing was seen.
    [[nodiscard]] std::shared_ptr<const TelemetrySeries> series() const noexcept { return m_series; }

private:
    std::shared_ptr<const TelemetrySeries> m_series;
    double m_serverStep = 0; ///< the least time between two points, in seconds
    double m_gpuStep = 0;
};

} // namespace tokamark::session
