#include "session/runcontroller.h"
#include "metrics/summarise.h"
#include "storage/database.h"
#include "storage/runrepository.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <future>
#include <map>
#include <set>
#include <mutex>
#include <thread>

namespace tokamark::session {
namespace {

using load::CellObserver;
using load::CellResult;
using load::CellSpec;
using load::StopTokens;

/// Keeps what a run says and lets the test wait for it.
class Listener final : public RunObserver {
public:
    void snapshotAvailable(std::shared_ptr<const RunSnapshot> snapshot) override { take(std::move(snapshot), false); }
    void runEnded(std::shared_ptr<const RunSnapshot> snapshot) override { take(std::move(snapshot), true); }

    /// The first snapshot, from now on or just said, that fits; null after half a minute.
    std::shared_ptr<const RunSnapshot> await(const std::function<bool(const RunSnapshot &)> &fits)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::seconds(30), [&] { return m_last && fits(*m_last); });
        return m_last && fits(*m_last) ? m_last : nullptr;
    }
    std::shared_ptr<const RunSnapshot> awaitEnd()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::seconds(30), [&] { return m_ended; });
        return m_ended ? m_last : nullptr;
    }
    std::vector<RunState> states() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_states;
    }

private:
    void take(std::shared_ptr<const RunSnapshot> snapshot, bool ended)
    {
        {
            const std::scoped_lock lock(m_mutex);
            EXPECT_FALSE(m_ended) << "nothing comes after the end";
            if (m_states.empty() || m_states.back() != snapshot->state)
                m_states.push_back(snapshot->state);
            m_last = std::move(snapshot);
            m_ended = ended;
        }
        m_changed.notify_all();
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::shared_ptr<const RunSnapshot> m_last;
    std::vector<RunState> m_states;
    bool m_ended = false;
};

metrics::RequestRecord completedRequest(int number, std::uint32_t outputTokens)
{
    using std::chrono::milliseconds;
    const Instant sent = Instant(std::chrono::seconds(100)) + milliseconds(100 * number);
    metrics::RequestRecord record;
    record.id = RequestId{number + 1};
    record.at.due = sent;
    record.at.sent = sent;
    record.at.firstByte = record.at.firstEvent = record.at.firstToken = record.at.firstAnswer = sent + milliseconds(30);
    record.timeline.start(sent);
    for (std::uint32_t token = 0; token < outputTokens; ++token)
        record.timeline.append(record.at.firstToken + milliseconds(20 * token), 1, false);
    record.at.lastToken = record.at.end = record.at.firstToken + milliseconds(20 * (outputTokens - 1));
    record.outputTokens = outputTokens;
    record.requestedOutputTokens = 10;
    record.promptTokens = 20;
    record.contentEvents = outputTokens;
    return record;
}

/// Stands in for the engine: a cell is thirty requests that are there at once. What else happens, a test says.
class FakeEngine {
public:
    using Before = std::function<void(const CellSpec &, CellObserver &, const StopTokens &)>;

    Seams seams()
    {
        return {[this](const CellSpec &spec, CellObserver &observer, const StopTokens &stop) {
                    return run(spec, observer, stop);
                },
                [this](const load::Endpoint &endpoint) -> Expected<ServerFacts> {
                    return ServerFacts{QStringLiteral("vllm"),
                                       QStringLiteral("0.6"),
                                       QStringLiteral("{}"),
                                       {"first", "second"},
                                       simulatedHosts.contains(endpoint.url.host)};
                }};
    }

