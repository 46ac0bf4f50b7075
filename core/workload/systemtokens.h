#pragma once

#include "workload/promptfile.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace tokamark::workload {

/// The most tokens that a tokenizer makes of a system prompt of so many bytes, and a chat template of what it puts around
/// it; 0 where there is none.
[[nodiscard]] double mostSystemTokens(std::size_t bytes);

/// What a cache that forgets nothing may hold of the system prompts of the first `requests` that play `prompts` in turn, in
/// the most tokens, as their mean. Of a system prompt it holds what another line of the file begins with as well, whichever
/// comes first, and from the second time on that the file is played all of it. `otherwise`: that of lines without one.
[[nodiscard]] double sharedSystemTokens(std::span<const FilePrompt> prompts, std::string_view otherwise,
                                        std::uint64_t requests);

} // namespace tokamark::workload
