#pragma once

#include "base/seededrandom.h"
#include "plan/plan.h"

#include <cstdint>

namespace tokamark::workload {

/// One length by `spec`, never outside its limits. The cut of a normal distribution is by drawing again, so no lengths
/// pile up at the limits.
[[nodiscard]] std::uint32_t sampleLength(const plan::LengthSpec &spec, SeededRandom &random);

} // namespace tokamark::workload
