#pragma once

#include "storage/storedrun.h"
#include "telemetry/gpureading.h"
#include "telemetry/serverreading.h"

#include <span>
#include <vector>

namespace tokamark::session {

/// What a server and its GPUs said beside a cell, as the samples in the database still have it: everything but the
/// buckets of histograms and the names of GPUs. A value.
struct StoredReadings {
    std::vector<telemetry::ServerReading> server; ///< in the order of time
    std::vector<telemetry::GpuSample> gpus;

    [[nodiscard]] bool isEmpty() const noexcept { return server.empty() && gpus.empty(); }
};

/// Writes readings as samples.
void addSamples(const telemetry::ServerReading &reading, std::vector<storage::Sample> &samples);
void addSamples(const telemetry::GpuSample &sample, std::vector<storage::Sample> &samples);
/// Reads them back. `samples` in the order of time; those of other sources are passed over.
[[nodiscard]] StoredReadings readingsOf(std::span<const storage::Sample> samples);

} // namespace tokamark::session
