#include "bench/limitline.h"

#include <cstdio>

namespace tokamark::bench {

void printFigure(const char *what, double value, const char *unit)
{
    std::printf("  %-34s %10.4f %s\n", what, value, unit);
}

bool printLimit(const char *what, double value, const char *unit, double limit)
{
    const bool good = value <= limit;
    std::printf("  %-34s %10.4f %-3s limit %-6g %s\n", what, value, unit, limit, good ? "ok" : "OVER");
    return good;
}

} // namespace tokamark::bench
