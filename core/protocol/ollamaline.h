#pragma once

#include "protocol/requestbody.h"
#include "protocol/streamprotocol.h"

#include <string_view>

namespace tokamark::protocol {

/// Reads one line of Ollama's own streams, /api/generate and /api/chat alike. The last line waits until the server has
/// put the whole answer into ids once more, so it is never taken for the time of a token.
[[nodiscard]] bool decodeOllamaLine(std::string_view payload, DecodeState &state, EventFacts &facts);

/// The members that both have: the model, the options, and the stream.
[[nodiscard]] Json ollamaBody(const workload::GenerationRequest &request, const std::string &model);

} // namespace tokamark::protocol
