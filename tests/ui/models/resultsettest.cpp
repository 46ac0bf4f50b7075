#include "models/resultset.h"

#include "models/resultcharts.h"
#include "models/verdicttext.h"
#include "report/points.h"
#include "ui/models/storedsamples.h"
#include "widgets/theme.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace tokamark::ui {
namespace {

const metrics::Verdict Drift{metrics::VerdictCode::Errors, metrics::Severity::Bad, "requests", 3, 1, "%"};

TEST(ResultSet, MakesOneSeriesForEachBackend)
{
    const auto set = samples::setOf(samples::measuredRun());
    ASSERT_EQ(set->series().size(), 2U);
    EXPECT_EQ(set->series()[0].name, QStringLiteral("alpha"));
    ASSERT_EQ(set->series()[0].points.size(), 2U);
    EXPECT_EQ(set->series()[0].points[1].level.users(), 100U);
    EXPECT_DOUBLE_EQ(set->series()[0].at({plan::LoadKind::Closed, 100})->outputRate(), 4000);
}

TEST(ResultSet, TakesTheGeometricMeanOfRepetitions)
{
    storage::StoredRun run = samples::twoBackends();
    run.cells = {samples::cell({0, 0, 0, 0}, {100, 1000, 20, {}}), samples::cell({0, 0, 0, 1}, {400, 4000, 20, {}})};
    const auto set = samples::setOf(run);
    EXPECT_NEAR(set->series()[0].points[0].outputRate(), 2000, 1e-9);
    EXPECT_NEAR(set->series()[0].points[0].latency(LatencyKind::Ttft, Statistic::P50), 200, 1e-9);
    EXPECT_EQ(set->repetitions(), 2U);
}

TEST(ResultSet, AColorBringsItsMarkerWithIt)
{
    storage::StoredRun run = samples::measuredRun();
    run.targets[0].color = Theme::lightTheme().seriesColor(3).name();
    run.targets[1].color = QStringLiteral("#123456");
    const auto set = samples::setOf(run);
    EXPECT_EQ(set->series()[0].marker, 3);
    EXPECT_FALSE(set->series()[0].color.isValid()) << "it follows the theme";
    EXPECT_EQ(set->series()[1].marker, 1);
    EXPECT_EQ(set->series()[1].color, QColor(0x12, 0x34, 0x56));
}

TEST(ResultSet, LeavesOutCellsThatDoNotCount)
{
    storage::StoredRun run = samples::measuredRun();
    run.cells[0].state = storage::StoredCellState::Broken;
    run.cells[1].state = storage::StoredCellState::Cancelled;
    const auto set = samples::setOf(run);
    ASSERT_EQ(set->series().size(), 1U);
    EXPECT_EQ(set->series()[0].name, QStringLiteral("beta"));
}

TEST(ResultSet, CountsTheLastAttempt)
{
    storage::StoredRun run = samples::twoBackends();
    run.cells
        = {samples::cell({0, 0, 0, 0}, {100, 1111, 20, {}}, 1), samples::cell({0, 0, 0, 0}, {100, 2222, 20, {}}, 2)};
    EXPECT_DOUBLE_EQ(samples::setOf(run)->series()[0].points[0].outputRate(), 2222);
}

TEST(ResultSet, TellsRunsOfOneNameApartByTheirNumbers)
{
    const auto namesOf = [](const std::vector<QString> &runNames) {
        std::vector<storage::StoredRun> runs;
        for (const QString &name : runNames) {
            runs.push_back(samples::measuredRun(static_cast<std::int64_t>(runs.size()) + 11));
            runs.back().info.name = name;
        }
        const ResultSet set(std::move(runs));
        std::vector<QString> names;
        for (const ResultSeries &series : set.series())
            names.push_back(series.name);
        return names;
    };
    using Names = std::vector<QString>;
    EXPECT_EQ(namesOf({QStringLiteral("fp8")}), (Names{QStringLiteral("alpha"), QStringLiteral("beta")}));
    EXPECT_EQ(namesOf({QStringLiteral("fp8"), QStringLiteral("fp16")}),
              (Names{QString::fromUtf8("alpha · fp8"), QString::fromUtf8("beta · fp8"),
                     QString::fromUtf8("alpha · fp16"), QString::fromUtf8("beta · fp16")}));
    EXPECT_EQ(namesOf({QStringLiteral("alpha"), QStringLiteral("alpha")}),
              (Names{QString::fromUtf8("alpha · run 11"), QString::fromUtf8("beta · run 11"),
                     QString::fromUtf8("alpha · run 12"), QString::fromUtf8("beta · run 12")}));
}

TEST(ResultSet, LeavesPercentSignsInNamesOfRunsAlone)
{
    std::vector<storage::StoredRun> runs{samples::measuredRun(11), samples::measuredRun(12)};
    for (storage::StoredRun &run : runs)
        run.info.name = QStringLiteral("cache 50 %2");
    EXPECT_EQ(ResultSet(std::move(runs)).runName(1), QStringLiteral("cache 50 %2, run 12"));
}

TEST(ResultSet, OneBadRepetitionMakesAPointBad)
{
    storage::StoredRun run = samples::twoBackends();
    const metrics::Verdict valid{metrics::VerdictCode::Valid, metrics::Severity::Fine, {}, 0, 0, {}};
    run.cells = {samples::cell({0, 0, 0, 0}, {100, 1000, 20, {valid}}),
                 samples::cell({0, 0, 0, 1}, {100, 1000, 20, {Drift}})};
    const auto set = samples::setOf(run);
    const ResultPoint &point = set->series()[0].points[0];
    EXPECT_EQ(point.severity, metrics::Severity::Bad);
    ASSERT_EQ(point.verdicts.size(), 1U);
    EXPECT_EQ(point.verdicts.front().code, metrics::VerdictCode::Errors);
    EXPECT_EQ(resultcharts::rateCurves(*set, {}).series[0].points[0].quality, PointQuality::Bad);
}

TEST(ResultSet, NamesFindingsInTheOrderOfFilesAndCommandLine)
{
    using metrics::Severity;
    using metrics::VerdictCode;
    storage::StoredRun run = samples::twoBackends();
    run.plan.repetitions = 2;
    // What comes of failures has the lower number; one that is found with several subjects stands at its first turn.
    run.cells = {samples::cell({0, 0, 0, 0}, {100, 1000, 20, {}}), samples::cell({0, 0, 0, 1}, {100, 1000, 20, {}})};
    run.cells[0].verdicts = {{VerdictCode::Errors, Severity::Warning, "error-rate", 0.5, 0.1, "%"},
                             {VerdictCode::LoadNotHeld, Severity::Warning, "held", 80, 95, "%"}};
    run.cells[1].verdicts = {{VerdictCode::Errors, Severity::Bad, "other", 3, 1, "%"},
                             {VerdictCode::TooFewSamples, Severity::Bad, "p95", 8, 20, "samples"},
                             {VerdictCode::LoadNotHeld, Severity::Bad, "held", 60, 80, "%"}};
    const auto set = samples::setOf(run);
    const std::vector<metrics::Verdict> &verdicts = set->series()[0].points[0].verdicts;
    EXPECT_EQ(verdictLabels(verdicts), report::pointsOf(run)[0].verdictText());
    EXPECT_EQ(verdictLabels(verdicts), QStringLiteral("ERRORS LOAD-NOT-HELD TOO-FEW-SAMPLES"));
    EXPECT_EQ(verdictLabel(verdicts), QStringLiteral("ERRORS"));
    EXPECT_EQ(shortVerdictLabel(verdicts), QStringLiteral("ERRORS +2"));
}

TEST(ResultSet, KeepsTheSameBackendOfTwoRunsApart)
{
    std::vector<storage::StoredRun> runs;
    runs.push_back(samples::measuredRun(1));
    runs.push_back(samples::measuredRun(2));
    const ResultSet set(std::move(runs));
    ASSERT_EQ(set.series().size(), 4U);
    EXPECT_NE(set.series()[0].name, set.series()[2].name);
    EXPECT_NE(set.series()[0].marker, set.series()[2].marker);
}

TEST(ResultSet, SaysOfAPointOfFailuresAloneWhatItIsBeyond)
{
    storage::StoredRun run = samples::measuredRun();
    run.plan.limits.requestTimeout = std::chrono::seconds(60);
    samples::letFail(run.cells[1], 200);
    const auto set = samples::setOf(run);
    const QString beyond = QString::fromUtf8("> 60\u00a0s");
    const CurveData curves = resultcharts::latencyCurves(*set, {});
    EXPECT_TRUE(std::isinf(curves.series[0].points[1].value));
    EXPECT_EQ(curves.series[0].beyond, beyond);
    EXPECT_TRUE(curves.series[0].points[1].tip.contains(beyond)) << curves.series[0].points[1].tip.toStdString();
    EXPECT_TRUE(curves.series[0].points[1].tip.contains(QString::fromUtf8("200 × HTTP error")));
    EXPECT_TRUE(curves.heading.caption.contains(QStringLiteral("over the time limit")));
    EXPECT_EQ(resultcharts::latencyBars(*set, {}).series[0].bars[1].text, beyond);
}

TEST(ResultSet, WithholdsAPercentileThatNoRequestLiesBeyond)
{
    storage::StoredRun run = samples::measuredRun();
    run.cells[0].figures->ttft.samples = 99;
    run.cells[1].figures->ttft.samples = 100;
    const auto set = samples::setOf(run);
    const ResultPoint &few = set->series()[0].points[0];
    const ResultPoint &enough = set->series()[0].points[1];
    EXPECT_TRUE(std::isnan(few.latency(LatencyKind::Ttft, Statistic::P99)));
    EXPECT_EQ(few.trust(LatencyKind::Ttft, Statistic::P99), metrics::PercentileTrust::TooFew);
    EXPECT_NEAR(enough.latency(LatencyKind::Ttft, Statistic::P99), 600, 1e-9);
    EXPECT_EQ(enough.trust(LatencyKind::Ttft, Statistic::P99), metrics::PercentileTrust::Few);
    EXPECT_EQ(enough.trust(LatencyKind::Ttft, Statistic::Mean), metrics::PercentileTrust::Fine);
}

TEST(ResultSet, DrawsAPercentileOfFewSamplesAsDoubtfulAndSaysWhatIsMissing)
{
    storage::StoredRun run = samples::measuredRun();
    run.cells[0].figures->ttft.samples = 19; // nothing lies beyond p95
    run.cells[1].figures->ttft.samples = 30; // less than five do
    const auto set = samples::setOf(run);
    const CurveData curves = resultcharts::latencyCurves(*set, {});
    EXPECT_TRUE(std::isnan(curves.series[0].points[0].value));
    EXPECT_EQ(curves.series[0].points[1].quality, PointQuality::Bad);
    EXPECT_EQ(curves.series[1].points[0].quality, PointQuality::Good);
    EXPECT_FALSE(curves.heading.caption.isEmpty());
    const GroupedBarsData bars = resultcharts::latencyBars(*set, {});
    EXPECT_TRUE(std::isnan(bars.series[0].bars[0].value));
    EXPECT_EQ(bars.series[0].bars[1].quality, PointQuality::Bad);
    EXPECT_TRUE(bars.series[0].bars[1].text.endsWith(QLatin1Char('*')));
    EXPECT_EQ(bars.series[1].bars[0].quality, PointQuality::Good);
    // Rates rest on tokens, of which there were enough.
    EXPECT_EQ(resultcharts::rateBars(*set).series[0].bars[1].quality, PointQuality::Good);
}

TEST(ResultSet, OffersThePercentilesOfThePlanBesideTheUsualOnes)
{
    storage::StoredRun run = samples::measuredRun();
    run.plan.percentiles = {50, 75, 99.9};
    const auto set = samples::setOf(run);
    const std::vector<Statistic> expected{Statistic::Mean, Statistic::P50, Statistic{75},  Statistic::P90,
                                          Statistic::P95,  Statistic::P99, Statistic{99.9}};
    EXPECT_EQ(set->statistics(), expected);
    EXPECT_EQ(set->shownStatistic(), Statistic::P50) << "nobody has looked for p75 in the requests";
    EXPECT_EQ(resultcharts::name(Statistic{99.9}), QStringLiteral("p99.9"));
    EXPECT_TRUE(std::isnan(set->series()[0].points[0].latency(LatencyKind::Ttft, Statistic{75})));
}

/// A request that was sent `ms` before its first token.
metrics::RequestRecord requestOf(int ms, metrics::Outcome outcome = metrics::Outcome::Completed)
{
    metrics::RequestRecord record;
    record.phase = metrics::Phase::Window;
    record.outcome = outcome;
    record.at.sent = Instant(std::chrono::seconds(10));
    record.at.firstToken = record.at.sent + std::chrono::milliseconds(ms);
    record.at.lastToken = record.at.firstToken;
    record.at.end = record.at.firstToken;
    return record;
}

TEST(FurtherPercentiles, AreThoseOfTheCountedRequests)
{
    std::vector<metrics::RequestRecord> records;
    for (int ms = 100; ms <= 500; ms += 100)
        records.push_back(requestOf(ms));
    records.push_back(requestOf(1));
    records.back().phase = metrics::Phase::WarmUp;
    FurtherPercentiles further;
    further.add(CellId{7}, records, {Statistic{75}, Statistic{99.9}});
    EXPECT_DOUBLE_EQ(further.at(CellId{7}, LatencyKind::Ttft, Statistic{75}), 400);
    EXPECT_NEAR(further.at(CellId{7}, LatencyKind::Ttft, Statistic{99.9}), 499.6, 1e-9);
    EXPECT_TRUE(std::isnan(further.at(CellId{7}, LatencyKind::Ttft, Statistic{60})));
    EXPECT_TRUE(std::isnan(further.at(CellId{8}, LatencyKind::Ttft, Statistic{75})));
    records.assign(3, requestOf(100, metrics::Outcome::TimedOut));
    further.add(CellId{9}, records, {Statistic{75}});
    EXPECT_TRUE(std::isinf(further.at(CellId{9}, LatencyKind::Ttft, Statistic{75})));
}

TEST(ResultSet, SaysOverTheTimeoutWhereFailuresReachThePercentile)
{
    storage::StoredRun run = samples::measuredRun();
    run.cells[0].figures->ttft.p95 = std::numeric_limits<double>::infinity();
    const auto set = samples::setOf(run);
    EXPECT_TRUE(std::isinf(set->series()[0].points[0].latency(LatencyKind::Ttft, Statistic::P95)));
    EXPECT_TRUE(std::isinf(resultcharts::latencyCurves(*set, {}).series[0].points[0].value));
}

TEST(ResultSet, OfAnUnmeasuredRunIsEmptyButKnowsItsLevels)
{
    const auto set = samples::setOf(samples::twoBackends());
    EXPECT_TRUE(set->series().empty());
    EXPECT_EQ(set->levels().size(), 2U);
    EXPECT_TRUE(resultcharts::latencyCurves(*set, {}).series.empty());
}

TEST(ResultSet, ShowsThePercentileThatThePlanAsksFor)
{
    storage::StoredRun run = samples::measuredRun();
    run.plan.percentiles = {50, 90};
    EXPECT_EQ(samples::setOf(run)->shownStatistic(), Statistic::P90);
    run.plan.percentiles = {50, 90, 95, 99};
    EXPECT_EQ(samples::setOf(run)->shownStatistic(), Statistic::P95);
}

TEST(ResultSet, ShowsThePercentileThatSomePointHas)
{
    storage::StoredRun run = samples::measuredRun();
    const auto shownWith = [&run](std::uint64_t samples) {
        for (storage::StoredCell &cell : run.cells)
            cell.figures->ttft.samples = samples;
        return samples::setOf(run)->shownStatistic();
    };
    EXPECT_EQ(shownWith(400), Statistic::P95);
    EXPECT_EQ(shownWith(12), Statistic::P90);
    EXPECT_EQ(shownWith(4), Statistic::P50);
    EXPECT_EQ(shownWith(1), Statistic::Mean);
    run.plan.percentiles = {95};
    EXPECT_EQ(shownWith(4), Statistic::P50) << "not asked for, but all there is";
    EXPECT_EQ(samples::setOf(samples::twoBackends())->shownStatistic(), Statistic::P95) << "nothing measured yet";
}

TEST(ResultCharts, SayThatThePointsFailedWhereNothingIsThere)
{
    storage::StoredRun run = samples::measuredRun();
    for (storage::StoredCell &cell : run.cells)
        samples::failWhole(cell, {ErrorCode::ConnectRefused, "127.0.0.1:9", "refused"});
    const auto set = samples::setOf(run);
    for (const QString &text :
         {resultcharts::latencyCurves(*set, {}).heading.emptyText, resultcharts::rateCurves(*set, {}).heading.emptyText,
          resultcharts::latencyBars(*set, {}).heading.emptyText, resultcharts::rateBars(*set).heading.emptyText})
        EXPECT_EQ(text, QStringLiteral("Every point that has ended so far has failed."));
}

TEST(ResultCharts, SayWhyNothingIsThere)
{
    storage::StoredRun run = samples::measuredRun();
    for (storage::StoredCell &cell : run.cells)
        cell.figures->ttft.samples = 4;
    const auto set = samples::setOf(run);
    ResultChoice choice;
    choice.statistic = Statistic::P95;
    for (const QString &text : {resultcharts::latencyCurves(*set, choice).heading.emptyText,
                                resultcharts::latencyBars(*set, choice).heading.emptyText})
        EXPECT_TRUE(text.contains(QStringLiteral("Too few requests for p95. Choose p50"))) << text.toStdString();
    const auto waiting = samples::setOf(samples::twoBackends());
    EXPECT_TRUE(resultcharts::latencyCurves(*waiting, choice)
                    .heading.emptyText.contains(QStringLiteral("when a cell of the run has finished")));
}

} // namespace
} // namespace tokamark::ui
