#include "session/movedwindow.h"

#include "metrics/selfchecks.h"
#include "session/physics.h"
#include "session/pointjudge.h"
#include "session/storedreadings.h"
#include "session/summaryinput.h"
#include "telemetry/reconcile.h"
#include "workload/promptsource.h"

#include <cassert>
#include <cstddef>
#include <functional>
#include <optional>

namespace tokamark::session {
namespace {

/// Which requests belong to the window.
using InWindow = std::function<bool(const metrics::RequestRecord &)>;

/// What the plan means to be cached of the prompts in another window.
std::optional<double> askedOver(const plan::Plan &plan, const storage::StoredCell &cell, double meanPromptTokens)
{
    // What the requests of a trace share differs from one stretch to the next, and the file may have gone.
    if (plan.load.kind == plan::LoadKind::Trace)
        return std::nullopt;
    const plan::Workload &workload = plan.workloads.at(cell.key.workload);
    if (workload.origin == plan::PromptOrigin::File)
        return cell.figures->askedCachedShare; // all lines in turn: much the same in every stretch
    return workload::askedCachedShare(workload, meanPromptTokens);
}

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
    figures.askedCachedShare = askedOver(plan, cell, figures.meanInputTokens);
    return figures;
}

/// What the server and its GPUs said meanwhile. The buckets of a histogram are not stored, so the server's own p95 of
/// another stretch cannot be told.
std::optional<metrics::ServerFigures> serverOver(const plan::Plan &plan, const storage::StoredCell &cell,
                                                 std::span<const metrics::RequestRecord> records,
                                                 const metrics::CellFigures &figures,
                                                 std::span<const storage::Sample> samples, const InWindow &counts)
{
    if (!cell.figures->server)
        return std::nullopt;
    const StoredReadings readings = readingsOf(samples);
    telemetry::ReconcileInput input;
    input.records = records;
    input.window = figures.window;
    input.server = readings.server;
    input.gpus = readings.gpus;
    input.outputTokens = figures.windowTokens;
    input.hasUnrecorded = plan.load.warmupRequests > 0;
    input.endsAtClose = true;
    input.counts = counts;
    metrics::ServerFigures server = telemetry::reconcile(input);
    if (readings.isEmpty() && !server.ttft)
        return std::nullopt;
    server.scrapes = cell.figures->server->scrapes;
    server.failedScrapes = cell.figures->server->failedScrapes;
    server.scrapeMeanMs = cell.figures->server->scrapeMeanMs;
    return server;
}

/// As it was judged when it was measured, but for the figures: beside the other targets of its point.
std::vector<metrics::Verdict> judgeMoved(const storage::StoredRun &run, const storage::StoredCell &cell,
                                         const metrics::CellFigures &figures, const LengthsAsked &lengths)
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
        judged.push_back({&view, run.targets.at(view.key.target).model, true, {}, {}, false});
    const ServerAbilities abilities = abilitiesOf(run.targets.at(cell.key.target));
    judged.at(place).exactLengthPossible = abilities.exactLength;
    judged.at(place).parallelism = abilities.parallelism;
    judged.at(place).lengths = lengths;
    judged.at(place).gpusUntold = metrics::tellsAllButGpus(run.targets.at(cell.key.target).asPlanned);
    return judgeCell(run.plan, judged, place);
}

} // namespace

storage::MovedWindow figuresOver(const storage::StoredRun &run, const storage::StoredCell &cell,
                                 std::span<const metrics::RequestRecord> records,
                                 std::span<const storage::Sample> samples, Instant open, Instant close)
{
    assert(cell.figures && open < close);
    storage::MovedWindow moved;
    moved.figures = summariseOver(run.plan, cell, records, {open, close, false});
    const InWindow counts = [&run, open, close](const metrics::RequestRecord &record) {
        const Instant place = metrics::placeInTime(record, run.plan.load.kind);
        return place >= open && place < close;
    };
    moved.figures.server = serverOver(run.plan, cell, records, moved.figures, samples, counts);
    // What the driver called the GPU is stored by the name in our table.
    if (const auto &measured = cell.figures->physics)
        moved.figures.physics = boundsOf(run.targets.at(cell.key.target), measured->gpu, moved.figures);
    const LengthsAsked lengths
        = lengthsAsked(run.plan.workloads.at(cell.key.workload), run.targets.at(cell.key.target), records, counts);
    moved.verdicts = judgeMoved(run, cell, moved.figures, lengths);
    return moved;
}

} // namespace tokamark::session
