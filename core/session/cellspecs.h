#pragma once

#include "load/cellspec.h"
#include "plan/matrix.h"
#include "plan/plan.h"
#include "session/targetresolver.h"
#include "workload/promptsource.h"
#include "workload/trace.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace tokamark::session {

/// What the intervals of a cell are drawn with; the same whenever the plan is run.
[[nodiscard]] std::uint64_t bootstrapSeed(const plan::Plan &plan, const plan::CellKey &key);

/// Makes what the engine needs to measure the cells of one plan. Made by RunLoop, used by the run's thread alone.
class CellSpecs final {
public:
    explicit CellSpecs(unsigned workers)
        : m_workers(workers)
    {
    }

    /// `attempt` differs with every attempt at any cell, such as the wall clock at its start: a server that is measured
    /// again must not find the prompts of last time in its prefix cache. Errors: FileUnreadable, BadDataset.
    [[nodiscard]] Expected<load::CellSpec> make(const plan::Plan &plan, const plan::CellKey &key,
                                                const ResolvedTarget &target, std::uint64_t attempt);
    /// The share of the prompt tokens of a cell that its plan means to be cached; see `workload::askedCachedShare`. Of the
    /// cell that was made last, which has sent so many `requests`.
    [[nodiscard]] std::optional<double> askedCachedShare(const plan::Plan &plan, const plan::CellKey &key,
                                                         double meanPromptTokens, std::uint64_t requests) const;

private:
    [[nodiscard]] Expected<std::shared_ptr<const workload::Trace>> trace(const plan::Load &load);

    unsigned m_workers;
    std::shared_ptr<const workload::Trace> m_trace; ///< read when it is first needed
    std::shared_ptr<const workload::PromptSource> m_prompts; ///< of the cell that was made last
};

} // namespace tokamark::session
