#pragma once

#include "load/cellspec.h"
#include "plan/matrix.h"
#include "workload/trace.h"

#include <memory>
#include <optional>

namespace tokamark::session {

/// For how long requests that are due and still wait behind the plan's limit when the window closes are waited for; empty
/// where a number of requests is asked for, which is sent whatever it takes.
[[nodiscard]] std::optional<Duration> longestWait(const plan::Load &load);

/// Puts into `spec` how hard the plan wants a cell to send, and until when. `trace` is the one that the plan names; null
/// where it names none. Equal for all targets of a plan, so that each gets the same requests at the same instants.
void setLoad(load::CellSpec &spec, const plan::Plan &plan, const plan::CellKey &key, std::uint64_t seed,
             const workload::Trace *trace);

} // namespace tokamark::session
