#include "core/report/madeuprun.h"
#include "report/runlimits.h"

#include <gtest/gtest.h>

namespace tokamark::report {
namespace {

using namespace testing;

TEST(RunLimits, NameTheEndWhosePercentilesRestOnTooFewRequests)
{
    storage::StoredRun run = emptyRun();
    run.cells = {doneCell({0, 0, 0, 0}, figures(1)), doneCell({0, 0, 1, 0}, figures(1))};
    metrics::LimitSeries series;
    series.state.meets = 10;
    series.state.fails = 50;
    EXPECT_FALSE(endOfFewSamples(run, series));
    run.cells[1].verdicts.push_back(
        {metrics::VerdictCode::TooFewSamples, metrics::Severity::Warning, "p95", 12, 20, "samples"});
    EXPECT_EQ(endOfFewSamples(run, series), 50);
    series.state.fails = 60;
    EXPECT_FALSE(endOfFewSamples(run, series)) << "that load is no end of the answer";
    series.state.fails = 50;
    series.target = 1;
    EXPECT_FALSE(endOfFewSamples(run, series)) << "another target's";
}

} // namespace
} // namespace tokamark::report
