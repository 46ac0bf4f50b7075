#include "cli/windowtable.h"

#include "app/cli/clifixture.h"

#include <gmock/gmock.h>

namespace tokamark::cli {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Stretch, IsTwoTimesWithTwoDotsBetween)
{
    const auto stretch = parseStretch("10s..1.5m");
    ASSERT_TRUE(stretch);
    EXPECT_EQ(stretch->from, 10s);
    EXPECT_EQ(stretch->to, 90s);
    for (const char *wrong : {"", "10s", "10s-40s", "..40s", "10s..", "40s..10s", "10s..10s", "a..b", "10s..40s..50s"})
        EXPECT_FALSE(parseStretch(wrong)) << wrong;
}

class WindowTableTest : public CliFixture {
protected:
    static storage::StoredRun oneCell()
    {
        storage::StoredRun run;
        run.plan.targets.resize(1);
        run.plan.targets.front().name = "vLLM";
        run.plan.workloads.resize(1);
        run.plan.load.levels = {50};
        storage::StoredCell cell;
        cell.state = storage::StoredCellState::Done;
        cell.figures.emplace();
        cell.figures->window = {Instant(12s), Instant(72s), false};
        cell.figures->outputTokensPerSecond = 1000;
        run.cells = {cell};
        return run;
    }

    std::string shown(const storage::StoredRun &run)
    {
        std::ostringstream out;
        std::ostringstream err;
        writeMovedWindows(Console(out, err, {}), run);
        return out.str();
    }
};

TEST_F(WindowTableTest, SaysNothingWhereNoWindowWasMoved)
{
    EXPECT_THAT(shown(oneCell()), IsEmpty());
}

TEST_F(WindowTableTest, NamesAMovedWindowBesideTheMeasuredOne)
{
    storage::StoredRun run = oneCell();
    storage::MovedWindow &moved = run.cells.front().moved.emplace();
    moved.figures = *run.cells.front().figures;
    moved.figures.window = {Instant(20s), Instant(40s), false};
    moved.figures.outputTokensPerSecond = 1234;
    moved.verdicts = {{metrics::VerdictCode::NotSteady, metrics::Severity::Warning, "rate-drift", 4, 3, "%"}};
    const std::string text = shown(run);
    EXPECT_THAT(text, HasSubstr("measured, 12.0 to 72.0 s"));
    EXPECT_THAT(text, HasSubstr("moved by hand, 20.0 to 40.0 s"));
    EXPECT_THAT(text, HasSubstr("1234"));
    EXPECT_THAT(text, HasSubstr("NOT-STEADY"));
}

TEST_F(WindowTableTest, ShowRefusesAWindowThatIsNone)
{
    EXPECT_EQ(call({"show", "1", "--window", "40s..10s"}), ExitStatus::BadUsage);
    EXPECT_THAT(err(), HasSubstr("FROM..TO"));
    EXPECT_EQ(call({"show", "1", "--window", "10s..40s", "--as", "vllm"}), ExitStatus::BadUsage);
}

} // namespace
} // namespace tokamark::cli
