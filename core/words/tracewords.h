#pragma once

#include "plan/forecast.h"

#include <QString>

namespace tokamark::words {

/// Which rows of a trace are not played as they stand in its file, one or two sentences. Empty: all are.
[[nodiscard]] QString sentence(const plan::TraceRows &rows);

} // namespace tokamark::words
