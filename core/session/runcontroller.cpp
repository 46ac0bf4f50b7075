#include "session/runcontroller.h"

#include "plan/matrix.h"
#include "plan/targetsecrets.h"
#include "session/commandprocess.h"
#include "session/plansecrets.h"
#include "session/pointjudge.h"
#include "session/refusedpages.h"
#include "session/runloop.h"
#include "session/targetresolver.h"
#include "storage/runrepository.h"
#include "storage/runwriter.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <thread>

namespace tokamark::session {
namespace {

// Told apart by red-green blind people too; the markers do the rest. The light theme's; the dark one has its own.
constexpr std::array Colors{"#0072B2", "#B87500", "#008F68", "#BE5E93", "#6A5FE0", "#2B8CBE", "#D55E00", "#6B7280"};

std::vector<storage::StoredTarget> targetsOf(const plan::Plan &plan)
{
    std::vector<storage::StoredTarget> targets;
    for (const plan::Target &target : plan.targets) {
        const std::size_t look = targets.size() % Colors.size();
        storage::StoredTarget stored;
        stored.asPlanned = target;
        stored.model = QString::fromStdString(target.model);
        stored.color = target.color.empty() ? QString::fromLatin1(Colors[look]) : QString::fromStdString(target.color);
        stored.marker = static_cast<int>(look);
        stored.simulated = target.isSimulated();
        targets.push_back(std::move(stored));
    }
    return targets;
}

std::vector<CellView> waitingCells(const plan::Plan &plan)
{
    std::vector<CellView> cells;
    for (const plan::CellKey &key : plan::cells(plan)) {
        CellView view;
        view.key = key;
        cells.push_back(std::move(view));
    }
    return cells;
}

/// Takes over what an earlier start of the run has finished. Failed, cancelled and broken attempts count for nothing.
/// A search has no cells but those that it has measured.
void takeOverDone(std::vector<CellView> &cells, const storage::StoredRun &stored)
{
    for (const storage::StoredCell &done : stored.cells) {
        if (done.state != storage::StoredCellState::Done)
            continue;
        auto it = std::ranges::find(cells, done.key, &CellView::key);
        if (it == cells.end() && stored.plan.search) {
            it = cells.insert(it, CellView());
            it->key = done.key;
        }
        if (it == cells.end())
            continue;
        it->id = done.id;
        it->state = CellState::Done;
        it->figures = done.figures;
        it->verdicts = done.verdicts;
    }
}

/// The lengths that the plan asked for in cells measured earlier, where a cell still to come has them judged again.
Expected<std::vector<LengthsAsked>> lengthsOfDone(storage::RunRepository &repository, const storage::StoredRun &run,
                                                  const std::vector<CellView> &cells)
{
    const plan::Plan &plan = run.plan;
    std::vector<LengthsAsked> lengths(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const plan::CellKey &key = cells[i].key;
        const bool judgedAgain = plan.search || std::ranges::any_of(cells, [&key](const CellView &other) {
                                     return other.state != CellState::Done && other.key.workload == key.workload
                                         && other.key.level == key.level && other.key.repetition == key.repetition;
                                 });
        if (cells[i].state != CellState::Done || !judgedAgain)
            continue;
        const auto records = repository.requests(cells[i].id);
        if (!records)
            return tl::unexpected(records.error());
        lengths[i] = lengthsAsked(plan.workloads.at(key.workload), run.targets.at(key.target), *records);
    }
    return lengths;
}

/// Also gives the options a place to read keys from, if they have none, and leaves out of the plan what they do not want.
Expected<void> checkPlan(plan::Plan &plan, RunOptions &options)
{
    if (!options.runsCommand)
        plan.beforeRepetition.reset();
    if (plan.beforeRepetition && !options.commandSeen)
        return fail(ErrorCode::CommandFailed, commandText(*plan.beforeRepetition), "it is not run unseen");
    if (const auto faults = plan::check(plan); !faults.empty())
        return tl::unexpected(faults.front());
    if (auto secrets = checkSecrets(plan); !secrets)
        return secrets;
    if (!options.secretStore)
        options.secretStore = std::make_shared<secrets::SecretStore>();
    return TargetResolver::check(plan, options.simulatorProgram, *options.secretStore);
}

} // namespace

class RunController::Impl {
public:
    explicit Impl(RunId run)
        : m_run(run)
    {
    }
    ~Impl() { commands.abort(); }

    void begin(std::unique_ptr<RunLoop> loop)
    {
        // The loop is destroyed on its own thread, for the simulator's child ends with the thread that started it.
        m_thread = std::jthread([loop = std::move(loop)]() mutable {
            loop->run();
            loop.reset();
        });
    }
    void wait()
    {
        if (m_thread.joinable())
            m_thread.join();
    }
    [[nodiscard]] RunId run() const noexcept { return m_run; }

