#pragma once

#include "protocol/streamprotocol.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tokamark::protocol {

/// What Triton's `generate_stream` says in one event: each output tensor of the model is a member.
struct TritonEvent {
    std::size_t textBytes = 0;
    std::optional<std::uint32_t> outputTokens;
    std::uint32_t inputTokens = 0;
};

/// Reads one event. Sets finish reason, server times and errors in the facts; what text and counts mean is the model's
/// matter. A value: the event is settled, and this is what `decode` has to give back.
[[nodiscard]] std::optional<bool> beginTritonEvent(std::string_view payload, DecodeState &state, EventFacts &facts,
                                                   TritonEvent &event);

} // namespace tokamark::protocol
