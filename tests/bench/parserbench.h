#pragma once

#include "bench/benchtable.h"

namespace tokamark::bench {

/// Feeds token events of one read each through the parser of HTTP, the framer, the decoder and the record of a request,
/// without a socket, and adds what an event costs.
void benchParser(BenchTable &table);

} // namespace tokamark::bench
