#include "replayedrun.h"

#include "simulator/gpumodel.h"
#include "simulator/preset.h"

#include <algorithm>
#include <cmath>

namespace tokamark {

namespace {

constexpr std::size_t DotLimit = 2000;

class StillHandle final : public ui::RunHandle {
public:
    explicit StillHandle(RunId run)
        : m_run(run)
    {
    }

    void pause() override { }
    void resumeAfterPause() override { }
    void stop() override { }
    void continueOn(const QString &) override { }
    [[nodiscard]] RunId runId() const override { return m_run; }

private:
    RunId m_run;
};

/// What a live view of a cell would have shown after `seconds`.
std::shared_ptr<const load::CellSnapshot> liveView(const std::vector<metrics::RequestRecord> &records,
                                                   const storage::StoredCell &cell, double seconds)
{
    auto live = std::make_shared<load::CellSnapshot>();
    const Instant start{std::chrono::nanoseconds(cell.startedNs)};
    const auto second = [start](Instant instant) { return toSeconds(instant - start); };
    live->series.resize(static_cast<std::size_t>(std::ceil(seconds)));
    for (std::size_t i = 0; i < live->series.size(); ++i)
        live->series[i].second = static_cast<double>(i) + 0.5;
    std::vector<double> latencies;
    for (const metrics::RequestRecord &record : records) {
        const double sent = second(record.at.sent);
        if (sent > seconds)
            continue;
        ++live->started;
        const double end = second(record.at.end);
        end <= seconds ? ++live->completed : ++live->inFlight;
        for (load::SeriesPoint &point : live->series)
            point.inFlight += std::max(0.0, std::min(end, point.second + 0.5) - std::max(sent, point.second - 0.5));
        for (const metrics::Chunk &chunk : record.timeline.chunks())
            if (const double at = second(chunk.at); at < seconds) {
                live->series[static_cast<std::size_t>(at)].tokensPerSecond += chunk.tokens;
                live->tokens += chunk.tokens;
            }
        if (second(record.at.firstToken) > seconds)
            continue;
        const double ttft = toMilliseconds(record.at.firstToken - record.at.sent);
        if (record.phase == metrics::Phase::Window)
            latencies.push_back(ttft);
        if (live->dots.size() < DotLimit)
            live->dots.push_back({sent, ttft});
    }
    const metrics::MeasuredWindow &window = cell.figures->window;
    live->phase = metrics::Phase::Window;
    live->elapsedSeconds = seconds;
    live->windowOpenedAt = second(window.open);
    live->windowSeconds = seconds - live->windowOpenedAt;
    live->remainingSeconds = window.seconds() - live->windowSeconds;
    live->tokensPerSecond = live->series.empty() ? 0 : live->series.back().tokensPerSecond;
    if (!latencies.empty()) {
        std::nth_element(latencies.begin(), latencies.begin() + static_cast<std::ptrdiff_t>(latencies.size() / 2),
                         latencies.end());
        live->ttftP50Ms = latencies[latencies.size() / 2];
    }
    live->client = cell.figures->client;
    return live;
}

/// What one request holds in the server at one moment.
struct Held {
    bool waiting = false;
    bool running = false;
    std::uint64_t tokens = 0; ///< of context
};

Held heldBy(const metrics::RequestRecord &record, Instant now)
{
    if (now < record.at.sent || now >= record.at.end)
        return {};
    if (now < record.at.firstToken)
        return {true, false, 0};
    std::uint64_t tokens = record.promptTokens;
    for (const metrics::Chunk &chunk : record.timeline.chunks())
        tokens += chunk.at <= now ? chunk.tokens : 0;
    return {false, true, tokens};
}

/// What the metrics of the simulated server and of its GPU would have said once a second.
std::shared_ptr<const session::TelemetrySeries> telemetryOf(const std::vector<metrics::RequestRecord> &records,
                                                            const storage::StoredCell &cell, const plan::Target &target,
                                                            double seconds)
{
    const simulator::Preset *preset = target.isSimulated() ? simulator::findPreset(target.simulation()) : nullptr;
    const auto *model = preset == nullptr ? nullptr : std::get_if<simulator::BatchModel>(&preset->pace);
    if (model == nullptr)
        return nullptr;
    auto series = std::make_shared<session::TelemetrySeries>();
    const Instant start{std::chrono::nanoseconds(cell.startedNs)};
    for (double second = 0; second <= seconds; ++second) {
        const Instant now = start + std::chrono::duration_cast<Duration>(std::chrono::duration<double>(second));
        std::uint32_t running = 0;
        std::uint32_t waiting = 0;
        std::uint64_t tokens = 0;
        for (const metrics::RequestRecord &record : records) {
            const Held held = heldBy(record, now);
            running += held.running ? 1 : 0;
            waiting += held.waiting ? 1 : 0;
            tokens += held.tokens;
        }
        simulator::GpuModel gpu(now);
        gpu.setRunning(running, now);
        session::ServerPoint &server = series->server.emplace_back();
        server.second = server.lastSecond = second;
        server.running = running;
        server.waiting = waiting;
        server.kvUse = static_cast<double>(tokens) / static_cast<double>(model->kvCapacityTokens);
        session::GpuPoint &gpus = series->gpus.emplace_back();
        gpus.second = gpus.lastSecond = second;
        gpus.use = running > 0 ? 1 : 0;
        gpus.powerWatts = gpu.powerWatts();
    }
    return series;
}

double lengthOf(const storage::StoredCell &cell)
{
    return static_cast<double>(cell.endedNs - cell.startedNs) / 1e9;
}

/// How long the run went on after so many seconds of a cell.
double secondsAfter(const storage::StoredRun &run, std::size_t current, double seconds)
{
    double after = -seconds;
    for (std::size_t i = current; i < run.cells.size(); ++i)
        after += lengthOf(run.cells[i]);
    return std::max(after, 0.0);
}

/// What a search had yet to come to.
void forgetAfter(storage::StoredRun &run, std::size_t current)
{
    run.cells.resize(std::min(run.cells.size(), current + 1));
    std::size_t levels = 0;
    for (const storage::StoredCell &cell : run.cells)
        levels = std::max<std::size_t>(levels, cell.key.level + 1);
    run.plan.load.levels.resize(levels);
}

/// How far its searches had come.
std::vector<metrics::LimitSeries> limitsOf(const session::RunSnapshot &snapshot)
{
    std::vector<metrics::SearchedCell> done;
    for (const session::CellView &cell : snapshot.cells)
        if (cell.figures)
            done.push_back({cell.key, &*cell.figures, cell.verdicts, false});
    return metrics::findLimits(*snapshot.plan, done);
}

} // namespace

Expected<std::shared_ptr<const session::RunSnapshot>> snapshotOf(storage::RunRepository &repository, RunId run,
                                                                 std::size_t current, double seconds)
{
    auto stored = repository.load(run);
    if (!stored)
        return tl::unexpected(stored.error());
    auto snapshot = std::make_shared<session::RunSnapshot>();
    snapshot->remainingSeconds = secondsAfter(*stored, current, seconds);
    if (stored->plan.search)
        forgetAfter(*stored, current);
    snapshot->run = run;
    snapshot->state = session::RunState::Running;
    snapshot->plan = std::make_shared<const plan::Plan>(stored->plan);
    snapshot->simulated = stored->info.simulated;
    snapshot->current = current;
    for (std::size_t i = 0; i < stored->cells.size(); ++i) {
        const storage::StoredCell &cell = stored->cells[i];
        session::CellView view;
        view.key = cell.key;
        view.id = cell.id;
        if (i < current) {
            view.state = session::CellState::Done;
            view.figures = cell.figures;
            view.verdicts = cell.verdicts;
        } else if (i == current) {
            view.state = session::CellState::Running;
            const auto records = repository.requests(cell.id);
            if (!records)
                return tl::unexpected(records.error());
            snapshot->live = liveView(*records, cell, seconds);
            snapshot->telemetry = telemetryOf(*records, cell, stored->plan.targets.at(cell.key.target), seconds);
        }
        snapshot->elapsedSeconds += i < current ? lengthOf(cell) : (i == current ? seconds : 0);
        snapshot->cells.push_back(std::move(view));
    }
    snapshot->limits = limitsOf(*snapshot);
    return snapshot;
}

ReplayStarter::ReplayStarter(std::shared_ptr<const session::RunSnapshot> snapshot)
    : m_snapshot(std::move(snapshot))
{
}

Expected<std::unique_ptr<ui::RunHandle>> ReplayStarter::start(plan::Plan, session::RunOptions,
                                                              session::RunObserver &observer)
{
    m_observer = &observer;
    observer.snapshotAvailable(m_snapshot);
    return std::make_unique<StillHandle>(m_snapshot->run);
}

void ReplayStarter::show(std::shared_ptr<const session::RunSnapshot> snapshot)
{
    m_observer->snapshotAvailable(std::move(snapshot));
}

void ReplayStarter::showFirst()
{
    show(m_snapshot);
}

Expected<std::unique_ptr<ui::RunHandle>> ReplayStarter::resume(RunId, session::RunOptions options,
                                                               session::RunObserver &observer)
{
    return start(plan::Plan(), std::move(options), observer);
}

} // namespace tokamark
