#pragma once

#include "base/clock.h"

namespace tokamark::bench {

/// CPU time of this process so far, in all threads.
[[nodiscard]] Duration processCpuTime();

/// CPU time of the calling thread so far.
[[nodiscard]] Duration threadCpuTime();

} // namespace tokamark::bench
