#pragma once

#include "base/clock.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tokamark::simulator {

/// What the one GPU that a simulated server runs on would show: an A100 80GB that draws more the fuller the batch is.
/// No measurement stands behind it. Belongs to one target; used by the server's thread alone.
class GpuModel {
public:
    explicit GpuModel(Instant now);

    /// From `now` on that many requests run.
    void setRunning(std::uint32_t running, Instant now);

    [[nodiscard]] double powerWatts() const;
    [[nodiscard]] double energyJoules(Instant now) const;
    /// As a DCGM exporter writes it, labelled as simulated.
    [[nodiscard]] std::string exporterText(std::string_view host, Instant now) const;

private:
    std::uint32_t m_running = 0;
    double m_joules = 0; ///< until `m_since`
    Instant m_since;
};

} // namespace tokamark::simulator
