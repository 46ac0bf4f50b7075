// Verdicts about the load and how long it was held: servers and clients that cannot keep up provoke them.

#include "integration/verdictscene.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace tokamark {
namespace {

using namespace std::chrono_literals;
using metrics::VerdictCode;
using test::carries;
using test::finding;
using test::steadyServer;
using test::VerdictScene;

void byTime(VerdictScene &scene, double users, Duration window)
{
    scene.plan.load.levels = {users};
    scene.plan.load.requests.reset();
    scene.plan.load.duration = window;
}

/// All that was said of a cell, for whoever reads why a test failed.
std::string described(const session::CellView &cell)
{
    std::string text;
    for (const metrics::Verdict &verdict : cell.verdicts)
        text += verdict.subject + ' ' + std::to_string(verdict.observed) + "; ";
    return text;
}

/// Requests on a grid, so that chance plays no part.
void atRate(VerdictScene &scene, double rate, Duration window)
{
    byTime(scene, rate, window);
    scene.plan.load.kind = plan::LoadKind::Open;
    scene.plan.load.burstiness = std::numeric_limits<double>::infinity();
}

TEST(LoadNotHeld, FindsUsersWhoAreNotAtWork)
{
    VerdictScene scene;
    scene.serve(steadyServer());
    byTime(scene, 3, 1500ms);
    // Each answer takes 65 ms, and as long as one user prepares his question the others cannot ask either.
    scene.beforeCell = [](load::CellSpec &spec) { test::stallClient(spec, {.sleep = 100ms}); };
    for (const session::CellView &cell : scene.run()) {
        EXPECT_TRUE(carries(cell, VerdictCode::LoadNotHeld, "mean-concurrency")) << cell.figures->meanConcurrency;
        EXPECT_TRUE(carries(cell, VerdictCode::LoadNotHeld, "low-concurrency")) << cell.figures->lowConcurrencyShare;
    }
}

TEST(LoadNotHeld, FindsARateThatTheLimitOfRequestsInFlightHoldsBack)
{
    VerdictScene scene;
    scene.serve(steadyServer());
    atRate(scene, 50, 800ms);
    scene.plan.load.maxInFlight = 1;
    for (const session::CellView &cell : scene.run()) {
        EXPECT_TRUE(carries(cell, VerdictCode::LoadNotHeld, "request-rate"));
        EXPECT_FALSE(carries(cell, VerdictCode::ClientLimited)) << "the plan asked for that wait";
        ASSERT_TRUE(cell.figures->arrivals);
        EXPECT_NEAR(cell.figures->arrivals->duePerSecond, 50, 1);
        EXPECT_LT(cell.figures->arrivals->sentPerSecond, 25);
        EXPECT_GT(cell.figures->ttftFromDue.p50, 3 * cell.figures->ttft.p50);
    }
}

TEST(LoadNotHeld, IsSilentOverAServerThatKeepsUp)
{
    VerdictScene users;
    users.serve(steadyServer());
    byTime(users, 3, 1500ms);
    for (const session::CellView &cell : users.run())
        EXPECT_FALSE(carries(cell, VerdictCode::LoadNotHeld)) << cell.figures->meanConcurrency;

    VerdictScene rate;
    rate.serve(steadyServer());
    atRate(rate, 20, 1500ms);
    for (const session::CellView &cell : rate.run())
        EXPECT_FALSE(carries(cell, VerdictCode::LoadNotHeld)) << cell.figures->arrivals->sentPerSecond;
}

TEST(LoadNotHeld, IsSilentOverUsersWhoThink)
{
    // As many of them are at work as answers and thinking leave: taking their number for the load would be eight times off.
    VerdictScene scene;
    scene.serve(steadyServer());
    byTime(scene, 8, 2s);
    scene.plan.load.thinkTime = 455ms;
    for (const session::CellView &cell : scene.run()) {
        EXPECT_NEAR(cell.figures->expectedConcurrency, 1, 0.4);
        EXPECT_FALSE(carries(cell, VerdictCode::LoadNotHeld)) << cell.figures->meanConcurrency;
    }
}

TEST(Overloaded, FindsRequestsThatPileUp)
{
    VerdictScene scene;
    simulator::ServerOptions oneByOne = steadyServer();
    oneByOne.limits.parallel = 1; // 65 ms each: fifteen in a second
    scene.serve(std::move(oneByOne));
    atRate(scene, 40, 1s);
    for (const session::CellView &cell : scene.run()) {
        EXPECT_TRUE(carries(cell, VerdictCode::Overloaded, "in-flight")) << cell.figures->arrivals->growthShare;
        EXPECT_FALSE(carries(cell, VerdictCode::LoadNotHeld)) << "everything was sent when it was due";
    }
}

TEST(Overloaded, IsSilentOverBurstsThatAServerWorksOff)
{
    VerdictScene scene;
    scene.serve(steadyServer());
    atRate(scene, 40, 1500ms);
    scene.plan.load.burstiness = 0.3;
    for (const session::CellView &cell : scene.run())
        EXPECT_FALSE(carries(cell, VerdictCode::Overloaded)) << cell.figures->arrivals->growthShare;
}

/// Whose answers are short, so that a window of seconds holds many.
simulator::ServerOptions quickServer()
{
    simulator::ServerOptions options = steadyServer();
    options.ttft = 10ms;
    options.tpot = 2ms;
    return options;
}

/// One with half its pace after one second, and a third after two.
simulator::ServerOptions tiringServer()
{
    simulator::ServerOptions options = quickServer();
    options.quirks.slowing.perMinute = 60;
    return options;
}

TEST(NotSteady, FindsAServerThatLosesItsPace)
{
    VerdictScene scene;
    scene.serve(tiringServer());
    byTime(scene, 4, 4s); // a busy machine that stalls for a moment must not hide the trend
    for (const session::CellView &cell : scene.run()) {
        EXPECT_TRUE(carries(cell, VerdictCode::NotSteady)) << described(cell);
        ASSERT_TRUE(cell.figures->steady && cell.figures->steady->outputRate);
        EXPECT_LT(cell.figures->steady->outputRate->changePct, -35);
    }
}

TEST(NotSteady, IsSilentOverAServerThatKeepsItsPace)
{
    VerdictScene scene;
    scene.serve(quickServer());
    byTime(scene, 4, 2500ms);
    for (const session::CellView &cell : scene.run()) {
        EXPECT_EQ(finding(cell, "steadiness-short"), nullptr) << "looked at";
        EXPECT_FALSE(carries(cell, VerdictCode::NotSteady));
    }
}

/// Requests of eight tokens over two and a half seconds, at a rate that goes from one to the other.
std::vector<std::string> traceLines(double fromPerSecond, double toPerSecond)
{
    constexpr double Seconds = 2.5;
    std::vector<std::string> lines;
    for (double at = 0; at < Seconds; at += 1 / (fromPerSecond + (toPerSecond - fromPerSecond) * at / Seconds)) {
        lines.push_back("{\"timestamp\": " + std::to_string(1000 * at)
                        + ", \"input_length\": 64, \"output_length\": 8, \"hash_ids\": []}");
    }
    return lines;
}

TEST(NotSteady, IsSilentOverATraceThatAsksForMoreAndMore)
{
    VerdictScene scene;
    scene.serve(quickServer());
    const test::TraceFile rising(traceLines(15, 90));
    test::playTrace(scene.plan, rising);
    scene.plan.verdicts.rateDrift = {3, 5};
    for (const session::CellView &cell : scene.run()) {
        EXPECT_FALSE(carries(cell, VerdictCode::NotSteady)) << "the load explains it";
        EXPECT_NE(finding(cell, "steadiness-trace"), nullptr) << "and it is said that the server was not judged";
    }
}

TEST(NotSteady, FindsAServerThatLosesItsPaceUnderALevelTrace)
{
    VerdictScene scene;
    scene.serve(tiringServer());
    const test::TraceFile level(traceLines(60, 60));
    test::playTrace(scene.plan, level);
    scene.plan.verdicts.ttftDrift = {40, 80};
    for (const session::CellView &cell : scene.run()) {
        EXPECT_EQ(finding(cell, "steadiness-trace"), nullptr) << "looked at";
        EXPECT_TRUE(carries(cell, VerdictCode::NotSteady));
    }
}

TEST(TooFewSamples, FindsAPercentileThatRestsOnNothing)
{
    VerdictScene scene;
    scene.serve(steadyServer());
    scene.plan.load.requests = 30;
    for (const session::CellView &cell : scene.run())
        EXPECT_TRUE(carries(cell, VerdictCode::TooFewSamples, "p95"));
}

TEST(TooFewSamples, IsSilentOverEnoughRequests)
{
    VerdictScene scene;
    simulator::ServerOptions quick = steadyServer();
    quick.ttft = 2ms;
    quick.tpot = 1ms;
    scene.serve(std::move(quick));
    scene.plan.percentiles = {50, 95};
    scene.plan.load.levels = {8};
    scene.plan.load.requests = 420;
    scene.plan.workloads[0].outputTokens.mean = 2;
    for (const session::CellView &cell : scene.run())
        EXPECT_FALSE(carries(cell, VerdictCode::TooFewSamples));
}

} // namespace
} // namespace tokamark
