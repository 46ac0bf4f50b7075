#pragma once

#include "protocol/streamprotocol.h"

#include <string_view>

namespace tokamark::protocol {

/// Reads one event of the `/generate` of SGLang and LMDeploy: text, ids, and all counts so far in `meta_info`. In
/// SGLang the text and the ids are all of them so far, or only the new ones, as the server was started, and in LMDeploy
/// always the new ones; the count says how many are new in any case.
[[nodiscard]] bool decodeGenerateFrame(std::string_view payload, DecodeState &state, EventFacts &facts);

} // namespace tokamark::protocol
