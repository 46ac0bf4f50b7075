#include "session/cellplan.h"

#include <algorithm>

namespace tokamark::session {
namespace {

std::vector<metrics::LimitSeries> limitsOf(const plan::Plan &plan, const std::vector<CellView> &cells)
{
    std::vector<metrics::SearchedCell> searched;
    for (const CellView &cell : cells)
        searched.push_back(
            {cell.key, cell.figures ? &*cell.figures : nullptr, cell.verdicts, cell.state == CellState::Failed});
    return metrics::findLimits(plan, searched);
}

bool isSearching(const metrics::LimitSeries &series)
{
    return series.state.next.has_value();
}

} // namespace

CellPlan::CellPlan(std::shared_ptr<const plan::Plan> plan, std::vector<CellView> cells)
    : m_plan(std::move(plan))
    , m_cells(std::move(cells))
    , m_limits(limitsOf(*m_plan, m_cells))
{
}

void CellPlan::updateLimits()
{
    m_limits = limitsOf(*m_plan, m_cells);
}

std::optional<std::size_t> CellPlan::next()
{
    updateLimits();
    const auto waiting = std::ranges::find(m_cells, CellState::Waiting, &CellView::state);
    if (waiting != m_cells.end())
        return static_cast<std::size_t>(waiting - m_cells.begin());
    // Each target has its search to itself, so that nothing else is measured between the points that it compares.
    const auto series = std::ranges::find_if(m_limits, isSearching);
    if (series == m_limits.end())
        return std::nullopt;
    return append(*series);
}

std::size_t CellPlan::append(const metrics::LimitSeries &series)
{
    CellView cell;
    cell.key = {series.target, series.workload, placeOf(*series.state.next), series.state.repetition};
    m_cells.push_back(std::move(cell));
    return m_cells.size() - 1;
}

/// The place of a load among the levels. The plan of snapshots that are out is left as it is.
std::uint32_t CellPlan::placeOf(double load)
{
    const auto &levels = m_plan->load.levels;
    const auto known = std::ranges::find(levels, load);
    const auto place = static_cast<std::uint32_t>(known - levels.begin());
    if (known == levels.end()) {
        auto grown = std::make_shared<plan::Plan>(*m_plan);
        grown->load.levels.push_back(load);
        m_plan = std::move(grown);
    }
    return place;
}

std::vector<CellPlan::ToCome> CellPlan::toCome() const
{
    std::vector<ToCome> toCome;
    for (const metrics::LimitSeries &series : m_limits) {
        if (!isSearching(series))
            continue;
        const auto isOfSeries = [&series](const CellView &cell) {
            return cell.key.target == series.target && cell.key.workload == series.workload;
        };
        const auto begun = std::ranges::count_if(m_cells, [&](const CellView &cell) {
            return isOfSeries(cell) && (cell.state == CellState::Waiting || cell.state == CellState::Running);
        });
        const auto left = series.state.cellsLeft - std::min(series.state.cellsLeft, static_cast<std::uint32_t>(begun));
        // What was tried last stands for what is still to be tried; before the first, the lowest load does.
        plan::CellKey like{series.target, series.workload, 0, 0};
        for (const CellView &cell : m_cells) {
            if (isOfSeries(cell))
                like = cell.key;
        }
        if (left > 0 && !m_plan->load.levels.empty())
            toCome.push_back({like, left});
    }
    return toCome;
}

} // namespace tokamark::session
