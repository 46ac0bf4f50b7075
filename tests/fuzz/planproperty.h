#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace tokamark::fuzz {

/// What must hold for every text that is given as a plan: it is refused, or it is a plan that is the same after it has
/// been written and read again. Gives a description of what is wrong, empty if nothing is.
[[nodiscard]] std::string faultOfPlan(std::span<const std::uint8_t> input);

} // namespace tokamark::fuzz
