#pragma once

#include "base/clock.h"
#include "metrics/requestrecord.h"
#include "plan/plan.h"

#include <string>
#include <vector>

namespace tokamark::protocol::testing {

/// What one read of a body brought, in milliseconds since the request was sent.
struct TimedRead {
    double ms = 0;
    std::string bytes;
};

/// The body of an answer, as one kind of server sends it, and the record that has to come of it.
struct ConformanceCase {
    const char *name;
    const char *kind;
    plan::Endpoint endpoint;
    const char *native; ///< which of its own APIs
    std::vector<TimedRead> reads;
    std::string record; ///< as `describe` puts it
    bool whole = true; ///< the body ended as HTTP says, and was not cut
};

/// "data: PAYLOAD" and the line that ends the event.
[[nodiscard]] std::string data(const std::string &payload);
inline const std::string Done = "data: [DONE]\n\n";

/// Those of Ollama, TGI, NVIDIA's servers, MLC-LLM and BentoML; the others stand beside the tests.
[[nodiscard]] std::vector<ConformanceCase> casesOfOtherServers();

/// The record in words: outcome, then "event=", "first=", "last=", "end=" in milliseconds, the counts, the reason, and
/// what the server told of its own times. What is not there is left out.
[[nodiscard]] std::string describe(const metrics::RequestRecord &record);

/// What comes of a case; `byteByByte`: each byte is a read of its own, at the time of the read it was in.
[[nodiscard]] metrics::RequestRecord play(const ConformanceCase &given, bool byteByByte);

} // namespace tokamark::protocol::testing
