#include "metrics/limitsearch.h"

#include "base/seededrandom.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace tokamark::metrics {
namespace {

using plan::LoadKind;
using testing::ElementsAre;

const LimitVote Good{LimitAnswer::Meets, VerdictCode::Valid, {}};
const LimitVote Poor{LimitAnswer::Fails, VerdictCode::Valid, {}};
const LimitVote Doubtful{LimitAnswer::Unusable, VerdictCode::ClientLimited, {}};

/// A measurement that lies so far inside of the limit, or beyond it, and knows its own error.
LimitVote within(double margin, double error = 0.01)
{
    return {margin >= 0 ? LimitAnswer::Meets : LimitAnswer::Fails, VerdictCode::Valid, {{margin, error}}};
}

plan::Search searchOver(double lowest, double highest, double precisionPct = 5)
{
    plan::Search search;
    search.lowest = lowest;
    search.highest = highest;
    search.precisionPct = precisionPct;
    return search;
}

/// A server that was made up: what it says at a load, in so many a measurement of it.
using Server = std::function<LimitVote(double load, std::uint32_t repetition)>;

Server upTo(double limit)
{
    return [limit](double load, std::uint32_t) { return load <= limit ? Good : Poor; };
}

struct Course {
    LimitState end;
    std::vector<std::pair<double, LimitVote>> steps;

