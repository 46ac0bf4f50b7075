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
    const auto cells = forecastOf(tracePlan()).value();
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
    EXPECT_EQ(forecastOf(plan)->at(0).forecast.requests, 3u);
    EXPECT_EQ(forecastOf(plan)->at(1).forecast.requests, 4u);
    EXPECT_EQ(forecastOf(plan)->at(0).forecast.duration, 3053ms);
    plan.load.requests = 2;
    plan.load.warmupRequests = 5;
    EXPECT_EQ(forecastOf(plan)->at(1).forecast.requests, 7u);
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
    const auto cells = forecastOf(plan).value();
    const QStringList lines = report::forecastText(plan, cells).split(u'\n', Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), 5);
    EXPECT_EQ(lines[2].simplified(), QStringLiteral("a default 1 4 6 s"));
    EXPECT_EQ(
        lines[4],
        QStringLiteral("4 cells, 2 repetitions each: 16 requests, time about 18 s, and what the last answers take"));
    const auto document = nlohmann::json::parse(report::forecastJson(plan, cells).toStdString());
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
    const auto cells = forecastOf(plan).value();
    const auto document = nlohmann::json::parse(report::forecastJson(plan, cells).toStdString());
    EXPECT_TRUE(document.at("cells").at(0).at("requests").is_null());
    EXPECT_EQ(document.at("cells").at(0).at("seconds"), 60);
    EXPECT_TRUE(report::forecastText(plan, cells).contains(QStringLiteral("as many as fit")));
    plan.search.emplace();
    EXPECT_TRUE(forecastOf(plan)->empty());
}

} // namespace
} // namespace tokamark::session
