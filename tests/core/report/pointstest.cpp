#include "core/report/madeuprun.h"
#include "report/points.h"

#include <gtest/gtest.h>

#include <array>

namespace tokamark::report {
namespace {

using namespace testing;
using metrics::Severity;
using metrics::VerdictCode;

TEST(Points, GatherRepetitionsByTargetAndRisingLevel)
{
    storage::StoredRun run = emptyRun({"a", "b"});
    run.plan.load.levels = {50, 10};
    run.plan.repetitions = 2;
    run.cells = {doneCell({0, 0, 1, 0}, figures(100)), doneCell({0, 0, 0, 0}, figures(400)),
                 doneCell({1, 0, 1, 0}, figures(90)), doneCell({0, 0, 1, 1}, figures(110))};

    const std::vector<Point> points = pointsOf(run);
    ASSERT_EQ(points.size(), 3u);
    EXPECT_EQ(points[0].level.users(), 10u);
    EXPECT_EQ(points[0].cells.size(), 2u);
    EXPECT_NEAR(points[0].estimate(metrics::Metric::OutputThroughput)->value, 104.88, 0.01);
    EXPECT_EQ(points[0].samples(), 2'000u);
    EXPECT_EQ(points[1].level.users(), 50u);
    EXPECT_EQ(points[2].target, 1u);
}

TEST(Points, BrokenAndCancelledAttemptsCountNowhere)
{
    storage::StoredRun run = emptyRun();
    storage::StoredCell broken = doneCell({}, figures(1));
    broken.state = storage::StoredCellState::Broken;
    storage::StoredCell cancelled = doneCell({}, figures(2));
    cancelled.state = storage::StoredCellState::Cancelled;
    run.cells = {broken, cancelled, doneCell({}, figures(3)), doneCell({}, figures(4))};

    const std::vector<Point> points = pointsOf(run);
    ASSERT_EQ(points.size(), 1u);
    ASSERT_EQ(points[0].cells.size(), 1u);
    EXPECT_EQ(points[0].cells[0]->figures->outputTokensPerSecond, 4) << "the last finished attempt";
}

TEST(Points, AFailedCellIsAPointWithItsError)
{
    storage::StoredRun run = emptyRun();
    storage::StoredCell failed;
    failed.state = storage::StoredCellState::Failed;
    failed.error = Error{ErrorCode::ConnectRefused, "127.0.0.1:8000", {}};
    run.cells = {failed};
    const std::vector<Point> points = pointsOf(run);
    ASSERT_EQ(points.size(), 1u);
    EXPECT_FALSE(points[0].isMeasured());
    EXPECT_EQ(points[0].error->code, ErrorCode::ConnectRefused);
    EXPECT_EQ(points[0].verdictText(), QStringLiteral("FAILED"));
}

TEST(Points, SayWhatBecameOfAnUnfinishedCell)
{
    using storage::StoredCellState;
    storage::StoredRun run = emptyRun();
    storage::StoredCell cell;
    const auto textOf = [&](StoredCellState state) {
        cell.state = state;
        run.cells = {cell};
        return pointsOf(run)[0].verdictText();
    };
    EXPECT_EQ(textOf(StoredCellState::Cancelled), QStringLiteral("CANCELLED"));
    EXPECT_EQ(textOf(StoredCellState::Broken), QStringLiteral("BROKEN"));
    EXPECT_EQ(textOf(StoredCellState::Running), QStringLiteral("RUNNING"));
    EXPECT_EQ(textOf(StoredCellState::Failed), QStringLiteral("FAILED"));
}

TEST(Points, NameFailuresBeforeWhatComesOfThem)
{
    storage::StoredRun run = emptyRun();
    run.cells = {doneCell({}, figures(1))};
    run.cells[0].verdicts = {{VerdictCode::Errors, Severity::Bad, "error-rate", 50, 1, "%"},
                             {VerdictCode::LoadNotHeld, Severity::Bad, "mean-concurrency", 50, 5, "%"}};
    EXPECT_EQ(pointsOf(run)[0].verdictText(), QStringLiteral("ERRORS LOAD-NOT-HELD"));
}

TEST(Points, HaveTheRemarksOfAllRepetitionsOnce)
{
    storage::StoredRun run = emptyRun();
    run.plan.repetitions = 2;
    run.cells = {doneCell({0, 0, 0, 0}, figures(1)), doneCell({0, 0, 0, 1}, figures(1))};
    const metrics::Verdict length{VerdictCode::LengthDiffers, Severity::Note, "no-exact-length", 0, 0, {}};
    const metrics::Verdict taken{VerdictCode::ServerLimit, Severity::Note, "preemptions", 3, 0, {}};
    const metrics::Verdict open{VerdictCode::Unchecked, Severity::Note, "cache", 0, 0, {}};
    run.cells[0].verdicts = {length, open};
    run.cells[1].verdicts = {length, taken, open};
    std::vector<metrics::Verdict> notes;
    for (const PointFinding &note : pointsOf(run)[0].notes())
        notes.push_back(note.verdict);
    EXPECT_EQ(notes, (std::vector{length, taken}));
    EXPECT_TRUE(pointsOf(run)[0].findings().empty());
    EXPECT_EQ(pointsOf(run)[0].verdictText(), QStringLiteral("VALID")) << "a remark is no fault";
}

TEST(Points, NameTheWorstFindingOfEachKind)
{
    storage::StoredRun run = emptyRun();
    run.plan.repetitions = 2;
    run.cells = {doneCell({0, 0, 0, 0}, figures(1)), doneCell({0, 0, 0, 1}, figures(1))};
    EXPECT_EQ(pointsOf(run)[0].verdictText(), QStringLiteral("VALID"));

    run.cells[0].verdicts = {{VerdictCode::Errors, Severity::Warning, "error-rate", 0.5, 0.1, "%"}};
    run.cells[1].verdicts = {{VerdictCode::Errors, Severity::Bad, "error-rate", 2, 1, "%"},
                             {VerdictCode::TooFewSamples, Severity::Warning, "p95", 12, 20, "samples"}};
    const std::vector<Point> points = pointsOf(run);
    const std::vector<PointFinding> findings = points[0].findings();
    ASSERT_EQ(findings.size(), 2u);
    EXPECT_EQ(findings[0].verdict.observed, 2);
    EXPECT_EQ(findings[0].cell, &run.cells[1]);
    EXPECT_EQ(pointsOf(run)[0].verdictText(), QStringLiteral("ERRORS TOO-FEW-SAMPLES"));
}

TEST(Points, TakeTheEvidenceOfTheWorstOfEquallySevereRepetitions)
{
    storage::StoredRun run = emptyRun();
    run.plan.repetitions = 3;
    run.cells
        = {doneCell({0, 0, 0, 0}, figures(1)), doneCell({0, 0, 0, 1}, figures(1)), doneCell({0, 0, 0, 2}, figures(1))};
    constexpr std::array shares{1.2, 3.6, 2.0};
    constexpr std::array samples{9.0, 8.0, 2.0}; // fewer are worse
    for (std::size_t i = 0; i < run.cells.size(); ++i)
        run.cells[i].verdicts = {{VerdictCode::Errors, Severity::Bad, "error-rate", shares[i], 1, "%"},
                                 {VerdictCode::TooFewSamples, Severity::Bad, "p95", samples[i], 10, "samples"}};
    const std::vector<Point> points = pointsOf(run);
    const std::vector<PointFinding> findings = points[0].findings();
    ASSERT_EQ(findings.size(), 2u);
    EXPECT_EQ(findings[0].verdict.observed, 3.6);
    EXPECT_EQ(findings[0].cell->key.repetition, 1u);
    EXPECT_EQ(findings[1].verdict.observed, 2);
    EXPECT_EQ(findings[1].cell->key.repetition, 2u);
}

} // namespace
} // namespace tokamark::report
