#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "load/cellspec.h"
#include "metrics/requestrecord.h"
#include "profiles/protocolchoice.h"
#include "workload/promptsource.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tokamark::backends {

/// One request to try on a server.
struct TrialSpec {
    load::Endpoint endpoint; ///< headers with the key included
    profiles::ProtocolOptions protocol;
    workload::GenerationRequest request;
    plan::Limits limits;
};

/// What one read of the answer's body brought: bytes as the server sent them, without HTTP's own chunk marks.
struct TrialRead {
    Duration since{}; ///< since the request was sent
    bool kernelStamp = false;
    std::string bytes;
};

/// One event of the stream and what was understood of it.
struct TrialEvent {
    Duration since{};
    std::size_t read = 0; ///< index into the reads
    std::string payload;
    bool understood = false;
    protocol::EventFacts facts;
};

/// Everything about one tried request. A refusal is a result too: its status and text are there.
struct TrialResult {
    std::string method = "POST";
    std::string url;
    std::string requestBody; ///< JSON as it was sent, without secrets
    int status = 0;
    std::string contentType;
    std::vector<TrialRead> reads;
    std::vector<TrialEvent> events;
    metrics::RequestRecord record; ///< as a run would have stored it
    std::optional<Duration> ttft;
    std::optional<Duration> tpot; ///< only with more tokens than the first event held
    std::string refusal; ///< what the server said went wrong, readable; empty if it did not
};

/// Sends exactly one streaming request, over the same path as a run, and reads the answer to its end. Blocks; any
/// thread. Errors before anything is sent: those of `makeProtocol`, of the headers and of reaching the server;
/// Interrupted if stopped.
[[nodiscard]] Expected<TrialResult> performTrial(const TrialSpec &spec, const std::stop_token &stop = {});

} // namespace tokamark::backends
