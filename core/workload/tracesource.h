#pragma once

#include "workload/promptsource.h"
#include "workload/trace.h"

#include <memory>

namespace tokamark::workload {

/// Makes the source for one cell that plays `trace`: lengths are the trace's, everything else is the workload's. Prompts
/// share text where the trace names equal blocks, and with nothing else; a prompt without blocks is unique from its start.
[[nodiscard]] std::shared_ptr<const PromptSource>
makeTraceSource(std::shared_ptr<const Trace> trace, const plan::Workload &workload, const UniqueSalt &salt);

} // namespace tokamark::workload
