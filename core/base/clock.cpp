#include "base/clock.h"

namespace tokamark {

Instant SteadyClock::now() const
{
    return std::chrono::time_point_cast<Duration>(std::chrono::steady_clock::now());
}

} // namespace tokamark