    RunCommands commands;

private:
    RunId m_run;
    std::jthread m_thread; ///< last, so that it ends before what it uses
};

namespace {

struct OpenedWriter {
    std::unique_ptr<storage::RunWriter> writer;
    std::shared_ptr<std::atomic<bool>> halted = std::make_shared<std::atomic<bool>>(false);
};

Expected<OpenedWriter> openWriter(const RunOptions &options)
{
    OpenedWriter opened;
    storage::OpenOptions access;
    access.busyTimeoutMs = options.busyTimeoutMs;
    auto writer = storage::RunWriter::open(
        options.databasePath, [halted = opened.halted](const Error &) { *halted = true; }, access);
    if (!writer)
        return tl::unexpected(writer.error());
    opened.writer = std::move(*writer);
    return opened;
}

} // namespace

Expected<std::unique_ptr<RunController>> RunController::start(plan::Plan plan, RunOptions options,
                                                              RunObserver &observer)
{
    return start(std::move(plan), std::move(options), observer, realSeams());
}

Expected<std::unique_ptr<RunController>> RunController::start(plan::Plan plan, RunOptions options,
                                                              RunObserver &observer, Seams seams)
{
    if (auto checked = checkPlan(plan, options); !checked)
        return tl::unexpected(checked.error());
    const auto keys = secretsOf(plan, *options.secretStore);
    if (!keys)
        return tl::unexpected(keys.error());
    auto opened = openWriter(options);
    if (!opened)
        return tl::unexpected(opened.error());

    storage::NewRun run;
    run.name = options.runName.isEmpty() ? QString::fromStdString(plan.name) : options.runName;
    run.plan = plan::withoutSecrets(plan, *keys);
    run.simulated = std::ranges::any_of(plan.targets, &plan::Target::isSimulated);
    run.version = QCoreApplication::applicationVersion();
    run.plannedCells = static_cast<int>(plan::cells(plan).size());
    run.targets = targetsOf(plan);
    auto targets = run.targets;
    const auto ids = opened->writer->beginRun(std::move(run));
    if (!ids)
        return tl::unexpected(ids.error());
    for (std::size_t i = 0; i < targets.size(); ++i)
        targets[i].id = ids->targets.at(i);

    auto cells = waitingCells(plan);
    std::unique_ptr<RunController> controller(new RunController(std::make_unique<Impl>(ids->run)));
    RunLoop::Setup setup{std::make_shared<const plan::Plan>(std::move(plan)),
                         std::move(options),
                         observer,
                         std::move(seams),
                         ids->run,
                         std::move(targets),
                         std::move(cells),
                         {}};
    controller->m_impl->begin(std::make_unique<RunLoop>(std::move(setup), std::move(opened->writer), opened->halted,
                                                        controller->m_impl->commands));
    return controller;
}

Expected<std::unique_ptr<RunController>> RunController::resume(RunId run, RunOptions options, RunObserver &observer)
{
    return resume(run, std::move(options), observer, realSeams());
}

Expected<std::unique_ptr<RunController>> RunController::resume(RunId run, RunOptions options, RunObserver &observer,
                                                               Seams seams)
{
    auto repository = storage::RunRepository::open(options.databasePath);
    if (!repository)
        return tl::unexpected(repository.error());
    auto stored = (*repository)->load(run);
    if (!stored)
        return tl::unexpected(stored.error());
    if (stored->info.state == storage::StoredState::Running)
        return fail(ErrorCode::DatabaseLocked, options.databasePath.toStdString(), "run is being measured");
    giveSecrets(stored->plan, options.secrets);
    leaveOutRefusedPages(stored->plan);
    if (auto checked = checkPlan(stored->plan, options); !checked)
        return tl::unexpected(checked.error());
    auto opened = openWriter(options);
    if (!opened)
        return tl::unexpected(opened.error());
    if (auto continued = opened->writer->continueRun(run); !continued)
        return tl::unexpected(continued.error());

    auto cells = waitingCells(stored->plan);
    takeOverDone(cells, *stored);
    auto lengths = lengthsOfDone(**repository, *stored, cells);
    if (!lengths)
        return tl::unexpected(lengths.error());
    std::unique_ptr<RunController> controller(new RunController(std::make_unique<Impl>(run)));
    RunLoop::Setup setup{std::make_shared<const plan::Plan>(std::move(stored->plan)),
                         std::move(options),
                         observer,
                         std::move(seams),
                         run,
                         std::move(stored->targets),
                         std::move(cells),
                         std::move(*lengths)};
    controller->m_impl->begin(std::make_unique<RunLoop>(std::move(setup), std::move(opened->writer), opened->halted,
                                                        controller->m_impl->commands));
    return controller;
}

RunController::RunController(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

RunController::~RunController() = default;

void RunController::pause()
{
    m_impl->commands.setPaused(true);
}

void RunController::resumeAfterPause()
{
    m_impl->commands.setPaused(false);
}

void RunController::stop()
{
    m_impl->commands.stop();
}

void RunController::continueOn(const QString &databasePath)
{
    m_impl->commands.continueOn(databasePath);
}

RunId RunController::runId() const
{
    return m_impl->run();
}

void RunController::wait()
{
    m_impl->wait();
}

} // namespace tokamark::session
