#pragma once

#include "base/clock.h"
#include "metrics/cellfigures.h"
#include "telemetry/prometheustext.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tokamark::telemetry {

/// One GPU at one moment. Empty: it does not tell.
struct GpuReading {
    std::string id; ///< the same at every reading: its UUID where known, else its number
    std::string name; ///< of the product, as the driver calls it; empty: not told
    std::optional<double> powerWatts;
    std::optional<double> use; ///< 0..1: share of the time with work on it, as the driver counts
    std::optional<double> memoryBytes; ///< in use
    std::optional<double> clockHz; ///< of the multiprocessors
    std::optional<double> energyJoules; ///< since the driver was loaded

    bool operator==(const GpuReading &) const = default;
};

/// Every GPU that can be seen, at one moment.
struct GpuSample {
    Instant at;
    std::vector<GpuReading> gpus;

    /// Sum over all GPUs; empty if one of them does not tell.
    [[nodiscard]] std::optional<double> total(std::optional<double> GpuReading::*field) const;
    bool operator==(const GpuSample &) const = default;
};

/// The GPUs on a page of NVIDIA's DCGM exporter. The instances of a divided GPU are one: the exporter gives the whole
/// GPU's power with each, and the memory of each for itself.
[[nodiscard]] std::vector<GpuReading> readDcgm(const MetricsPage &page);

/// What all GPUs together used up during the window, from their energy counters, else from their power. Empty unless
/// the samples cover all of it without a hole: half an answer would look like a frugal server.
[[nodiscard]] std::optional<double> energyJoules(std::span<const GpuSample> samples,
                                                 const metrics::MeasuredWindow &window);

} // namespace tokamark::telemetry
