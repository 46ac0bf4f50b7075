#include "core/session/runcontrollerfixture.h"

namespace tokamark::session {
namespace {

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
    input.users = saved.plan.load.level(cell.key.level).users();
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

TEST_F(RunControllerTest, ResumesWithoutAPageThatNoPlanMayHaveAnyMore)
{
    plan::Plan planned = plan({"a"}, {1});
    planned.targets[0].metricsUrls = {"http://a:8000/metrics"};
    engine.failures["a"] = Error{ErrorCode::ConnectRefused, "a", {}};
    const auto run = start(planned);
    ASSERT_TRUE(listener.awaitEnd());
    // As older versions stored it.
    planned.targets[0].metricsUrls = {"http://a:8000/metrics?name[]=vllm"};
    auto database = storage::Database::open(path());
    ASSERT_TRUE(database);
    ASSERT_TRUE(
        (*database)->run(QStringLiteral("UPDATE plan SET toml = ?"), {QString::fromStdString(plan::toToml(planned))}));

    FakeEngine second;
    Listener again;
    const auto resumed = RunController::resume(run->runId(), options(), again, second.seams());
    ASSERT_TRUE(resumed) << resumed.error().detail << resumed.error().cause;
    const auto end = again.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_EQ(states(*end), std::vector{CellState::Done});
    EXPECT_FALSE(RunController::start(planned, options(), listener, second.seams())) << "a new one is still refused";
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
    plan::Plan withPassword = plan();
    withPassword.targets[0].url = "http://user:secret@a:8000";
    EXPECT_EQ(failure(withPassword, options()), ErrorCode::BadUrl);
    EXPECT_FALSE(QFileInfo::exists(path())) << "nothing is stored of it";
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
    EXPECT_EQ(resumed.error(), (Error{ErrorCode::KeyMissing, "X-Api-Key", "a header of a"}));
}

TEST_F(RunControllerTest, StoresNoSecretsOfExtraBodies)
{
    qputenv("TOKAMARK_TEST_BODY_KEY", "sk-from-the-variable");
    plan::Plan secret = plan({"a"}, {1});
    secret.targets[0].apiKeyEnv = "TOKAMARK_TEST_BODY_KEY";
    secret.targets[0].extraBody
        = R"({"password":"s3cr3t-value","token":"env:TOKAMARK_TEST_BODY_KEY","user":"sk-from-the-variable","top_k":3})";
    std::string sent;
    std::vector<std::string> kept;
    engine.before = [&](const CellSpec &spec, CellObserver &, const StopTokens &) {
        sent = spec.protocol->body({});
        kept = spec.endpoint.secrets;
    };
    const auto run = start(secret);
    ASSERT_TRUE(listener.awaitEnd());
    qunsetenv("TOKAMARK_TEST_BODY_KEY");
    EXPECT_NE(sent.find(R"("password":"s3cr3t-value","token":"sk-from-the-variable","user":"sk-from-the-variable")"),
              std::string::npos)
        << sent;
    EXPECT_EQ(kept, (std::vector<std::string>{"s3cr3t-value", "sk-from-the-variable"}));
    EXPECT_EQ(stored(run->runId()).plan.targets[0].extraBody,
              R"x({"password":"(not stored)","token":"env:TOKAMARK_TEST_BODY_KEY","user":"(not stored)","top_k":3})x");
    run->wait();
    for (const QString &name : {path(), path() + QStringLiteral("-wal")}) {
        QFile file(name);
        const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        EXPECT_FALSE(bytes.contains("s3cr3t-value") || bytes.contains("sk-from")) << name.toStdString();
    }
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
