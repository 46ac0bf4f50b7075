#pragma once

#include "metrics/cellfigures.h"
#include "metrics/requestrecord.h"
#include "metrics/serverfigures.h"
#include "telemetry/gpureading.h"
#include "telemetry/serverreading.h"

#include <cstdint>
#include <functional>
#include <span>

namespace tokamark::telemetry {

/// Both sides of one cell.
struct ReconcileInput {
    std::span<const metrics::RequestRecord> records; ///< of the whole cell, the warm-up's included
    metrics::MeasuredWindow window;
    std::span<const ServerReading> server; ///< in the order of time, from before the first request to after the last
    std::span<const GpuSample> gpus;
    std::uint64_t outputTokens = 0; ///< received inside the window, for the energy of each
    /// Some requests were sent between the first reading and the first record and are in no record, so that totals of
    /// the two sides are not of the same requests.
    bool hasUnrecorded = false;
    /// What only grows is looked at up to the first reading after the window; else to the end of the cell, so that the
    /// server has told of the window's last requests too.
    bool endsAtClose = false;
    /// Which requests belong to the window; empty: those whose phase says so.
    std::function<bool(const metrics::RequestRecord &)> counts;
};

/// Holds what the client saw against what the server and its GPUs said. Pure.
///
/// Counts are of the whole cell, for there both sides mean the same requests. The split of the TTFT is over the requests
/// of the window where the server tells its times with each of them. Otherwise it is over those
/// that the server's histograms took in from the last reading before the window opened to the end of the cell: a
/// server that tells the prefill apart does so when a request ends, one that tells the TTFT alone when it begins.
[[nodiscard]] metrics::ServerFigures reconcile(const ReconcileInput &input);

} // namespace tokamark::telemetry
