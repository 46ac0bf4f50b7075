#include "cli/progress.h"

#include <gmock/gmock.h>

#include <sstream>

namespace tokamark::cli {
namespace {

using session::CellState;
using session::RunSnapshot;
using session::RunState;
using testing::HasSubstr;
using testing::Not;

/// A run of one target at two levels, of which the first cell is going on.
std::shared_ptr<RunSnapshot> runningSnapshot()
{
    plan::Plan plan;
    plan.targets.resize(1);
    plan.targets.front().name = "vLLM";
    plan.load.levels = {1, 50};
    auto snapshot = std::make_shared<RunSnapshot>();
    snapshot->plan = std::make_shared<plan::Plan>(plan);
    snapshot->state = RunState::Running;
    for (const plan::CellKey &key : plan::cells(plan))
        snapshot->cells.push_back({key, {}, CellState::Waiting, {}, {}, {}});
    snapshot->cells.front().state = CellState::Running;
    snapshot->current = 0;
    load::CellSnapshot live;
    live.tokensPerSecond = 2143.4;
    live.ttftP50Ms = 312.2;
    snapshot->live = std::make_shared<load::CellSnapshot>(live);
    snapshot->remainingSeconds = 200;
    return snapshot;
}

std::string shown(ProgressKind kind, bool terminal)
{
    std::ostringstream out;
    std::ostringstream err;
    const Console console(out, err, {.outIsTerminal = false, .errIsTerminal = terminal, .colors = false});
    Progress progress(console, kind);
    const auto snapshot = runningSnapshot();
    progress.snapshotAvailable(snapshot);
    auto next = std::make_shared<RunSnapshot>(*snapshot);
    next->cells[0].state = CellState::Done;
    next->cells[0].figures.emplace();
    next->cells[0].figures->completed = 7;
    next->cells[1].state = CellState::Failed;
    next->cells[1].error = Error{ErrorCode::ConnectRefused, "127.0.0.1:1", {}};
    progress.snapshotAvailable(next);
    progress.runEnded(next);
    EXPECT_EQ(progress.last(), next);
    EXPECT_TRUE(out.str().empty());
    return err.str();
}

TEST(Progress, LineSaysWhatRunsHowFastAndHowLongStill)
{
    const std::string line = statusLine(*runningSnapshot());
    EXPECT_THAT(line, HasSubstr("0/2"));
    EXPECT_THAT(line, HasSubstr("vLLM, 1 user "));
    EXPECT_THAT(line, HasSubstr("2143 tok/s"));
    EXPECT_THAT(line, HasSubstr("TTFT p50 312 ms"));
    EXPECT_THAT(line, HasSubstr("3 min 20 s left"));
}

TEST(Progress, LineOfASearchSaysWhereItIs)
{
    const auto snapshot = runningSnapshot();
    plan::Plan plan = *snapshot->plan;
    plan.search.emplace();
    snapshot->plan = std::make_shared<plan::Plan>(plan);
    metrics::LimitSeries series;
    series.state.meets = 64;
    series.state.fails = 128;
    series.state.next = 96;
    series.state.cellsLeft = 4;
    snapshot->limits = {series};
    const std::string line = statusLine(*snapshot);
    EXPECT_THAT(line, HasSubstr("64 is good enough, 128 is not, trying 96 users, at most 4 more to measure"));
    EXPECT_THAT(line, Not(HasSubstr("0/2"))) << "how many cells there will be is not known";
}

TEST(Progress, TitleNamesRepetitionAndWorkloadOnlyWhereThereAreSeveral)
{
    plan::Plan plan = *runningSnapshot()->plan;
    EXPECT_EQ(cellTitle(plan, {0, 0, 1, 0}), "vLLM, 50 users");
    plan.repetitions = 3;
    plan.workloads.resize(2);
    plan.workloads[1].name = "long";
    EXPECT_EQ(cellTitle(plan, {0, 1, 0, 2}), "vLLM, long, 1 user, repetition 3 of 3");
}

TEST(Progress, PlainIsLinesWithoutControlCharacters)
{
    const std::string text = shown(ProgressKind::Plain, true);
    EXPECT_THAT(text, Not(HasSubstr("\r")));
    EXPECT_THAT(text, HasSubstr("1/2  vLLM, 1 user: 0.0 tok/s"));
    EXPECT_THAT(text, HasSubstr("2/2  vLLM, 50 users: "));
    EXPECT_THAT(text, HasSubstr("127.0.0.1:1"));
}

TEST(Progress, AutoIsABarOnATerminalAndLinesElsewhere)
{
    EXPECT_THAT(shown(ProgressKind::Auto, true), HasSubstr("\r[...."));
    EXPECT_EQ(shown(ProgressKind::Auto, false), shown(ProgressKind::Plain, false));
}

TEST(Progress, BarLeavesFailuresBehindAndNothingElse)
{
    const std::string text = shown(ProgressKind::Auto, true);
    EXPECT_THAT(text, HasSubstr("127.0.0.1:1"));
    EXPECT_THAT(text, Not(HasSubstr("7 requests")));
    EXPECT_TRUE(text.ends_with("\r\x1b[K"));
}

TEST(Progress, ACancelledCellIsNotDone)
{
    const auto snapshot = runningSnapshot();
    snapshot->cells.front().state = CellState::Cancelled;
    EXPECT_THAT(statusLine(*snapshot), HasSubstr("0/2"));
    EXPECT_EQ(cellLine(*snapshot->plan, snapshot->cells.front()), "vLLM, 1 user: cancelled");

    std::ostringstream out;
    std::ostringstream err;
    const Console console(out, err, {});
    Progress progress(console, ProgressKind::Plain);
    progress.runEnded(snapshot);
    EXPECT_THAT(err.str(), HasSubstr("0/2  vLLM, 1 user: cancelled\n"));
}

TEST(Progress, AFailedCellSaysWhatToDo)
{
    const auto snapshot = runningSnapshot();
    snapshot->cells.front().state = CellState::Failed;
    snapshot->cells.front().error = Error{ErrorCode::TooFewFiles, "needs 164, may open 64", {}};
    const std::string line = cellLine(*snapshot->plan, snapshot->cells.front());
    EXPECT_THAT(line, HasSubstr("needs 164, may open 64."));
    EXPECT_THAT(line, HasSubstr("Raise the limit with ulimit -n, or use fewer users."));
}

TEST(Progress, SaysOnceWhyAndWhereToResultsGoElsewhere)
{
    for (const ProgressKind kind : {ProgressKind::Plain, ProgressKind::None}) {
        std::ostringstream out;
        std::ostringstream err;
        const Console console(out, err, {});
        Progress progress(console, kind);
        const auto before = runningSnapshot();
        before->databasePath = "/full/db.sqlite";
        progress.snapshotAvailable(before);
        const auto after = std::make_shared<RunSnapshot>(*before);
        after->databasePath = "/tmp/rescue.sqlite";
        after->storageError = Error{ErrorCode::DiskFull, "/full/db.sqlite", {}};
        progress.snapshotAvailable(after);
        const std::string said = err.str();
        EXPECT_THAT(said, HasSubstr("tokamark-cli: The disk is full: /full/db.sqlite.\n"));
        EXPECT_THAT(said, HasSubstr("the run goes on in /tmp/rescue.sqlite\n"));
        progress.snapshotAvailable(after);
        progress.runEnded(after);
        EXPECT_EQ(err.str(), said);
    }
}

TEST(Progress, NoneSaysNothing)
{
    EXPECT_EQ(shown(ProgressKind::None, true), "");
}

} // namespace
} // namespace tokamark::cli