    [[nodiscard]] std::vector<double> loads() const
    {
        std::vector<double> loads;
        for (const auto &[load, vote] : steps)
            loads.push_back(load);
        return loads;
    }
};

/// Asks the search for the next load until it has ended, as a run does.
Course follow(LimitSearch search, const Server &server)
{
    constexpr std::size_t MostSteps = 500;
    Course course;
    for (course.end = search.state(); course.end.next && course.steps.size() < MostSteps; course.end = search.state()) {
        const double load = *course.end.next;
        const LimitVote vote = server(load, course.end.repetition);
        search.add(load, vote);
        course.steps.emplace_back(load, vote);
    }
    EXPECT_LT(course.steps.size(), MostSteps) << "it never ends";
    return course;
}

TEST(LimitSearch, DoublesThenHalvesThenMeasuresBothEndsInTurns)
{
    const Course course = follow({searchOver(1, 1024), LoadKind::Closed, 3}, upTo(6));
    EXPECT_THAT(course.loads(), ElementsAre(1, 2, 4, 8, 6, 7, 7, 6, 6, 7));
    EXPECT_EQ(course.end.reason, LimitReason::Bracketed);
    EXPECT_EQ(course.end.meets, 6);
    EXPECT_EQ(course.end.fails, 7);
    EXPECT_EQ(course.end.meetsVotes, 3u);
    EXPECT_EQ(course.end.failsOf, 3u);
    EXPECT_EQ(course.end.cellsLeft, 0u);
}

TEST(LimitSearch, FindsEveryLimitOfAServerThatHasOne)
{
    for (int limit = 1; limit < 300; ++limit) {
        const Course course = follow({searchOver(1, 300), LoadKind::Closed, 3}, upTo(limit));
        ASSERT_EQ(course.end.reason, LimitReason::Bracketed) << limit;
        EXPECT_LE(*course.end.meets, limit);
        EXPECT_GT(*course.end.fails, limit);
        EXPECT_LE(*course.end.fails - *course.end.meets, std::max(1.0, 0.05 * *course.end.meets)) << limit;
    }
}

TEST(LimitSearch, FindsALimitBetweenRates)
{
    for (const double limit : {0.6, 3.14159, 77.7, 499.0}) {
        const Course course = follow({searchOver(0.5, 500), LoadKind::Open, 3}, upTo(limit));
        ASSERT_EQ(course.end.reason, LimitReason::Bracketed) << limit;
        EXPECT_LE(*course.end.meets, limit);
        EXPECT_GT(*course.end.fails, limit);
        EXPECT_LE(*course.end.fails, 1.05 * *course.end.meets + 1e-9);
    }
}

TEST(LimitSearch, GoesOnWherePeopleCannotReadTheRatesAnyMore)
{
    const Course course = follow({searchOver(1, 2, 0.01), LoadKind::Open, 1}, upTo(1.23456));
    ASSERT_EQ(course.end.reason, LimitReason::Bracketed);
    EXPECT_LE(*course.end.fails, 1.0001 * *course.end.meets + 1e-12);
}

TEST(LimitSearch, NeverTakesMoreCellsThanItSaid)
{
    for (const LoadKind kind : {LoadKind::Closed, LoadKind::Open}) {
        for (int limit = 0; limit <= 130; ++limit) {
            LimitSearch search(searchOver(1, 100), kind, 3);
            std::vector<std::uint32_t> said;
            for (LimitState state = search.state(); state.next; state = search.state()) {
                said.push_back(state.cellsLeft);
                search.add(*state.next, *state.next <= limit ? Good : Poor);
            }
            for (std::size_t i = 0; i < said.size(); ++i)
                ASSERT_GE(said[i], said.size() - i) << "limit " << limit << ", step " << i;
            EXPECT_EQ(said.back(), 1u);
        }
    }
}

TEST(LimitSearch, TakesNoMoreThanTheMostCellsHoweverNearTheLimitItsEndsLie)
{
    for (const LoadKind kind : {LoadKind::Closed, LoadKind::Open}) {
        for (const std::uint32_t repetitions : {1u, 3u}) {
            const LimitSearch search(searchOver(1, 100), kind, repetitions);
            std::size_t most = 0;
            for (int limit = 0; limit <= 130; ++limit) {
                // On its side every time, and never so far from the limit that three would tell.
                const Course course = follow(search, [limit](double load, std::uint32_t) {
                    return within(load <= limit ? 0.001 : -0.001, 0.5);
                });
                most = std::max(most, course.steps.size());
            }
            EXPECT_LE(most, search.mostCells());
            if (repetitions > 1) {
                EXPECT_GT(most, search.state().cellsLeft) << "more than where three tell";
            }
        }
    }
}

TEST(LimitSearch, SaysAtLeastWhereTheHighestIsGoodEnough)
{
    const Course course = follow({searchOver(1, 100), LoadKind::Closed, 3}, upTo(1e9));
    EXPECT_THAT(course.loads(), ElementsAre(1, 2, 4, 8, 16, 32, 64, 100, 100, 100));
    EXPECT_EQ(course.end.reason, LimitReason::HighestMeets);
    EXPECT_EQ(course.end.meets, 100);
    EXPECT_FALSE(course.end.fails);
}

TEST(LimitSearch, SaysUnderWhereNotEvenTheLowestIs)
{
    const Course course = follow({searchOver(4, 100), LoadKind::Closed, 3}, upTo(3));
    EXPECT_THAT(course.loads(), ElementsAre(4, 4, 4));
    EXPECT_EQ(course.end.reason, LimitReason::LowestFails);
    EXPECT_FALSE(course.end.meets);
    EXPECT_EQ(course.end.fails, 4);
}

TEST(LimitSearch, HasAnAnswerToOneSingleLoad)
{
    EXPECT_EQ(follow({searchOver(8, 8), LoadKind::Closed, 1}, upTo(8)).end.reason, LimitReason::HighestMeets);
    EXPECT_EQ(follow({searchOver(8, 8), LoadKind::Closed, 1}, upTo(7)).end.reason, LimitReason::LowestFails);
}

TEST(LimitSearch, IsOnTheSideOnWhichMostOfAFewMeasurementsAre)
{
    // At 6 the first was bad luck, so what lay above it is open again.
    const Course course = follow({searchOver(1, 16), LoadKind::Closed, 3}, [](double load, std::uint32_t repetition) {
        return within(load > 6 ? -0.5 : load == 6 && repetition == 0 ? -0.01 : load == 6 ? 0.12 : 0.5, 0.05);
    });
    EXPECT_EQ(course.end.reason, LimitReason::Bracketed);
    EXPECT_EQ(course.end.meets, 6);
    EXPECT_EQ(course.end.fails, 7);
    EXPECT_EQ(course.end.meetsVotes, 5u);
    EXPECT_EQ(course.end.meetsOf, 6u) << "three did not tell";
    EXPECT_EQ(course.end.failsOf, 3u);
}

TEST(LimitSearch, IsUndecidedWhereAnEndLiesAtTheLimit)
{
    const Server server = [](double load, std::uint32_t repetition) {
        return within(load < 6 ? 0.5 : load > 6 ? -0.5 : repetition % 2 == 0 ? 0.1 : -0.09);
    };
    const Course course = follow({searchOver(1, 16), LoadKind::Closed, 3}, server);
    EXPECT_EQ(course.end.reason, LimitReason::Undecided);
    EXPECT_EQ(course.end.clearlyMeets, 5);
    EXPECT_EQ(course.end.clearlyFails, 7);
    EXPECT_EQ(std::ranges::count(course.loads(), 6), 6) << "twice as often as asked for";
    EXPECT_EQ(course.end.cellsLeft, 0u);
}

TEST(LimitSearch, IsUndecidedAboutASingleLoadToo)
{
    const Server server = [](double, std::uint32_t repetition) { return within(repetition % 2 == 0 ? 0.1 : -0.09); };
    const Course course = follow({searchOver(8, 8), LoadKind::Closed, 3}, server);
    EXPECT_EQ(course.end.reason, LimitReason::Undecided);
    EXPECT_EQ(course.steps.size(), 6u);
    EXPECT_FALSE(course.end.clearlyMeets || course.end.clearlyFails);
}

TEST(LimitSearch, BelievesOneMeasurementWhereNoMoreWereAskedFor)
{
    const Course course = follow({searchOver(1, 16), LoadKind::Closed, 1},
                                 [](double load, std::uint32_t) { return within(load <= 6 ? 0.001 : -0.001, 0.5); });
    EXPECT_EQ(course.end.reason, LimitReason::Bracketed);
    EXPECT_EQ(course.end.meets, 6);
}

TEST(LimitSearch, LetsTheMajorityDecideWhereItDidBefore)
{
    LimitSearch search(searchOver(8, 8), LoadKind::Closed, 3, LimitRule::Majority);
    for (const double margin : {0.1, -0.1, 0.1})
        search.add(8, within(margin));
    EXPECT_EQ(search.state().reason, LimitReason::HighestMeets);
    EXPECT_EQ(search.state().meetsVotes, 2u);
}

TEST(LimitSearch, TakesBackWhatOneLuckyMeasurementSaid)
{
    const Course course = follow({searchOver(1, 16), LoadKind::Closed, 3}, [](double load, std::uint32_t repetition) {
        return load <= 4 || (load == 6 && repetition == 0) ? Good : Poor;
    });
    EXPECT_EQ(course.end.reason, LimitReason::Bracketed);
    EXPECT_EQ(course.end.meets, 4);
    EXPECT_EQ(course.end.fails, 5);
}

TEST(LimitSearch, CallsADrawAFailure)
{
    const Course course = follow({searchOver(8, 8), LoadKind::Closed, 2, LimitRule::Majority},
                                 [](double, std::uint32_t repetition) { return repetition == 0 ? Good : Poor; });
    EXPECT_EQ(course.end.reason, LimitReason::LowestFails);
}

TEST(LimitSearch, DoesNotBelieveALoadAboveOneThatFailed)
{
    // A scheduler that stumbles from 20 to 40 users and catches itself again.
    const Course course = follow({searchOver(1, 256), LoadKind::Closed, 3},
                                 [](double load, std::uint32_t) { return load < 20 || load > 40 ? Good : Poor; });
    EXPECT_EQ(course.end.reason, LimitReason::Bracketed);
    EXPECT_EQ(course.end.meets, 19);
    EXPECT_EQ(course.end.fails, 20);
}

TEST(LimitSearch, EndsOnNoisyServersNearTheTruth)
{
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        SeededRandom random{seed};
        // From 45 to 55 users each measurement is a toss.
        const Course course = follow({searchOver(1, 200), LoadKind::Closed, 3}, [&random](double load, std::uint32_t) {
            return load < 45 || (load <= 55 && random.below(2) == 0) ? Good : Poor;
        });
        ASSERT_FALSE(course.end.next) << seed;
        EXPECT_GE(*course.end.meets, 42) << seed;
        EXPECT_LE(*course.end.meets, 55) << seed;
        const bool isUnanimous
            = course.end.meetsVotes == course.end.meetsOf && course.end.failsVotes == course.end.failsOf;
        EXPECT_EQ(course.end.reason, isUnanimous ? LimitReason::Bracketed : LimitReason::Undecided) << seed;
    }
}

