#pragma once

#include "plan/matrix.h"
#include "plan/plan.h"

#include <map>
#include <optional>
#include <vector>

namespace tokamark::session {

/// How long the cells of a run take: by the plan at first, then by the cells that have ended. The plan is that of the run,
/// which may have got more levels since. Belongs to the run's thread.
class TimeEstimate final {
public:
    /// `secondsPerRequest`: mean end-to-end latency that was seen; 0: none.
    void learn(const plan::Plan &plan, const plan::CellKey &key, double seconds, double secondsPerRequest);
    /// Empty: cannot be told yet.
    [[nodiscard]] std::optional<double> secondsOf(const plan::Plan &plan, const plan::CellKey &key) const;

private:
    [[nodiscard]] std::optional<double> planned(const plan::Plan &plan, const plan::CellKey &key) const;

    struct Seen {
        int cells = 0;
        double seconds = 0;
        double secondsPerRequest = 0; ///< of the last one
    };

    std::map<std::pair<std::uint32_t, std::uint32_t>, Seen> m_byPoint; ///< workload, level
    double m_seenSeconds = 0;
    double m_plannedSeconds = 0; ///< what the plan alone said of the cells in `m_seenSeconds`
};

} // namespace tokamark::session
