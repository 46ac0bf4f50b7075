#pragma once

#include "protocol/streamprotocol.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tokamark::protocol::testing {

/// The facts of one event in words: "token answer tokens=2 usage=7/16 finish=length end", "-" for none,
/// "error: TEXT", or "malformed".
[[nodiscard]] std::string describe(bool decoded, const EventFacts &facts);

/// What framer and decoder make of a body that arrives in reads that end at `cuts`; one line per event.
[[nodiscard]] std::vector<std::string> read(std::string_view body, const StreamProtocol &protocol,
                                            const std::vector<std::size_t> &cuts = {});

/// The payloads that the framer alone makes of a body.
[[nodiscard]] std::vector<std::string> frame(std::string_view body, Framing framing,
                                             const std::vector<std::size_t> &cuts = {});

/// One cut after every byte.
[[nodiscard]] std::vector<std::size_t> everyByte(std::string_view body);

} // namespace tokamark::protocol::testing
