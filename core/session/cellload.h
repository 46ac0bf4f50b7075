#pragma once

#include "load/cellspec.h"
#include "plan/matrix.h"
#include "workload/trace.h"

#include <memory>

namespace tokamark::session {

/// Puts into `spec` how hard the plan wants a cell to send, and until when. `trace` is the one that the plan names; null
/// where it names none. Equal for all targets of a plan, so that each gets the same requests at the same instants.
void setLoad(load::CellSpec &spec, const plan::Plan &plan, const plan::CellKey &key, std::uint64_t seed,
             const workload::Trace *trace);

} // namespace tokamark::session
