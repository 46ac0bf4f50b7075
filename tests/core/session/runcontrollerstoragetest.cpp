#include "core/session/runcontrollerfixture.h"

namespace tokamark::session {
namespace {

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

TEST_F(RunControllerTest, AStoppedRunStillAsksWhereToWrite)
{
    RunOptions patient = options();
    patient.waitsForStorage = true;
    patient.busyTimeoutMs = 20;
    std::unique_ptr<Blocker> blocker;
    std::unique_ptr<RunController> run;
    engine.before = [&](const CellSpec &, CellObserver &, const StopTokens &stop) {
        blocker = std::make_unique<Blocker>(path());
        while (!stop.drain.stop_requested())
            std::this_thread::yield();
    };
    run = RunController::start(plan({"a"}, {1, 2}), patient, listener, engine.seams()).value();
    ASSERT_TRUE(listener.await([](const RunSnapshot &snapshot) { return snapshot.current.has_value(); }));
    run->stop();
    const auto asked = listener.await([](const RunSnapshot &snapshot) { return snapshot.error.has_value(); });
    ASSERT_TRUE(asked);
    EXPECT_EQ(asked->state, RunState::Paused);
    run->continueOn(path(QStringLiteral("other.sqlite")));
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_EQ(end->state, RunState::Stopped);
    EXPECT_EQ(stored(run->runId(), path(QStringLiteral("other.sqlite"))).info.state, storage::StoredState::Stopped);
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
    EXPECT_FALSE(end->error) << "it went on";
    ASSERT_TRUE(end->storageError) << "and yet it is to be told why it is elsewhere";
    EXPECT_EQ(end->storageError->code, ErrorCode::DatabaseLocked);
    EXPECT_EQ(end->storageError->detail, path().toStdString());
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

} // namespace
} // namespace tokamark::session
