#include "core/metrics/virtualcell.h"
#include "metrics/limitanswer.h"
#include "metrics/limitsearch.h"
#include "simulator/batchengine.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace tokamark::metrics {
namespace {

using namespace testing;

constexpr double LimitMs = 20;

plan::Search searchForTpot()
{
    plan::Search search;
    search.lowest = 4;
    search.highest = 64;
    search.precisionPct = 10;
    search.requirements = {{plan::Slo::Metric::Tpot, 0, LimitMs}};
    return search;
}

/// A server whose time per token rises by a fortieth from user to user, and which every five seconds is faster or slower by
/// some hundredths: from one measurement to the next its means differ by about half as much as between two users.
CellFigures measured(double users, std::uint64_t seed, double windowSeconds)
{
    simulator::BatchModel model;
    model.weightSeconds = 0.01;
    model.computeSeconds = 0.0005;
    model.prefillTokensPerSecond = 20'000;
    model.noise = 0.02;
    simulator::BatchEngine server(model, seed);
    VirtualCell cell;
    cell.users = static_cast<std::uint32_t>(users);
    cell.windowSeconds = windowSeconds;
    cell.seed = seed;
    return measureVirtually(server, cell);
}

/// Whether a load is good enough in the long run.
class Truth {
public:
    bool isGood(double users)
    {
        const auto known = m_known.find(users);
        if (known != m_known.end())
            return known->second;
        constexpr int Runs = 10;
        double sum = 0;
        for (int run = 0; run < Runs; ++run)
            sum += std::log(measured(users, 1'000'000 + static_cast<std::uint64_t>(run), 60).tpot.mean);
        return m_known.emplace(users, std::exp(sum / Runs) <= LimitMs).first->second;
    }

private:
    std::map<double, bool> m_known;
};

struct Decisions {
    int searches = 0;
    int decided = 0;
    int wrong = 0; ///< said to be good enough or not, and is the other
};

Decisions decide(LimitRule rule, int searches)
{
    static Truth truth;
    Decisions decisions;
    std::uint64_t seed = 0;
    for (int i = 0; i < searches; ++i) {
        LimitSearch search(searchForTpot(), plan::LoadKind::Closed, 3, rule);
        LimitState state = search.state();
        for (; state.next; state = search.state())
            search.add(*state.next, voteOf(measured(*state.next, ++seed, 20), {}, searchForTpot()));
        ++decisions.searches;
        if (state.reason == LimitReason::Undecided)
            continue;
        ++decisions.decided;
        const bool wrong = (state.meets && !truth.isGood(*state.meets)) || (state.fails && truth.isGood(*state.fails));
        decisions.wrong += wrong ? 1 : 0;
    }
    return decisions;
}

TEST(LimitNoise, AnAnswerIsRarelyWrong)
{
    const Decisions byInterval = decide(LimitRule::Interval, 40);
    const Decisions byMajority = decide(LimitRule::Majority, 40);
    EXPECT_LE(byInterval.wrong, byInterval.searches * 5 / 100);
    EXPECT_GT(byInterval.decided, 0);
    EXPECT_EQ(byMajority.decided, byMajority.searches);
    EXPECT_GT(byMajority.wrong, byInterval.wrong);
}

} // namespace
} // namespace tokamark::metrics
