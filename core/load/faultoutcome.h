#pragma once

#include "http/exchange.h"
#include "metrics/requestrecord.h"

namespace tokamark::load {

/// What the way in which an exchange ended makes of its request, for measured and trial requests alike. Any thread.
[[nodiscard]] metrics::Outcome outcomeOf(http::Fault fault);

} // namespace tokamark::load
