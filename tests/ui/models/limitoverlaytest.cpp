#include "models/limitoverlay.h"

#include "models/resultcharts.h"
#include "models/runcurves.h"
#include "ui/madeuprun.h"
#include "ui/models/storedsamples.h"

#include <gtest/gtest.h>

namespace tokamark::ui {
namespace {

plan::Search underHalfASecond()
{
    plan::Search search;
    search.lowest = 10;
    search.highest = 100;
    search.precisionPct = 1000; // both loads are near enough
    search.requirements = {{plan::Slo::Metric::Ttft, 95, 200}};
    return search;
}

/// alpha meets the limit at 10 users and fails at 100, beta meets it at both.
storage::StoredRun searchedRun()
{
    storage::StoredRun run = samples::measuredRun();
    run.plan.search = underHalfASecond();
    run.plan.repetitions = 1;
    return run;
}

TEST(LimitOverlay, MarksWhatASearchHasFound)
{
    const auto set = samples::setOf(searchedRun());
    for (const CurveData &data : {resultcharts::latencyCurves(*set, {}), resultcharts::rateCurves(*set, {})}) {
        ASSERT_EQ(data.bands.size(), 2U);
        EXPECT_EQ(data.bands[0], (LevelBand{10, 100, 0, QColor(), QString()}));
        EXPECT_EQ(data.bands[1], (LevelBand{100, 100, 1, QColor(), QString()}));
        EXPECT_TRUE(data.heading.caption.contains(
            QStringLiteral("upright: limit, TTFT p95 ≤ 200 ms: 10–100 (alpha), at least 100 (beta)")))
            << data.heading.caption.toStdString();
    }
}

TEST(LimitOverlay, OneBandCarriesTheNameOfWhatIsAsked)
{
    storage::StoredRun run = searchedRun();
    std::erase_if(run.cells, [](const storage::StoredCell &cell) { return cell.key.target == 1; });
    const CurveData data = resultcharts::rateCurves(*samples::setOf(run), {});
    ASSERT_EQ(data.bands.size(), 1U);
    EXPECT_EQ(data.bands[0].name, QStringLiteral("TTFT p95 ≤ 200 ms"));
}

TEST(LimitOverlay, ARunThatDidNotSearchHasNone)
{
    const auto set = samples::setOf(samples::measuredRun());
    EXPECT_TRUE(resultcharts::rateCurves(*set, {}).bands.empty());
    EXPECT_TRUE(rateCurves(*madeUpRun(5)).bands.empty());
}

TEST(LimitOverlay, FollowsARunThatGoesOn)
{
    const auto snapshot = madeUpRun(3);
    auto plan = std::make_shared<plan::Plan>(*snapshot->plan);
    plan->search = underHalfASecond();
    snapshot->plan = plan;
    metrics::LimitSeries series;
    EXPECT_TRUE(ttftCurves(*snapshot).bands.empty()) << "nothing is known yet";
    series.state.next = 20;
    series.state.meets = 10;
    snapshot->limits = {series};
    EXPECT_EQ(ttftCurves(*snapshot).bands.at(0).to, 10);
    snapshot->limits[0].state.fails = 50;
    const CurveData data = ttftCurves(*snapshot);
    EXPECT_EQ(data.bands.at(0).from, 10);
    EXPECT_EQ(data.bands.at(0).to, 50);
    EXPECT_TRUE(data.heading.caption.contains(QStringLiteral("limit so far"))) << data.heading.caption.toStdString();
    EXPECT_EQ(rateCurves(*snapshot).bands, data.bands);
    metrics::LimitState &state = snapshot->limits[0].state;
    state.next.reset();
    state.reason = metrics::LimitReason::Undecided;
    state.clearlyMeets = 10;
    state.clearlyFails = 100;
    const CurveData undecided = ttftCurves(*snapshot);
    EXPECT_EQ(undecided.bands.at(0).to, 100) << "where it is certain";
    EXPECT_TRUE(undecided.heading.caption.contains(QStringLiteral("undecided 10–100")))
        << undecided.heading.caption.toStdString();
}

} // namespace
} // namespace tokamark::ui