TEST(LimitSearch, MeasuresAgainWhatWasNoStatementOnce)
{
    const Course course = follow({searchOver(1, 16), LoadKind::Closed, 3}, [](double load, std::uint32_t repetition) {
        return load == 8 && repetition == 0 ? Doubtful : load <= 10 ? Good : Poor;
    });
    EXPECT_EQ(course.end.reason, LimitReason::Bracketed);
    EXPECT_EQ(course.end.meets, 10);
}

TEST(LimitSearch, BreaksOffWhereTheClientIsTheLimit)
{
    const Server server = [](double load, std::uint32_t) { return load < 32 ? Good : Doubtful; };
    const Course course = follow({searchOver(1, 256), LoadKind::Closed, 3}, server);
    EXPECT_THAT(course.loads(), ElementsAre(1, 2, 4, 8, 16, 32, 32));
    EXPECT_EQ(course.end.reason, LimitReason::Unusable);
    EXPECT_EQ(course.end.because, VerdictCode::ClientLimited);
    EXPECT_EQ(course.end.at, 32);
    EXPECT_EQ(course.end.meets, 16);
    EXPECT_EQ(follow({searchOver(1, 256), LoadKind::Closed, 1}, server).steps.size(), 6u);
}

TEST(LimitSearch, BreaksOffWhereALoadCannotBeMeasured)
{
    LimitSearch search(searchOver(1, 256), LoadKind::Closed, 3);
    search.add(1, Good);
    search.addFailure(2);
    EXPECT_EQ(search.state().reason, LimitReason::CellFailed);
    EXPECT_EQ(search.state().at, 2);
    EXPECT_EQ(search.state().meets, 1);
    EXPECT_FALSE(search.state().next);
}

TEST(LimitSearch, KnowsAsMuchAfterItsMeasurementsWereStored)
{
    SeededRandom random{7};
    const Server noisy = [&random](double load, std::uint32_t) {
        return load < 30 || (load < 40 && random.below(2) == 0) ? Good : Poor;
    };
    const Course course = follow({searchOver(1, 64), LoadKind::Closed, 3}, noisy);
    for (std::size_t length = 0; length <= course.steps.size(); ++length) {
        LimitSearch forward(searchOver(1, 64), LoadKind::Closed, 3);
        LimitSearch backward = forward;
        for (std::size_t i = 0; i < length; ++i) {
            forward.add(course.steps[i].first, course.steps[i].second);
            backward.add(course.steps[length - 1 - i].first, course.steps[length - 1 - i].second);
        }
        EXPECT_EQ(forward.state(), backward.state());
        const std::optional<double> next = forward.state().next;
        EXPECT_EQ(next, length < course.steps.size() ? std::optional(course.steps[length].first) : std::nullopt);
    }
}

} // namespace
} // namespace tokamark::metrics
