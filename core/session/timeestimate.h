#pragma once

#include "plan/matrix.h"
#include "plan/plan.h"

#include <map>
#include <optional>
#include <vector>

namespace tokamark::session {

/// How long the cells of a run take: by the plan at first, then by the cells that have ended. Belongs to the run's thread.
class TimeEstimate final {
public:
    explicit TimeEstimate(const plan::Plan &plan);

    /// `secondsPerRequest`: mean end-to-end latency that was seen; 0: none.
    void learn(const plan::CellKey &key, double seconds, double secondsPerRequest);
    /// Empty: cannot be told yet.
    [[nodiscard]] std::optional<double> secondsOf(const plan::CellKey &key) const;

private:
    [[nodiscard]] std::optional<double> planned(const plan::CellKey &key) const;

    struct Seen {
        int cells = 0;
        double seconds = 0;
        double secondsPerRequest = 0; ///< of the last one
    };

    const plan::Plan &m_plan;
    std::map<std::pair<std::uint32_t, std::uint32_t>, Seen> m_byPoint; ///< workload, level
    double m_seenSeconds = 0;
    double m_plannedSeconds = 0; ///< what the plan alone said of the cells in `m_seenSeconds`
};

} // namespace tokamark::session