    Expected<CellResult> run(const CellSpec &spec, CellObserver &observer, const StopTokens &stop)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_hosts.push_back(spec.endpoint.url.host);
            if (++m_running > 1)
                ADD_FAILURE() << "two cells at the same time";
        }
        if (before)
            before(spec, observer, stop);
        CellResult result;
        result.started = Instant(std::chrono::seconds(100));
        result.ended = result.started + std::chrono::seconds(4);
        result.startedUnixNs = 1'700'000'000'000'000'000;
        result.window = {result.started, result.ended, true};
        result.complete = !stop.drain.stop_requested();
        result.cancelled = !result.complete;
        const auto failure = failures.find(spec.endpoint.url.host);
        if (failure == failures.end()) {
            std::vector<metrics::RequestRecord> records;
            const auto length
                = outputTokens.contains(spec.endpoint.url.host) ? outputTokens[spec.endpoint.url.host] : 10u;
            for (int number = 0; number < 30; ++number)
                records.push_back(completedRequest(number, length));
            observer.recordsReady(std::move(records));
            observer.snapshotReady(std::make_shared<load::CellSnapshot>());
        }
        const std::scoped_lock lock(m_mutex);
        --m_running;
        if (failure != failures.end())
            return tl::unexpected(failure->second);
        return result;
    }

    std::vector<std::string> hosts() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_hosts;
    }

    Before before;
    std::map<std::string, Error> failures; ///< by host
    std::map<std::string, std::uint32_t> outputTokens; ///< by host
    std::set<std::string> simulatedHosts; ///< that say so themselves

private:
    mutable std::mutex m_mutex;
    std::vector<std::string> m_hosts; ///< one per cell, in order
    int m_running = 0;
};

class RunControllerTest : public testing::Test {
protected:
    static plan::Plan plan(std::vector<std::string> hosts = {"a", "b"}, std::vector<std::uint32_t> levels = {1, 2})
    {
        plan::Plan plan;
        plan.name = "test";
        for (const std::string &host : hosts) {
            plan::Target target;
            target.name = host;
            target.url = "http://" + host + ":8000";
            plan.targets.push_back(target);
        }
        plan.load.concurrency = std::move(levels);
        plan.load.duration.reset();
        plan.load.requests = 30;
        plan.workloads[0].outputTokens.mean = 10;
        return plan;
    }

    RunOptions options() const
    {
        RunOptions options;
        options.databasePath = path();
        return options;
    }
    QString path(const QString &name = QStringLiteral("runs.sqlite")) const { return m_folder.filePath(name); }

    std::unique_ptr<RunController> start(const plan::Plan &plan)
    {
        auto started = RunController::start(plan, options(), listener, engine.seams());
        if (!started)
            ADD_FAILURE() << name(started.error().code) << " " << started.error().detail << " "
                          << started.error().cause;
        return started ? std::move(*started) : nullptr;
    }
    storage::StoredRun stored(RunId run, const QString &file) const
    {
        return storage::RunRepository::open(file).value()->load(run).value();
    }
    storage::StoredRun stored(RunId run) const { return stored(run, path()); }

    static std::vector<CellState> states(const RunSnapshot &snapshot)
    {
        std::vector<CellState> states;
        for (const CellView &cell : snapshot.cells)
            states.push_back(cell.state);
        return states;
    }

    FakeEngine engine;
    Listener listener;

private:
    QTemporaryDir m_folder;
};

TEST_F(RunControllerTest, MeasuresEveryCellOneAfterTheOther)
{
    const auto run = start(plan());
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_EQ(end->state, RunState::Finished);
    EXPECT_EQ(engine.hosts(), (std::vector<std::string>{"a", "a", "b", "b"}));
    EXPECT_EQ(states(*end), std::vector(4, CellState::Done));
    EXPECT_EQ(end->cells[0].figures->completed, 30u);
    EXPECT_FALSE(end->cells[0].verdicts.empty());
    EXPECT_EQ(end->remainingSeconds, 0);

    const storage::StoredRun saved = stored(run->runId());
    EXPECT_EQ(saved.info.state, storage::StoredState::Finished);
    EXPECT_EQ(saved.info.cellsDone, 4);
    EXPECT_EQ(saved.targets[0].model, QStringLiteral("first")) << "the plan names none, so the first that is served";
    EXPECT_EQ(saved.targets[0].version, QStringLiteral("0.6"));
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(saved.cells[i].figures, end->cells[i].figures);
        EXPECT_EQ(saved.cells[i].verdicts, end->cells[i].verdicts);
    }
}

