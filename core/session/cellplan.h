#pragma once

#include "metrics/limitseries.h"
#include "plan/plan.h"
#include "session/runsnapshot.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace tokamark::session {

/// The cells of a run in the order in which they are measured: those that its plan lists, or, where the plan searches,
/// those that the search has asked for so far, out of what was measured. The plan grows with them, for the loads that
/// were tried are its levels. Made by RunLoop, used by the run's thread alone; what it publishes is never changed.
class CellPlan final {
public:
    CellPlan(std::shared_ptr<const plan::Plan> plan, std::vector<CellView> cells);

    /// The cell to be measured next; empty when all is done.
    [[nodiscard]] std::optional<std::size_t> next();

    [[nodiscard]] const std::shared_ptr<const plan::Plan> &currentPlan() const noexcept { return m_plan; }
    [[nodiscard]] const std::vector<CellView> &cells() const noexcept { return m_cells; }
    [[nodiscard]] CellView &at(std::size_t index) { return m_cells.at(index); }
    [[nodiscard]] const CellView &at(std::size_t index) const { return m_cells.at(index); }
    /// Takes into account what has been measured since; `next` does so too.
    void updateLimits();
    /// How far the searches were then.
    [[nodiscard]] const std::vector<metrics::LimitSeries> &limits() const noexcept { return m_limits; }

    /// Cells that a search may still ask for, beside those that are known.
    struct ToCome {
        plan::CellKey like; ///< one that takes about as long
        std::uint32_t cells = 0; ///< at most
    };
    [[nodiscard]] std::vector<ToCome> toCome() const;

private:
    [[nodiscard]] std::size_t append(const metrics::LimitSeries &series);
    [[nodiscard]] std::uint32_t placeOf(double load);

    std::shared_ptr<const plan::Plan> m_plan;
    std::vector<CellView> m_cells;
    std::vector<metrics::LimitSeries> m_limits;
};

} // namespace tokamark::session
