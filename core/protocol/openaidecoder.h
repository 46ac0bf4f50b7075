#pragma once

#include "protocol/streamprotocol.h"

#include <string_view>

namespace tokamark::protocol {

/// Reads one event of an OpenAI-style stream, chat and completions alike, with every habit that servers are known to
/// have. Any thread; see StreamProtocol::decode for the contract.
[[nodiscard]] bool decodeOpenAiEvent(std::string_view payload, DecodeState &state, EventFacts &facts);

} // namespace tokamark::protocol