TEST_F(RunControllerTest, CallsARunSimulatedWhereAServerSaysThatItIs)
{
    engine.simulatedHosts = {"b"};
    const auto run = start(plan());
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_TRUE(end->simulated);
    const storage::StoredRun saved = stored(run->runId());
    EXPECT_TRUE(saved.info.simulated);
    EXPECT_FALSE(saved.targets[0].simulated);
    EXPECT_TRUE(saved.targets[1].simulated);
}

TEST_F(RunControllerTest, StartsItsPromptsAnewWhenAPlanIsRunAgain)
{
    std::vector<std::string> prompts;
    engine.before = [&prompts](const CellSpec &spec, CellObserver &, const StopTokens &) {
        prompts.push_back(spec.prompts->request(0).prompt);
    };
    const auto first = start(plan({"a"}, {1}));
    ASSERT_TRUE(listener.awaitEnd());
    Listener secondListener;
    const auto second = RunController::start(plan({"a"}, {1}), options(), secondListener, engine.seams());
    ASSERT_TRUE(second && secondListener.awaitEnd());
    ASSERT_EQ(prompts.size(), 2u);
    EXPECT_NE(prompts[0], prompts[1]) << "the server may still have the first run's prompts in its prefix cache";
}

TEST_F(RunControllerTest, StoresEnoughToComputeTheFiguresAgain)
{
    plan::Plan slo = plan({"a"}, {3});
    slo.slos = {{plan::Slo::Metric::Ttft, 100}};
    const auto run = start(slo);
    ASSERT_TRUE(listener.awaitEnd());
    const storage::StoredRun saved = stored(run->runId());
    const storage::StoredCell &cell = saved.cells.at(0);
    const auto records = storage::RunRepository::open(path()).value()->requests(cell.id).value();

    metrics::SummaryInput input;
    input.records = records;
    input.window = cell.figures->window;
    input.client = cell.figures->client;
    input.users = saved.plan.load.concurrency[cell.key.level];
    input.thinkTime = saved.plan.load.thinkTime;
    input.requestTimeout = saved.plan.limits.requestTimeout;
    input.slos = saved.plan.slos;
    input.bootstrapSeed = cell.bootstrapSeed;
    EXPECT_EQ(metrics::summarise(input), cell.figures) << "no figure is ever NaN, so equal means to the last digit";
}

TEST_F(RunControllerTest, FailsTheCellsOfOneBackendAndRunsTheRest)
{
    engine.failures["a"] = Error{ErrorCode::ConnectRefused, "a:8000", {}};
    const auto run = start(plan());
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_EQ(end->state, RunState::Finished);
    EXPECT_EQ(states(*end), (std::vector{CellState::Failed, CellState::Failed, CellState::Done, CellState::Done}));
    EXPECT_EQ(end->cells[0].error->code, ErrorCode::ConnectRefused);
    const storage::StoredRun saved = stored(run->runId());
    EXPECT_EQ(saved.cells[1].state, storage::StoredCellState::Failed);
    EXPECT_EQ(saved.cells[1].error->code, ErrorCode::ConnectRefused);
    EXPECT_EQ(saved.info.cellsFailed, 2);
}

TEST_F(RunControllerTest, HoldsTheLengthsOfTargetsAgainstEachOther)
{
    engine.outputTokens["b"] = 5;
    const auto run = start(plan({"a", "b"}, {1}));
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    const auto found = [](const std::vector<metrics::Verdict> &verdicts, const std::string &subject) {
        return std::ranges::any_of(verdicts, [&](const metrics::Verdict &verdict) {
            return verdict.code == metrics::VerdictCode::LengthDiffers && verdict.subject == subject;
        });
    };
    EXPECT_TRUE(found(end->cells[0].verdicts, "output-length-of-targets")) << "judged again when the other was known";
    EXPECT_FALSE(found(end->cells[0].verdicts, "output-length"));
    EXPECT_TRUE(found(end->cells[1].verdicts, "output-length")) << "the plan asked for ten tokens exactly";
    EXPECT_EQ(stored(run->runId()).cells[0].verdicts, end->cells[0].verdicts);
}

