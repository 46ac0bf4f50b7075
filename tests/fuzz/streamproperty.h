#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace tokamark::fuzz {

/// What must hold for every body that a server could send: framer and decoder say the same however it is split.
/// The first byte chooses the framing and where the reads end; the others are the body. Gives a description of the
/// first difference, empty if there is none.
[[nodiscard]] std::string differenceBetweenSplits(std::span<const std::uint8_t> input);

} // namespace tokamark::fuzz
