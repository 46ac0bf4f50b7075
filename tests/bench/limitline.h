#pragma once

namespace tokamark::bench {

/// Prints one figure of a table without a limit.
void printFigure(const char *what, double value, const char *unit);

/// Prints one figure beside its limit; true if the limit holds.
bool printLimit(const char *what, double value, const char *unit, double limit);

} // namespace tokamark::bench