TEST_F(RunControllerTest, PausesAfterTheCurrentCell)
{
    std::unique_ptr<RunController> run;
    std::atomic<RunController *> controller = nullptr;
    engine.before = [&](const CellSpec &, CellObserver &, const StopTokens &) {
        while (!controller) // the first cell may begin before `start` has returned
            std::this_thread::yield();
        if (engine.hosts().size() == 1)
            controller.load()->pause();
    };
    run = start(plan());
    controller = run.get();
    const auto paused = listener.await([](const RunSnapshot &snapshot) { return snapshot.state == RunState::Paused; });
    ASSERT_TRUE(paused);
    EXPECT_EQ(states(*paused),
              (std::vector{CellState::Done, CellState::Waiting, CellState::Waiting, CellState::Waiting}));
    run->resumeAfterPause();
    EXPECT_EQ(listener.awaitEnd()->state, RunState::Finished);
}

TEST_F(RunControllerTest, FirstStopDrainsAndSecondAborts)
{
    std::promise<void> inCell;
    std::promise<void> drained;
    std::atomic<bool> aborted = false;
    engine.before = [&](const CellSpec &, CellObserver &, const StopTokens &stop) {
        inCell.set_value();
        while (!stop.drain.stop_requested())
            std::this_thread::yield();
        EXPECT_FALSE(stop.abort.stop_requested());
        drained.set_value();
        while (!stop.abort.stop_requested())
            std::this_thread::yield();
        aborted = true;
    };
    const auto run = start(plan());
    inCell.get_future().wait();
    run->stop();
    drained.get_future().wait();
    run->stop();
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_TRUE(aborted);
    EXPECT_EQ(end->state, RunState::Stopped);
    EXPECT_EQ(end->cells[0].state, CellState::Cancelled);
    const storage::StoredRun saved = stored(run->runId());
    EXPECT_EQ(saved.info.state, storage::StoredState::Stopped);
    EXPECT_EQ(saved.cells.at(0).state, storage::StoredCellState::Cancelled);
}

TEST_F(RunControllerTest, ResumesAtTheFirstUnfinishedCell)
{
    std::unique_ptr<RunController> run;
    std::promise<void> inThird;
    engine.before = [&](const CellSpec &, CellObserver &, const StopTokens &stop) {
        if (engine.hosts().size() != 3)
            return;
        inThird.set_value();
        while (!stop.drain.stop_requested())
            std::this_thread::yield();
    };
    run = start(plan());
    inThird.get_future().wait();
    run->stop();
    ASSERT_TRUE(listener.awaitEnd());
    const RunId id = run->runId();
    run.reset();

    FakeEngine second;
    Listener again;
    const auto resumed = RunController::resume(id, options(), again, second.seams());
    ASSERT_TRUE(resumed);
    const auto end = again.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_EQ(second.hosts(), (std::vector<std::string>{"b", "b"}));
    EXPECT_EQ(states(*end), std::vector(4, CellState::Done));
    EXPECT_TRUE(end->cells[0].figures) << "from the first time";
    const storage::StoredRun saved = stored(id);
    ASSERT_EQ(saved.cells.size(), 5u) << "the cancelled attempt is kept apart";
    EXPECT_EQ(saved.cells[2].state, storage::StoredCellState::Cancelled);
    EXPECT_EQ(saved.cells[3].attempt, 2);
    EXPECT_EQ(saved.info.state, storage::StoredState::Finished);
    EXPECT_EQ(saved.info.cellsDone, 4);
}

TEST_F(RunControllerTest, JudgesWhatWasMeasuredBeforeAResumeByItsOwnRequests)
{
    plan::Plan planned = plan({"a", "b"}, {1});
    planned.workloads[0].outputTokens = {plan::LengthSpec::Shape::Uniform, 10, 3, 1, 100};
    engine.outputTokens["a"] = 5; // every request asks for ten
    std::promise<void> inSecond;
    engine.before = [&](const CellSpec &, CellObserver &, const StopTokens &stop) {
        if (engine.hosts().size() != 2)
            return;
        inSecond.set_value();
        while (!stop.drain.stop_requested())
            std::this_thread::yield();
    };
    auto run = start(planned);
    inSecond.get_future().wait();
    run->stop();
    ASSERT_TRUE(listener.awaitEnd());
    const RunId id = run->runId();
    run.reset();

    FakeEngine second;
    Listener again;
    const auto resumed = RunController::resume(id, options(), again, second.seams());
    ASSERT_TRUE(resumed);
    const auto end = again.awaitEnd();
    ASSERT_TRUE(end);
    const auto found = [&end](const std::string &subject) {
        return std::ranges::any_of(end->cells[0].verdicts, [&](const metrics::Verdict &verdict) {
            return verdict.code == metrics::VerdictCode::LengthDiffers && verdict.subject == subject;
        });
    };
    EXPECT_TRUE(found("output-length-of-targets")) << "judged again";
    EXPECT_TRUE(found("output-length")) << "and not forgotten";
}

