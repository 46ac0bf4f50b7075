#pragma once

#include "metrics/requestrecord.h"
#include "metrics/windowrange.h"
#include "storage/storedrun.h"

#include <span>

namespace tokamark::session {

/// The figures and verdicts of a finished cell over another window than the measured one, out of its stored records and
/// of what was sampled of its server and GPUs. The client's own health stays that of the measured window, for it was
/// summed up there; the server's own p95 of TTFT is left out, for samples do not hold what it is made of. `open` and
/// `close` lie in the cell's `windowRange`. Any thread.
[[nodiscard]] storage::MovedWindow figuresOver(const storage::StoredRun &run, const storage::StoredCell &cell,
                                               std::span<const metrics::RequestRecord> records,
                                               std::span<const storage::Sample> samples, Instant open, Instant close);

} // namespace tokamark::session
