#include "session/runloop.h"

#include "plan/requirementtext.h"
#include "session/cellrecorder.h"
#include "session/physics.h"
#include "session/summaryinput.h"

#include <algorithm>

namespace tokamark::session {
namespace {

Instant now()
{
    return SteadyClock().now();
}

std::int64_t unixNow()
{
    return std::chrono::duration_cast<Duration>(std::chrono::system_clock::now().time_since_epoch()).count();
}

} // namespace

RunLoop::RunLoop(Setup setup, std::unique_ptr<storage::RunWriter> writer,
                 std::shared_ptr<std::atomic<bool>> storageHalted, RunCommands &commands)
    : m_setup(std::move(setup))
    , m_commands(commands)
    , m_storage(std::move(writer), std::move(storageHalted), m_setup.options, commands)
    , m_cells(m_setup.plan, std::move(m_setup.cells))
    , m_resolver(*m_setup.plan, m_setup.options.simulatorProgram, m_setup.seams, *m_setup.options.secretStore)
    , m_repetitionStart(m_resolver,
                        [this](storage::CommandLog log) {
                            log.cell = m_cells.at(m_current.value()).id;
                            m_storage.writer().addCommandLog(std::move(log));
                        })
    , m_specs(m_setup.options.workers)
    , m_lengthsAsked(std::move(m_setup.lengthsAsked))
{
    m_lengthsAsked.resize(m_cells.cells().size());
}

RunLoop::~RunLoop() = default;

void RunLoop::run()
{
    m_begun = now();
    publish();
    m_preparing = false;
    while (const auto index = m_cells.next()) {
        m_lengthsAsked.resize(m_cells.cells().size());
        if (m_commands.isPauseAsked()) {
            m_waiting = true;
            publish();
        }
        const bool goesOn = m_commands.waitWhilePaused();
        m_waiting = false;
        if (!goesOn)
            break;
        measure(*index);
        storeLimits();
        // What the next snapshot calls done is on disk then, so that a kill costs no finished cell.
        if (!m_storage.writer().flush())
            m_storage.halt();
        if (m_storage.isHalted() && !recoverStorage())
            break;
    }
    finish();
}

/// A cell that could not be stored waits again afterwards; every other one has ended.
void RunLoop::measure(std::size_t index)
{
    if (!begin(index))
        return;
    CellView &view = m_cells.at(index);
    const auto target = prepare(view.key);
    if (!target)
        return endWithError(index, target.error());
    std::vector<metrics::RequestRecord> records;
    const bool watched = m_setup.seams.watchCell && target->metrics.hasAnything();
    CellTelemetry telemetry(watched ? m_setup.seams.watchCell(target->metrics) : nullptr, m_storage.writer(), view.id);
    const auto result = runCell(index, *target, telemetry, records);
    if (const auto died = m_resolver.simulatorFailure(view.key.target))
        endWithError(index, *died);
    else if (!result)
        endWithError(index, result.error());
    else
        settle(index, *result, records, telemetry);
    // A cell that was cut short because it could not be stored is measured again; one that the user stopped is not.
    if (view.state == CellState::Cancelled && m_storage.isHalted())
        view.state = CellState::Waiting;
}

/// False where the database does not take it.
bool RunLoop::begin(std::size_t index)
{
    CellView &view = m_cells.at(index);
    view.state = CellState::Running;
    view.error.reset();
    m_current = index;
    m_live.reset();
    m_telemetry.reset();
    publish();

    storage::NewCell cell;
    cell.run = m_setup.run;
    cell.target = m_setup.targets.at(view.key.target).id;
    cell.key = view.key;
    cell.workloadName = QString::fromStdString(currentPlan().workloads.at(view.key.workload).name);
    cell.level = currentPlan().load.level(view.key.level);
    cell.startedUnixNs = unixNow();
    cell.startedNs = now().time_since_epoch().count();
    cell.bootstrapSeed = bootstrapSeed(currentPlan(), view.key);
    m_cellBegun = {cell.startedUnixNs, cell.startedNs};
    const auto id = m_storage.writer().beginCell(cell);
    if (!id) {
        m_storage.halt();
        view.state = CellState::Waiting;
        return false;
    }
    view.id = *id;
    return true;
}

Expected<ResolvedTarget> RunLoop::prepare(const plan::CellKey &key)
{
    if (const auto begun = m_repetitionStart.before(currentPlan(), key, m_commands.drainToken()); !begun)
        return tl::unexpected(begun.error());
    auto target = m_resolver.resolve(key.target);
    if (!target)
        return target;
    rememberTarget(key.target, *target);
    if (!m_refused.isSuspect(key))
        return target;
    // Another attempt than that of the cell, for its first prompt must not be in the server's prefix cache by this.
    auto spec = m_specs.make(currentPlan(), key, *target, static_cast<std::uint64_t>(m_cellBegun.unixNs) + 1);
    if (!spec)
        return tl::unexpected(spec.error());
    const auto answered
        = m_refused.ask(key, *std::move(spec), m_setup.seams, {m_commands.drainToken(), m_commands.abortToken()});
    return answered ? target : tl::unexpected(answered.error());
}

Expected<load::CellResult> RunLoop::runCell(std::size_t index, const ResolvedTarget &target, CellTelemetry &telemetry,
                                            std::vector<metrics::RequestRecord> &records)
{
    const CellView &view = m_cells.at(index);
    const auto spec = m_specs.make(currentPlan(), view.key, target, static_cast<std::uint64_t>(m_cellBegun.unixNs));
    if (!spec)
        return tl::unexpected(spec.error());

    // Beside the user, two things end a cell early: a database that takes nothing any more, and a simulator that died.
    std::stop_source drain;
    std::stop_source abort;
    const std::stop_callback onDrain(m_commands.drainToken(), [&] { drain.request_stop(); });
    const std::stop_callback onAbort(m_commands.abortToken(), [&] { abort.request_stop(); });
    CellRecorder recorder(m_storage.writer(), view.id, [&](std::shared_ptr<const load::CellSnapshot> live) {
        m_live = std::move(live);
        telemetry.poll(m_live->elapsedSeconds);
        m_telemetry = telemetry.series();
        publish();
        const bool died = m_resolver.simulatorFailure(view.key.target).has_value();
        if (died || m_storage.isHalted())
            drain.request_stop();
        if (died)
            abort.request_stop();
    });
    auto result = m_setup.seams.runCell(*spec, recorder, {drain.get_token(), abort.get_token()});
    records = recorder.takeRecords();
    // Who stopped the run waits for no more answers.
    if (result && result->complete && !m_commands.isStopAsked())
        telemetry.finish();
    return result;
}

void RunLoop::settle(std::size_t index, const load::CellResult &result, std::span<const metrics::RequestRecord> records,
                     const CellTelemetry &telemetry)
{
    const plan::Plan &plan = currentPlan();
    CellView &view = m_cells.at(index);
    storage::StoredCell stored;
    stored.id = view.id;
    stored.startedUnixNs = result.startedUnixNs;
    stored.startedNs = result.started.time_since_epoch().count();
    stored.endedNs = result.ended.time_since_epoch().count();
    if (!result.complete) {
        view.state = CellState::Cancelled;
        stored.state = storage::StoredCellState::Cancelled;
        m_storage.writer().endCell(std::move(stored));
        return;
    }

    metrics::SummaryInput input = summaryInputOf(plan, view.key);
    input.records = records;
    input.window = result.window;
    input.client = result.client;
    input.bootstrapSeed = bootstrapSeed(plan, view.key);
    view.figures = metrics::summarise(input);
    view.figures->server = telemetry.figures(records, *view.figures, plan.load.warmupRequests > 0);
    view.figures->askedCachedShare
        = m_specs.askedCachedShare(plan, view.key, view.figures->meanInputTokens, records.size());
    addBounds(view.key, telemetry.gpuName(), *view.figures);
    view.state = CellState::Done;
    m_lengthsAsked[index]
        = lengthsAsked(plan.workloads.at(view.key.workload), m_setup.targets.at(view.key.target), records);
    m_refused.learn(view.key, records);
    m_estimate.learn(plan, view.key, toSeconds(result.ended - result.started), view.figures->e2el.mean / 1000);

    stored.state = storage::StoredCellState::Done;
    stored.figures = view.figures;
    m_storage.writer().endCell(std::move(stored));
    judge(index);
}

/// What the client and the hardware could do at most, beside what was done.
void RunLoop::addBounds(const plan::CellKey &key, const std::string &detectedGpu, metrics::CellFigures &figures) const
{
    const auto &ceiling = m_setup.options.ceiling;
    // More threads have a ceiling of their own, which was not measured. And where something else ended the search, the
    // client may do more: what comes near to that says nothing about it.
    if (ceiling && ceiling->workers == m_setup.options.workers && !ceiling->mayBeMore) {
        figures.client.ceilingStreams = ceiling->streams;
        figures.client.ceilingTokensPerSecond = ceiling->tokensPerSecond;
    }
    figures.physics = boundsOf(m_setup.targets.at(key.target), detectedGpu, figures);
}

/// A new result changes what the other targets of its point are held against, so all of the point are judged again.
void RunLoop::judge(std::size_t settled)
{
    for (auto &[place, verdicts] :
         judgePoint(currentPlan(), m_cells.cells(), m_setup.targets, m_lengthsAsked, settled)) {
        CellView &view = m_cells.at(place);
        view.verdicts = verdicts;
        m_storage.writer().replaceVerdicts(view.id, std::move(verdicts));
    }
}

/// A stop is no failure of the cell.
void RunLoop::endWithError(std::size_t index, const Error &error)
{
    if (error.code == ErrorCode::Interrupted)
        return endUnmeasured(index, CellState::Cancelled, storage::StoredCellState::Cancelled);
    m_cells.at(index).error = error;
    endUnmeasured(index, CellState::Failed, storage::StoredCellState::Failed);
}

void RunLoop::endUnmeasured(std::size_t index, CellState state, storage::StoredCellState storedState)
{
    CellView &view = m_cells.at(index);
    view.state = state;
    storage::StoredCell stored;
    stored.id = view.id;
    stored.state = storedState;
    stored.startedUnixNs = m_cellBegun.unixNs;
    stored.startedNs = m_cellBegun.ns;
    stored.endedNs = now().time_since_epoch().count();
    stored.error = view.error;
    m_storage.writer().endCell(std::move(stored));
}

/// With the cell that moved them.
void RunLoop::storeLimits()
{
    m_cells.updateLimits();
    if (m_cells.limits() == m_storedLimits)
        return;
    m_storedLimits = m_cells.limits();
    const plan::Plan &plan = currentPlan();
    std::vector<storage::LimitRow> rows;
    for (const metrics::LimitSeries &series : m_storedLimits) {
        rows.push_back({m_setup.targets.at(series.target).id,
                        QString::fromStdString(plan.workloads.at(series.workload).name),
                        QString::fromStdString(plan::goalText(plan)),
                        QString::fromLatin1(plan::unitName(plan.load.kind)), series});
    }
    m_storage.writer().setLimits(m_setup.run, std::move(rows));
}

void RunLoop::rememberTarget(std::uint32_t target, const ResolvedTarget &resolved)
{
    storage::StoredTarget &known = m_setup.targets.at(target);
    if (known.model == resolved.facts.model && known.detection == resolved.facts.detection)
        return;
    known.detectedKind = resolved.facts.detectedKind;
    known.version = resolved.facts.version;
    known.model = resolved.facts.model;
    known.detection = resolved.facts.detection;
    known.simulated = resolved.facts.simulated;
    m_storage.writer().updateTarget(known);
}

bool RunLoop::recoverStorage()
{
    return m_storage.recover([this](bool waits) {
        m_waiting = waits;
        if (waits)
            publish();
    });
}

void RunLoop::finish()
{
    m_current.reset();
    m_live.reset();
    m_telemetry.reset();
    const bool isWritten = !m_storage.error();
    if (isWritten && m_commands.isStopAsked() && std::ranges::any_of(m_cells.cells(), [](const CellView &view) {
            return view.state == CellState::Waiting || view.state == CellState::Cancelled;
        }))
        m_end = RunState::Stopped;
    else
        m_end = isWritten ? RunState::Finished : RunState::Failed;

    if (isWritten) {
        m_storage.writer().finishRun(
            m_setup.run, m_end == RunState::Stopped ? storage::StoredState::Stopped : storage::StoredState::Finished,
            std::nullopt);
        if (!m_storage.writer().flush() && !recoverStorage())
            m_end = RunState::Failed;
    }
    m_setup.observer.runEnded(snapshot());
}

RunState RunLoop::state() const
{
    // First, for a run can wait for its storage when all else of it is over.
    if (m_waiting)
        return RunState::Paused;
    if (m_end)
        return *m_end;
    if (m_commands.isStopAsked())
        return RunState::Stopping;
    if (m_preparing)
        return RunState::Preparing;
    return m_commands.isPauseAsked() ? RunState::Pausing : RunState::Running;
}

double RunLoop::remainingSeconds() const
{
    double seconds = 0;
    std::vector<plan::CellKey> ahead;
    for (std::size_t i = 0; i < m_cells.cells().size(); ++i) {
        const CellView &view = m_cells.at(i);
        if (view.state != CellState::Waiting && view.state != CellState::Running)
            continue;
        const auto whole = m_estimate.secondsOf(currentPlan(), view.key);
        const bool isCurrent = m_current == i && m_live;
        if (!isCurrent)
            ahead.push_back(view.key);
        if (isCurrent && m_live->remainingSeconds >= 0)
            seconds += m_live->remainingSeconds;
        else if (whole)
            seconds += std::max(0.0, *whole - (isCurrent ? m_live->elapsedSeconds : 0));
        else
            return -1;
    }
    for (const CellPlan::ToCome &more : m_cells.toCome()) {
        const auto each = m_estimate.secondsOf(currentPlan(), more.like);
        if (!each)
            return -1;
        seconds += more.cells * *each;
        ahead.insert(ahead.end(), more.cells, more.like);
    }
    return seconds + m_repetitionStart.secondsAhead(currentPlan(), ahead);
}

std::shared_ptr<const RunSnapshot> RunLoop::snapshot() const
{
    auto snapshot = std::make_shared<RunSnapshot>();
    snapshot->run = m_setup.run;
    snapshot->state = state();
    snapshot->plan = m_cells.currentPlan();
    snapshot->simulated = std::ranges::any_of(m_setup.targets, &storage::StoredTarget::simulated);
    snapshot->cells = m_cells.cells();
    snapshot->limits = m_cells.limits();
    snapshot->current = m_current;
    snapshot->live = m_live;
    snapshot->telemetry = m_telemetry;
    snapshot->elapsedSeconds = toSeconds(now() - m_begun);
    snapshot->remainingSeconds = remainingSeconds();
    snapshot->error = m_storage.error();
    snapshot->databasePath = m_storage.writer().path().toStdString();
    snapshot->storageError = m_storage.firstError();
    return snapshot;
}

void RunLoop::publish()
{
    m_setup.observer.snapshotAvailable(snapshot());
}

} // namespace tokamark::session
