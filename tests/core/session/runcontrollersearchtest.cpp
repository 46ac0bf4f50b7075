#include "core/session/runcontrollerfixture.h"
#include "report/runlimits.h"
#include "storage/limitrows.h"

#include <gmock/gmock.h>

#include <cmath>
#include <random>
#include <set>

namespace tokamark::session {
namespace {

using metrics::LimitReason;
using testing::ElementsAre;

/// A run that searches for the most users with a TTFT p95 of half a second.
class RunControllerSearchTest : public RunControllerTest {
protected:
    static plan::Plan searchPlan(std::vector<std::string> hosts)
    {
        plan::Plan plan = RunControllerTest::plan(std::move(hosts), {});
        plan.search.emplace();
        plan.search->highest = 16;
        plan.search->requirements = {{plan::Slo::Metric::Ttft, 95, 500}};
        plan.repetitions = 2;
        return plan;
    }

    /// Each host answers in time up to so many users.
    void limit(std::map<std::string, std::uint32_t> users)
    {
        engine.ttft = [this, users = std::move(users)](const CellSpec &spec) {
            const std::scoped_lock lock(m_mutex);
            m_tried[spec.endpoint.url.host].push_back(spec.users);
            return std::chrono::milliseconds(spec.users <= users.at(spec.endpoint.url.host) ? 100 : 900);
        };
    }
    std::vector<std::uint32_t> tried(const std::string &host)
    {
        const std::scoped_lock lock(m_mutex);
        // Asked once for each of the thirty requests of a cell.
        std::vector<std::uint32_t> cells;
        for (std::size_t i = 0; i < m_tried[host].size(); i += 30)
            cells.push_back(m_tried[host][i]);
        return cells;
    }

