#pragma once

#include "base/error.h"
#include "load/cellobserver.h"
#include "load/cellspec.h"

#include <stop_token>

namespace tokamark::load {

/// How a cell ended, beside its records.
struct CellResult {
    Instant started;
    Instant ended;
    std::int64_t startedUnixNs = 0; ///< wall clock at `started`, for people and for server logs
    metrics::MeasuredWindow window;
    metrics::ClientHealth client;
    bool complete = false; ///< the window closed and the last counted request has ended
    bool cancelled = false;
};

/// The two ways to stop early. `drain`: no new requests, those in flight end; `abort`: connections are closed at once.
struct StopTokens {
    std::stop_token drain;
    std::stop_token abort;
};

/// Runs one cell: starts the workers, feeds the observer on the calling thread, returns when all is over.
/// Blocks for the length of the cell. Errors before the first request only: TooFewFiles, TooFewPorts,
/// ResolveFailed, ConnectRefused and the like from one trial connection, TlsFailed, UnsupportedProxy.
[[nodiscard]] Expected<CellResult> runCell(const CellSpec &spec, CellObserver &observer, const StopTokens &stop);

} // namespace tokamark::load
