#include "core/session/runcontrollerfixture.h"

namespace tokamark::session {
namespace {

using Requests = std::vector<std::uint64_t>;

/// A plan of two levels with thirty requests in each cell, whose target "a" refuses them all.
class RunControllerRefusalTest : public RunControllerTest {
protected:
    std::shared_ptr<const RunSnapshot> runToItsEnd(const plan::Plan &plan)
    {
        m_run = start(plan);
        const auto end = listener.awaitEnd();
        EXPECT_TRUE(end);
        return end;
    }
    [[nodiscard]] storage::StoredRun saved() const { return stored(m_run->runId()); }

private:
    std::unique_ptr<RunController> m_run;
};

TEST_F(RunControllerRefusalTest, MeasuresNoFurtherCellOfATargetThatDoesNotHaveTheModel)
{
    engine.refusals["a"] = 404;
    const auto end = runToItsEnd(plan({"a", "b"}, {1, 2, 5}));
    EXPECT_EQ(states(*end),
              (std::vector{CellState::Done, CellState::Failed, CellState::Failed, CellState::Done, CellState::Done,
                           CellState::Done}));
    EXPECT_EQ(engine.requests(), (Requests{30, 1, 1, 30, 30, 30})) << "one request asks whether it is still so";
    EXPECT_EQ(end->cells[1].error, (Error{ErrorCode::HttpStatus, "404 The model `x` does not exist.", {}}));
    const storage::StoredRun run = saved();
    EXPECT_EQ(run.cells[0].figures->failed, 30u) << "what was measured is kept";
    EXPECT_EQ(run.cells[1].state, storage::StoredCellState::Failed);
    EXPECT_EQ(run.cells[1].error, end->cells[1].error);
}

TEST_F(RunControllerRefusalTest, ShowsNoControlCharactersOfAServer)
{
    engine.refusals["a"] = 404;
    engine.refusalText = "<html>\r\n<b>\x1b[31mNot Found</b>\r\n</html>";
    const auto error = runToItsEnd(plan({"a"}, {1, 2}))->cells[1].error;
    ASSERT_TRUE(error);
    EXPECT_TRUE(error->detail.starts_with("404")) << error->detail;
    EXPECT_EQ(error->detail.find_first_of("\r\n\x1b"), std::string::npos) << error->detail;
}

TEST_F(RunControllerRefusalTest, NamesTheKeyWhereThatIsRefused)
{
    engine.refusals["a"] = 401;
    EXPECT_EQ(runToItsEnd(plan({"a"}))->cells[1].error->code, ErrorCode::KeyRefused);
}

TEST_F(RunControllerRefusalTest, MeasuresOnOnceTheTargetAnswers)
{
    engine.refusals["a"] = 404;
    engine.before = [&](const CellSpec &, CellObserver &, const StopTokens &) {
        if (engine.hosts().size() == 3)
            engine.refusals.clear();
    };
    const auto end = runToItsEnd(plan({"a"}, {1, 2, 5}));
    EXPECT_EQ(states(*end), (std::vector{CellState::Done, CellState::Failed, CellState::Done}));
    EXPECT_EQ(engine.requests(), (Requests{30, 1, 1, 30}));
    EXPECT_EQ(end->cells[2].figures->completed, 30u);
}

TEST_F(RunControllerRefusalTest, HoldsABadRequestAgainstItsOwnWorkloadAlone)
{
    engine.refusals["a"] = 400;
    plan::Plan both = plan({"a"});
    both.workloads.push_back(both.workloads.front());
    both.workloads.back().name = "other";
    runToItsEnd(both);
    EXPECT_EQ(engine.requests(), (Requests{30, 1, 30, 1}));
}

TEST_F(RunControllerRefusalTest, GoesOnWhereARefusalComesWithTheLoad)
{
    for (const std::uint16_t status : {std::uint16_t{429}, std::uint16_t{503}}) {
        engine.refusals["a"] = status;
        const auto before = engine.requests().size();
        Listener own;
        const auto run = RunController::start(plan({"a"}), options(), own, engine.seams());
        ASSERT_TRUE(run);
        EXPECT_EQ(states(*own.awaitEnd()), std::vector(2, CellState::Done)) << status;
        EXPECT_EQ(engine.requests().size() - before, 2u);
    }
}

TEST_F(RunControllerRefusalTest, AStopDuringTheOneRequestIsNoFailure)
{
    engine.refusals["a"] = 404;
    std::promise<void> asks;
    engine.before = [&](const CellSpec &spec, CellObserver &, const StopTokens &stop) {
        if (spec.requests != 1)
            return;
        asks.set_value();
        while (!stop.drain.stop_requested())
            std::this_thread::yield();
    };
    const auto run = start(plan({"a"}));
    asks.get_future().wait();
    run->stop();
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_EQ(end->state, RunState::Stopped);
    EXPECT_EQ(states(*end), (std::vector{CellState::Done, CellState::Cancelled}));
}

} // namespace
} // namespace tokamark::session