    std::vector<metrics::LimitSeries> storedLimits(RunId run) const
    {
        const auto database = storage::Database::open(path()).value();
        return storage::readLimits(*database, run).value();
    }

private:
    std::mutex m_mutex;
    std::map<std::string, std::vector<std::uint32_t>> m_tried;
};

TEST_F(RunControllerSearchTest, SearchesOneTargetAfterTheOther)
{
    limit({{"a", 6}, {"b", 100}});
    const auto run = start(searchPlan({"a", "b"}));
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_EQ(end->state, RunState::Finished);
    EXPECT_THAT(tried("a"), ElementsAre(1, 2, 4, 8, 6, 7, 7, 6));
    EXPECT_THAT(tried("b"), ElementsAre(1, 2, 4, 8, 16, 16));
    ASSERT_EQ(end->limits.size(), 2u);
    EXPECT_EQ(end->limits[0].state.reason, LimitReason::Bracketed);
    EXPECT_EQ(end->limits[0].state.meets, 6);
    EXPECT_EQ(end->limits[0].state.fails, 7);
    EXPECT_EQ(end->limits[1].state.reason, LimitReason::HighestMeets);
    EXPECT_EQ(end->remainingSeconds, 0);
    EXPECT_THAT(end->plan->load.levels, ElementsAre(1, 2, 4, 8, 6, 7, 16));

    const storage::StoredRun saved = stored(run->runId());
    EXPECT_EQ(saved.plan.load.levels, end->plan->load.levels);
    EXPECT_EQ(storedLimits(run->runId()), end->limits) << "as rows of their own";
    EXPECT_EQ(report::limitsOf(saved), end->limits);
    EXPECT_EQ(saved.info.cellCount, 14);
    EXPECT_EQ(saved.info.cellsDone, 14);
    EXPECT_FALSE(saved.info.needsMoreCells);
}

TEST_F(RunControllerSearchTest, GoesOnWhereItWasStopped)
{
    limit({{"a", 6}});
    RunId id;
    {
        std::atomic<RunController *> controller = nullptr;
        engine.before = [&](const CellSpec &, CellObserver &, const StopTokens &) {
            while (!controller)
                std::this_thread::yield();
            if (engine.hosts().size() == 5)
                controller.load()->stop();
        };
        const auto run = start(searchPlan({"a"}));
        controller = run.get();
        id = run->runId();
        ASSERT_EQ(listener.awaitEnd()->state, RunState::Stopped);
    }
    const storage::StoredRun halted = stored(id);
    EXPECT_TRUE(halted.info.needsMoreCells);
    EXPECT_TRUE(report::limitsOf(halted).at(0).state.next);
    EXPECT_EQ(report::limitsOf(halted), storedLimits(id));
    engine.before = {};
    Listener second;
    const auto resumed = RunController::resume(id, options(), second, engine.seams());
    ASSERT_TRUE(resumed);
    const auto end = second.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_EQ(end->state, RunState::Finished);
    EXPECT_THAT(tried("a"), ElementsAre(1, 2, 4, 8, 6, 6, 7, 7, 6)) << "the fifth was cut short and counts nowhere";
    EXPECT_EQ(report::limitsOf(stored(id)).at(0).state.meets, 6);
    EXPECT_EQ(report::limitsOf(stored(id)), storedLimits(id));
}

TEST_F(RunControllerSearchTest, IsReadAgainAsItWasStoredWhateverWasMeasured)
{
    // Noise about a limit between two loads, so that ends change sides, are measured again, or stay open; and a share of
    // good requests beside two statistics.
    std::set<LimitReason> reasons;
    for (unsigned seed = 1; seed <= 12; ++seed) {
        std::mt19937 random(seed);
        engine.ttft = [&random](const CellSpec &spec) {
            const double noise = std::normal_distribution<double>(0, 0.25)(random);
            return std::chrono::milliseconds(std::lround(80 * spec.users * std::exp(noise)));
        };
        plan::Plan plan = searchPlan({"a"});
        plan.repetitions = 3;
        plan.seed = seed;
        plan.search->requirements.push_back({plan::Slo::Metric::E2el, 0, 900});
        plan.slos = {{plan::Slo::Metric::Ttft, 600}};
        plan.search->sharePct = 70;
        Listener each;
        const auto run = RunController::start(plan, options(), each, engine.seams());
        ASSERT_TRUE(run);
        const auto end = each.awaitEnd();
        ASSERT_TRUE(end);
        reasons.insert(end->limits.at(0).state.reason);
        EXPECT_EQ(report::limitsOf(stored((*run)->runId())), end->limits) << seed;
        EXPECT_EQ(storedLimits((*run)->runId()), end->limits) << seed;
    }
    EXPECT_GE(reasons.size(), 2u) << "not all of them ended alike";
}

TEST_F(RunControllerSearchTest, OfAnOlderVersionIsDecidedByTheMajority)
{
    // At 6 users one of three measurements goes badly; each asks thirty times.
    std::atomic<int> atSix = 0;
    engine.ttft = [&atSix](const CellSpec &spec) {
        if (spec.users == 6)
            return std::chrono::milliseconds(atSix++ / 30 % 3 == 0 ? 600 : 400);
        return std::chrono::milliseconds(spec.users > 6 ? 900 : 100);
    };
    plan::Plan plan = searchPlan({"a"});
    plan.repetitions = 3;
    const auto run = start(plan);
    ASSERT_TRUE(listener.awaitEnd());
    storage::StoredRun saved = stored(run->runId());
    EXPECT_EQ(report::limitsOf(saved).at(0).state.reason, LimitReason::Undecided);
    // As it was when three measurements of an end were all there were.
    std::erase_if(saved.cells, [](const storage::StoredCell &cell) { return cell.key.repetition > 2; });
    EXPECT_EQ(report::limitsOf(saved).at(0).state.reason, LimitReason::Bracketed);
    EXPECT_EQ(report::limitsOf(saved).at(0).state.meets, 6);
}

TEST_F(RunControllerSearchTest, EndsTheSearchOfATargetThatCannotBeMeasured)
{
    limit({{"b", 100}});
    engine.failures["a"] = Error{ErrorCode::ConnectRefused, "a:8000", {}};
    const auto run = start(searchPlan({"a", "b"}));
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_EQ(end->limits.at(0).state.reason, LimitReason::CellFailed);
    EXPECT_EQ(end->limits.at(0).state.at, 1);
    EXPECT_EQ(end->limits.at(1).state.reason, LimitReason::HighestMeets);
    EXPECT_EQ(report::limitsOf(stored(run->runId())), end->limits);
}

} // namespace
} // namespace tokamark::session
