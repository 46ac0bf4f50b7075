#include "session/movedwindow.h"

#include "session/pointjudge.h"
#include "session/summaryinput.h"

#include <cassert>
#include <cstddef>

namespace tokamark::session {
namespace {

metrics::CellFigures summariseOver(const plan::Plan &plan, const storage::StoredCell &cell,
                                   std::span<const metrics::RequestRecord> records,
                                   const metrics::MeasuredWindow &window)
{
    const metrics::CellFigures &measured = *cell.figures;
    metrics::SummaryInput input = summaryInputOf(plan, cell.key);
    input.records = records;
    input.window = window;
    input.client = measured.client;
    input.bootstrapSeed = cell.bootstrapSeed;
    // Whoever chose the window may have left ramp or drain in it.
    input.rampInsideWindow = input.rampInsideWindow || measured.window.wholeCell;
    input.movedWindow = true;
    metrics::CellFigures figures = metrics::summarise(input);
    figures.askedCachedShare = measured.askedCachedShare;
    return figures;
}

/// As it was judged when it was measured, but for the figures: beside the other targets of its point.
std::vector<metrics::Verdict> judgeMoved(const storage::StoredRun &run, const storage::StoredCell &cell,
                                         const metrics::CellFigures &figures, double exactOutput)
{
    std::vector<CellView> views;
    std::size_t place = 0;
    for (const storage::StoredCell &other : run.cells) {
        if (other.state != storage::StoredCellState::Done || !other.figures)
            continue;
        const bool isMoved = other.id == cell.id;
        if (isMoved)
            place = views.size();
        CellView view;
        view.key = other.key;
        view.id = other.id;
        view.state = CellState::Done;
        view.figures = isMoved ? figures : *other.figures;
        views.push_back(std::move(view));
    }
    std::vector<JudgedCell> judged;
    for (const CellView &view : views)
        judged.push_back({&view, run.targets.at(view.key.target).model, true, {}, 0});
    const ServerAbilities abilities = abilitiesOf(run.targets.at(cell.key.target));
    judged.at(place).exactLengthPossible = abilities.exactLength;
    judged.at(place).parallelism = abilities.parallelism;
    judged.at(place).exactOutputTokens = exactOutput;
    return judgeCell(run.plan, judged, place);
}

} // namespace

storage::MovedWindow figuresOver(const storage::StoredRun &run, const storage::StoredCell &cell,
                                 std::span<const metrics::RequestRecord> records, Instant open, Instant close)
{
    assert(cell.figures && open < close);
    storage::MovedWindow moved;
    moved.figures = summariseOver(run.plan, cell, records, {open, close, false});
    const auto counts = [&run, open, close](const metrics::RequestRecord &record) {
        const Instant place = metrics::placeInTime(record, run.plan.load.kind);
        return place >= open && place < close;
    };
    const double exactOutput = exactOutputTokens(run.plan.workloads.at(cell.key.workload), records, counts);
    moved.verdicts = judgeMoved(run, cell, moved.figures, exactOutput);
    return moved;
}

} // namespace tokamark::session