TEST_F(RunControllerTest, DoesNotResumeARunThatIsBeingMeasured)
{
    std::promise<void> inCell;
    engine.before = [&](const CellSpec &, CellObserver &, const StopTokens &stop) {
        inCell.set_value();
        while (!stop.abort.stop_requested())
            std::this_thread::yield();
    };
    const auto run = start(plan({"a"}, {1}));
    inCell.get_future().wait();
    Listener second;
    const auto resumed = RunController::resume(run->runId(), options(), second, engine.seams());
    ASSERT_FALSE(resumed);
    EXPECT_EQ(resumed.error().code, ErrorCode::DatabaseLocked);
    EXPECT_EQ(RunController::resume(RunId{99}, options(), second, engine.seams()).error().code, ErrorCode::NotFound);
}

/// Takes the write lock away from the run, as another program's long transaction does.
class Blocker {
public:
    explicit Blocker(const QString &path)
        : m_database(storage::Database::open(path).value())
    {
        EXPECT_TRUE(m_database->run(QStringLiteral("BEGIN IMMEDIATE")));
    }
    void release() { EXPECT_TRUE(m_database->run(QStringLiteral("ROLLBACK"))); }

private:
    std::unique_ptr<storage::Database> m_database;
};

TEST_F(RunControllerTest, WaitsForStorageAndMeasuresTheCutCellAgain)
{
    RunOptions patient = options();
    patient.waitsForStorage = true;
    patient.busyTimeoutMs = 20;
    std::unique_ptr<Blocker> blocker;
    engine.before = [&](const CellSpec &, CellObserver &observer, const StopTokens &stop) {
        if (engine.hosts().size() != 2)
            return;
        blocker = std::make_unique<Blocker>(path());
        while (!stop.drain.stop_requested()) {
            observer.recordsReady({completedRequest(1, 10)});
            observer.snapshotReady(std::make_shared<load::CellSnapshot>());
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    };
    auto run = RunController::start(plan({"a"}, {1, 2}), patient, listener, engine.seams());
    ASSERT_TRUE(run);
    const auto paused = listener.await([](const RunSnapshot &snapshot) { return snapshot.state == RunState::Paused; });
    ASSERT_TRUE(paused);
    EXPECT_EQ(paused->error->code, ErrorCode::DatabaseLocked);
    (*run)->continueOn(path(QStringLiteral("other.sqlite")));
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_EQ(end->state, RunState::Finished);
    EXPECT_EQ(end->databasePath, path(QStringLiteral("other.sqlite")).toStdString());
    EXPECT_EQ(states(*end), std::vector(2, CellState::Done));
    const storage::StoredRun saved = stored((*run)->runId(), path(QStringLiteral("other.sqlite")));
    ASSERT_EQ(saved.cells.size(), 3u);
    EXPECT_EQ(saved.cells[0].state, storage::StoredCellState::Done) << "came along from the first file";
    EXPECT_EQ(saved.cells[1].state, storage::StoredCellState::Cancelled);
    EXPECT_EQ(saved.cells[2].state, storage::StoredCellState::Done);
    blocker.reset();
}

TEST_F(RunControllerTest, GoesOnInTheFallbackByItself)
{
    RunOptions careful = options();
    careful.fallbackDatabase = path(QStringLiteral("fallback.sqlite"));
    careful.busyTimeoutMs = 20;
    std::unique_ptr<Blocker> blocker;
    engine.before = [&](const CellSpec &, CellObserver &, const StopTokens &) {
        if (!blocker)
            blocker = std::make_unique<Blocker>(path());
    };
    auto run = RunController::start(plan({"a"}, {1, 2}), careful, listener, engine.seams());
    ASSERT_TRUE(run);
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_EQ(end->state, RunState::Finished);
    EXPECT_EQ(stored((*run)->runId(), careful.fallbackDatabase).info.cellsDone, 2);
    blocker.reset();
}

TEST_F(RunControllerTest, EndsAsFailedWithoutAnywhereToWrite)
{
    RunOptions plain = options();
    plain.busyTimeoutMs = 20;
    std::unique_ptr<Blocker> blocker;
    engine.before = [&](const CellSpec &, CellObserver &, const StopTokens &) {
        if (!blocker)
            blocker = std::make_unique<Blocker>(path());
    };
    auto run = RunController::start(plan(), plain, listener, engine.seams());
    ASSERT_TRUE(run);
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_EQ(end->state, RunState::Failed);
    EXPECT_EQ(end->error->code, ErrorCode::DatabaseLocked);
    EXPECT_LT(engine.hosts().size(), 4u) << "sending stops";
    blocker.reset();
}

TEST_F(RunControllerTest, SendsNothingWhenSomethingIsWrongBeforehand)
{
    plan::Plan keyless = plan();
    keyless.targets[0].apiKeyEnv = "TOKAMARK_TEST_NO_SUCH_KEY";
    const auto failure = [&](const plan::Plan &faulty, const RunOptions &with) {
        const auto started = RunController::start(faulty, with, listener, engine.seams());
        return started ? ErrorCode::Internal : started.error().code;
    };
    EXPECT_EQ(failure(keyless, options()), ErrorCode::KeyMissing);
    plan::Plan empty = plan();
    empty.targets.clear();
    EXPECT_EQ(failure(empty, options()), ErrorCode::BadPlan);
    plan::Plan unknown = plan();
    unknown.targets[0].url = "sim:no-such-preset";
    EXPECT_EQ(failure(unknown, options()), ErrorCode::NotFound);
    RunOptions nowhere = options();
    nowhere.databasePath = path(QStringLiteral("no/such/folder.sqlite"));
    EXPECT_EQ(failure(plan(), nowhere), ErrorCode::DatabaseUnopenable);
    EXPECT_TRUE(engine.hosts().empty());
}

TEST_F(RunControllerTest, StoresNoKeys)
{
    plan::Plan secret = plan({"a"}, {1});
    secret.targets[0].headers = {{"X-Api-Key", "s3cr3t-value"}, {"X-Team", "blue"}};
    std::string sent;
    engine.before
        = [&](const CellSpec &spec, CellObserver &, const StopTokens &) { sent = spec.endpoint.headers.at(0).second; };
    const auto run = start(secret);
    ASSERT_TRUE(listener.awaitEnd());
    EXPECT_EQ(sent, "s3cr3t-value");
    for (const QString &name : {path(), path() + QStringLiteral("-wal")}) {
        QFile file(name);
        const bool isThere = file.open(QIODevice::ReadOnly);
        EXPECT_FALSE(isThere && file.readAll().contains("s3cr3t-value")) << name.toStdString();
    }
    EXPECT_EQ(stored(run->runId()).plan.targets[0].headers[1].second, "blue");
    run->wait();
    Listener again;
    const auto resumed = RunController::resume(run->runId(), options(), again, engine.seams());
    ASSERT_FALSE(resumed);
    EXPECT_EQ(resumed.error(), (Error{ErrorCode::KeyMissing, "X-Api-Key", {}}));
}

TEST_F(RunControllerTest, AbortsWhenItIsDestroyed)
{
    std::promise<void> inCell;
    engine.before = [&](const CellSpec &, CellObserver &, const StopTokens &stop) {
        inCell.set_value();
        while (!stop.abort.stop_requested())
            std::this_thread::yield();
    };
    auto run = start(plan());
    inCell.get_future().wait();
    run.reset();
    EXPECT_EQ(listener.awaitEnd()->state, RunState::Stopped);
}

} // namespace
} // namespace tokamark::session
