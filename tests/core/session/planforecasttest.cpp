#include "report/forecasttable.h"
#include "session/planforecast.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <QStringList>

namespace tokamark::session {
namespace {

using namespace std::chrono_literals;

/// Four requests, at 0, 0, 3.053 and 6.1065 s.
plan::Plan tracePlan()
{
    plan::Plan plan;
    plan.targets.resize(1);
    plan.targets[0].name = "a";
    plan.load.kind = plan::LoadKind::Trace;
    plan.load.trace = TOKAMARK_TEST_DATA "/traces/mooncake.jsonl";
    plan.load.levels = {1, 2};
    plan.load.duration.reset();
    plan.repetitions = 2;
    return plan;
}

TEST(PlanForecast, KnowsHowLongATraceIsAndHowManyRequestsItHas)
{
    const auto cells = forecastOf(tracePlan()).value().cells;
    ASSERT_EQ(cells.size(), 4u);
    EXPECT_EQ(cells[0].forecast.requests, 4u);
    EXPECT_EQ(cells[0].forecast.duration, 6106500us);
    EXPECT_EQ(cells[1].forecast.requests, 4u);
    EXPECT_EQ(cells[1].forecast.duration, 3053250us) << "at twice its speed";
}

TEST(PlanForecast, CutsTheTraceWhereThePlanDoes)
{
    plan::Plan plan = tracePlan();
    plan.load.duration = 4s;
    EXPECT_EQ(forecastOf(plan)->cells.at(0).forecast.requests, 3u);
    EXPECT_EQ(forecastOf(plan)->cells.at(1).forecast.requests, 4u);
    EXPECT_EQ(forecastOf(plan)->cells.at(0).forecast.duration, 3053ms);
    plan.load.requests = 2;
    plan.load.warmupRequests = 5;
    EXPECT_EQ(forecastOf(plan)->cells.at(1).forecast.requests, 7u);
}

TEST(PlanForecast, SaysWhatIsWrongWithTheTrace)
{
    plan::Plan plan = tracePlan();
    plan.load.trace = "/nowhere";
    EXPECT_EQ(forecastOf(plan).error().code, ErrorCode::FileUnreadable);
}

TEST(PlanForecast, IsWrittenForPeopleAndScripts)
{
    const plan::Plan plan = tracePlan();
    const auto forecast = forecastOf(plan).value();
    const QStringList lines = report::forecastText(plan, forecast).split(u'\n', Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), 5);
    EXPECT_EQ(lines[2].simplified(), QStringLiteral("a default 1 4 6 s"));
    EXPECT_EQ(lines[4],
              QStringLiteral(
                  "4 cells, 2 repetitions each: 16 requests, time about 18 s, and what the last answers take (at most "
                  "10 min 10 s a cell)"));
    const auto document = nlohmann::json::parse(report::forecastJson(plan, forecast).toStdString());
    EXPECT_EQ(document.at("cells").size(), 4u);
    EXPECT_EQ(document.at("total").at("requests"), 16);
    EXPECT_NEAR(document.at("total").at("seconds").get<double>(), 2 * (6.1065 + 3.05325), 1e-6);
}

TEST(PlanForecast, LeavesOpenWhatOnlyTheServersKnow)
{
    plan::Plan plan = tracePlan();
    plan.load.kind = plan::LoadKind::Closed;
    plan.load.duration = 60s;
    plan.load.warmup = 0s;
    const auto forecast = forecastOf(plan).value();
    const auto document = nlohmann::json::parse(report::forecastJson(plan, forecast).toStdString());
    EXPECT_TRUE(document.at("cells").at(0).at("requests").is_null());
    EXPECT_EQ(document.at("cells").at(0).at("seconds"), 60);
    EXPECT_TRUE(report::forecastText(plan, forecast).contains(QStringLiteral("as many as fit")));
}

TEST(PlanForecast, NamesTheRowsOfATraceThatAreNotPlayedAsTheyStand)
{
    plan::Plan plan = tracePlan();
    plan::PlanForecast forecast = forecastOf(plan).value();
    ASSERT_TRUE(forecast.trace);
    EXPECT_FALSE(report::forecastText(plan, forecast).contains(QStringLiteral("Rows of the trace")));
    forecast.trace = plan::TraceRows{7, 3};
    const QString last = report::forecastText(plan, forecast).split(u'\n', Qt::SkipEmptyParts).last();
    EXPECT_TRUE(last.contains(QStringLiteral("(0 output tokens): 7."))) << last.toStdString();
    EXPECT_TRUE(last.endsWith(QStringLiteral("in the order of their times: 3."))) << last.toStdString();
    const auto document = nlohmann::json::parse(report::forecastJson(plan, forecast).toStdString());
    EXPECT_EQ(document.at("trace").at("rows_left_out"), 7);
    EXPECT_EQ(document.at("trace").at("rows_out_of_order"), 3);
}

/// Two searches from 1 to 5 users, with three repetitions.
plan::Plan searchPlan()
{
    plan::Plan plan;
    plan.targets.resize(2);
    plan.load.duration = 60s;
    plan.load.warmup = 0s;
    plan.repetitions = 3;
    plan.search.emplace();
    plan.search->highest = 5;
    return plan;
}

TEST(PlanForecast, TellsBetweenWhatASearchLies)
{
    const plan::Plan plan = searchPlan();
    const plan::PlanForecast forecast = forecastOf(plan).value();
    EXPECT_TRUE(forecast.cells.empty());
    ASSERT_TRUE(forecast.search);
    EXPECT_EQ(forecast.search->fewestCells, 2u * 3) << "the lowest load fails each time";
    // Up to 4, one more that fails, and both ends five times again, for three did not tell.
    EXPECT_EQ(forecast.search->mostCells, 2u * 14);
    EXPECT_EQ(forecast.search->least.duration, 6min);
    EXPECT_EQ(forecast.search->most.duration, 28min);
    EXPECT_EQ(forecast.search->most.requests, 0u) << "nobody knows how fast the servers are";
    const QString text = report::forecastText(plan, forecast);
    EXPECT_TRUE(text.contains(QStringLiteral("\n6 to 28 cells, "))) << text.toStdString();
    EXPECT_TRUE(text.contains(QStringLiteral("Requests: as many as fit; time: about 6 min to 28 min")))
        << text.toStdString();
    const auto document = nlohmann::json::parse(report::forecastJson(plan, forecast).toStdString());
    EXPECT_EQ(document.at("search").at("least").at("seconds"), 360);
    EXPECT_EQ(document.at("search").at("most").at("cells"), 28);
    EXPECT_TRUE(document.at("search").at("most").at("requests").is_null());
}

TEST(PlanForecast, AWarmupThatTheRateEndsMayBeShort)
{
    plan::Plan plan = searchPlan();
    plan.load.kind = plan::LoadKind::Open;
    plan.load.warmup.reset();
    const plan::SearchForecast search = forecastOf(plan)->search.value();
    EXPECT_EQ(search.least.duration, 6min);
    EXPECT_EQ(search.least.requests, 6u * 60);
    EXPECT_EQ(search.most.duration, static_cast<Duration::rep>(search.mostCells) * 90s);
    EXPECT_EQ(search.most.requests, search.mostCells * 90 * 5);
}

TEST(PlanForecast, TellsHowOftenTheCommandBeforeARepetitionRunsAndHowLongItMayTake)
{
    plan::Plan plan = searchPlan();
    EXPECT_FALSE(forecastOf(plan)->starts);
    plan.beforeRepetition.emplace();
    plan.beforeRepetition->timeout = 30s;
    plan.beforeRepetition->readyTimeout = 5min;
    const plan::PlanForecast searching = forecastOf(plan).value();
    ASSERT_TRUE(searching.starts);
    EXPECT_EQ(searching.starts->fewest, 6u) << "before each cell of a search";
    EXPECT_EQ(searching.starts->most, 28u);
    EXPECT_EQ(searching.starts->longest, 10min + 30s) << "one target after the other";
    EXPECT_TRUE(report::forecastText(plan, searching).contains(QStringLiteral("each repetition: 6 to 28, each up to")));
    plan.search.reset();
    const plan::PlanForecast fixed = forecastOf(plan).value();
    EXPECT_EQ(fixed.starts->most, 3u);
    const auto document = nlohmann::json::parse(report::forecastJson(plan, fixed).toStdString());
    EXPECT_EQ(document.at("before_repetition").at("least"), 3);
    EXPECT_EQ(document.at("before_repetition").at("longest_seconds"), 630);
}

TEST(PlanForecast, BoundsForHowLongTheLastAnswersMayBeAwaited)
{
    plan::Plan plan = searchPlan();
    plan.search.reset();
    plan.limits.connectTimeout = 10s;
    plan.limits.requestTimeout = 50s;
    EXPECT_EQ(forecastOf(plan)->longestDrain, 60s);
    plan.load.kind = plan::LoadKind::Open;
    EXPECT_EQ(forecastOf(plan)->longestDrain, 60s) << "nothing waits to be sent";
    plan.load.maxInFlight = 4;
    EXPECT_EQ(forecastOf(plan)->longestDrain, 2min) << "as long as the window was";
    const auto bound = [&plan] {
        return nlohmann::json::parse(report::forecastJson(plan, *forecastOf(plan)).toStdString())
            .at("longest_drain_seconds");
    };
    EXPECT_EQ(bound(), 120);
    plan.load.requests = 100;
    EXPECT_TRUE(bound().is_null()) << "all of them are sent";
}

TEST(PlanForecast, ASearchOfRatesSendsTheFewestAtTheLowestAndTheMostAtTheHighest)
{
    plan::Plan plan = searchPlan();
    plan.load.kind = plan::LoadKind::Open;
    const plan::SearchForecast search = forecastOf(plan)->search.value();
    EXPECT_EQ(search.least.requests, search.fewestCells * 60);
    EXPECT_EQ(search.most.requests, search.mostCells * 60 * 5);
    plan.search->highest = 1;
    EXPECT_EQ(forecastOf(plan)->search->mostCells, 2 * forecastOf(plan)->search->fewestCells) << "if it is not clear";
    plan.search->lowest = 0;
    EXPECT_EQ(forecastOf(plan)->search->mostCells, 0u) << "over nothing, which is a fault of the plan";
}

} // namespace
} // namespace tokamark::session
