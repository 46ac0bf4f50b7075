#pragma once

#include "storage/storedrun.h"
#include "telemetry/gpureading.h"
#include "telemetry/serverreading.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tokamark::session {

/// What a server and its GPUs said beside a cell, as the samples in the database still have it: everything but the
/// buckets of histograms and the names of GPUs. A value.
struct StoredReadings {
    std::vector<telemetry::ServerReading> server; ///< in the order of time
    std::vector<telemetry::GpuSample> gpus;

    [[nodiscard]] bool isEmpty() const noexcept { return server.empty() && gpus.empty(); }
};

/// What one of several replicas counted over a cell. A value.
struct ReplicaCounts {
    std::string page; ///< its URL
    // empty where it does not tell
    std::optional<double> requests;
    std::optional<double> promptTokens;
    std::optional<double> outputTokens;
    std::optional<double> meanTtftMs;

    bool operator==(const ReplicaCounts &) const = default;
};

/// Writes readings as samples.
void addSamples(const telemetry::ServerReading &reading, std::vector<storage::Sample> &samples);
void addSamples(const telemetry::GpuSample &sample, std::vector<storage::Sample> &samples);
/// What one of several replicas said by itself; its samples are passed over by `readingsOf`.
void addReplicaSamples(const std::string &page, const telemetry::ServerReading &reading,
                       std::vector<storage::Sample> &samples);
/// What they counted from the first of these samples to the last, in the order of their pages.
[[nodiscard]] std::vector<ReplicaCounts> replicaCounts(std::span<const storage::Sample> samples);
/// Reads them back. `samples` in the order of time; those of other sources are passed over.
[[nodiscard]] StoredReadings readingsOf(std::span<const storage::Sample> samples);

} // namespace tokamark::session
