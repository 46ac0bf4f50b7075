#include "bench/cputime.h"

#include <ctime>

namespace tokamark::bench {
namespace {

Duration readClock(clockid_t clock)
{
    timespec used{};
    ::clock_gettime(clock, &used);
    return std::chrono::seconds(used.tv_sec) + Duration(used.tv_nsec);
}

} // namespace

Duration processCpuTime()
{
    return readClock(CLOCK_PROCESS_CPUTIME_ID);
}

Duration threadCpuTime()
{
    return readClock(CLOCK_THREAD_CPUTIME_ID);
}

} // namespace tokamark::bench
