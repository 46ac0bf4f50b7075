#include "cli/gate.h"

#include <gtest/gtest.h>

#include <limits>

namespace tokamark::cli {
namespace {

using metrics::Difference;
using metrics::Metric;

Difference changed(Metric metric, double percent)
{
    Difference difference;
    difference.metric = metric;
    difference.a = 100;
    difference.b = 100 + percent;
    difference.changePct = percent;
    return difference;
}

TEST(Gate, ReadsMetricSenseAndPercent)
{
    const auto rise = parseGate("ttft_p95>+5%");
    ASSERT_TRUE(rise);
    EXPECT_EQ(rise->metric, Metric::TtftP95);
    EXPECT_EQ(rise->percent, 5);
    EXPECT_TRUE(rise->isMetBy(changed(Metric::TtftP95, 5.1)));
    EXPECT_FALSE(rise->isMetBy(changed(Metric::TtftP95, 5)));
    EXPECT_FALSE(rise->isMetBy(changed(Metric::TtftP50, 50)));

    const auto fall = parseGate(" output_throughput < -2.5 % ");
    ASSERT_TRUE(fall);
    EXPECT_TRUE(fall->isMetBy(changed(Metric::OutputThroughput, -3)));
    EXPECT_FALSE(fall->isMetBy(changed(Metric::OutputThroughput, -2)));
}

TEST(Gate, RefusesWhatItCannotHold)
{
    for (const char *text : {"", "ttft_p95", "ttft_p95>5", "ttft_p95>%", "ttft_p95>five%", "nothing>5%", ">5%",
                             "ttft_p95>5%%", "ttft_p95>nan%"})
        EXPECT_FALSE(parseGate(text)) << text;
}

TEST(Gate, FailuresThatReachAPercentileCount)
{
    Difference difference;
    difference.metric = Metric::TtftP95;
    difference.a = 100;
    difference.b = std::numeric_limits<double>::infinity();
    EXPECT_TRUE(parseGate("ttft_p95>+5%")->isMetBy(difference));
    EXPECT_FALSE(parseGate("ttft_p95<-5%")->isMetBy(difference));
    difference.a = difference.b;
    EXPECT_FALSE(parseGate("ttft_p95>+5%")->isMetBy(difference));
    EXPECT_FALSE(parseGate("ttft_p95>+5%")->canBeHeldAgainst(difference)) << "infinite in both";
}

TEST(Gate, ARateThatFellToNothingFell)
{
    Difference difference;
    difference.metric = Metric::OutputThroughput;
    difference.a = 110.6;
    difference.b = 0;
    const auto gate = parseGate("output_throughput<-3%");
    EXPECT_TRUE(gate->isMetBy(difference));
    EXPECT_TRUE(gate->canBeHeldAgainst(difference));
    EXPECT_FALSE(parseGate("output_throughput>+3%")->isMetBy(difference));
}

TEST(Gate, ListsTheFiguresWhereOneIsNoneOfThem)
{
    const std::string fault = gateFault("nonsense>3");
    EXPECT_NE(fault.find("'nonsense>3'"), std::string::npos);
    for (const Metric metric : metrics::allMetrics())
        EXPECT_NE(fault.find(metrics::name(metric)), std::string::npos) << metrics::name(metric);
    EXPECT_EQ(gateFault("ttft_p99>3"), "'ttft_p99>3' is not of the form ttft_p95>+5%");
}

} // namespace
} // namespace tokamark::cli
