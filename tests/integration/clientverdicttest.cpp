// Verdicts about the client and its clock: a client that is starved of time provokes them, one that has enough does not.

#include "base/realtimeoffset.h"
#include "integration/verdictscene.h"
#include "metrics/summarise.h"

#include <gtest/gtest.h>

namespace tokamark {
namespace {

using namespace std::chrono_literals;
using metrics::VerdictCode;
using test::carries;
using test::finding;
using test::steadyServer;
using test::VerdictScene;

TEST(ClientLimited, FindsAClientThatIsLateWithItsNextRequests)
{
    VerdictScene scene;
    scene.serve(steadyServer());
    scene.beforeCell = [](load::CellSpec &spec) { test::stallClient(spec, {.sleep = 350ms}); };
    for (const session::CellView &cell : scene.run()) {
        EXPECT_TRUE(carries(cell, VerdictCode::ClientLimited, "turnaround"));
        EXPECT_GE(finding(cell, "turnaround")->observed, 300);
        EXPECT_TRUE(carries(cell, VerdictCode::ClientLimited, "send-lateness"));
    }
}

TEST(ClientLimited, FindsAClientThatIsLateForASchedule)
{
    VerdictScene scene;
    scene.serve(steadyServer());
    scene.plan.load.kind = plan::LoadKind::Open;
    scene.plan.load.levels = {20};
    scene.plan.load.requests = 20;
    scene.beforeCell = [](load::CellSpec &spec) { test::stallClient(spec, {.sleep = 100ms}); };
    for (const session::CellView &cell : scene.run()) {
        EXPECT_TRUE(carries(cell, VerdictCode::ClientLimited, "send-lateness"));
        EXPECT_GT(cell.figures->ttftFromDue.p50, 2 * cell.figures->ttft.p50) << "what users of the service would feel";
    }
}

TEST(ClientLimited, FindsAThreadThatHasNoTimeLeft)
{
    VerdictScene scene;
    scene.serve(steadyServer());
    scene.plan.verdicts.workerCpu = {10, 20};
    scene.plan.load.requests = 20;
    scene.beforeCell = [](load::CellSpec &spec) { test::stallClient(spec, {.busy = 60ms}); };
    for (const session::CellView &cell : scene.run())
        EXPECT_TRUE(carries(cell, VerdictCode::ClientLimited, "worker-cpu")) << cell.figures->client.cpuShare;
}

TEST(ClientLimited, FindsReadsThatComeSoLateThatEventsMeetInThem)
{
    VerdictScene scene;
    scene.serve(steadyServer());
    scene.plan.load.levels = {4};
    scene.plan.load.requests = 24;
    scene.beforeCell = [](load::CellSpec &spec) { test::stallClient(spec, {.sleep = 40ms}); };
    for (const session::CellView &cell : scene.run()) {
        EXPECT_TRUE(carries(cell, VerdictCode::ClientLimited, "shared-first-tokens"))
            << cell.figures->client.sharedFirstTokenShare;
    }
}

TEST(ClientLimited, FindsALoadNearTheMostThatThisClientCanMeasure)
{
    VerdictScene scene;
    scene.serve(steadyServer());
    scene.plan.load.requests.reset();
    scene.plan.load.duration = 800ms;
    scene.ceiling.emplace();
    scene.ceiling->streams = 2;
    scene.ceiling->tokensPerSecond = 1e6;
    for (const session::CellView &cell : scene.run())
        EXPECT_TRUE(carries(cell, VerdictCode::ClientLimited, "client-ceiling"));
    scene.ceiling->streams = 1'000;
    for (const session::CellView &cell : scene.run()) {
        EXPECT_FALSE(carries(cell, VerdictCode::ClientLimited, "client-ceiling"));
        EXPECT_EQ(finding(cell, "client-ceiling"), nullptr) << "looked at";
    }
    scene.ceiling->streams = 2;
    scene.ceiling->mayBeMore = true;
    for (const session::CellView &cell : scene.run()) {
        EXPECT_FALSE(carries(cell, VerdictCode::ClientLimited, "client-ceiling"))
            << "the search was ended by something else";
        ASSERT_NE(finding(cell, "client-ceiling"), nullptr);
        EXPECT_EQ(finding(cell, "client-ceiling")->code, VerdictCode::Unchecked);
    }
}

TEST(ClientLimited, IsSilentOverAClientThatHasTime)
{
    for (const plan::LoadKind kind : {plan::LoadKind::Closed, plan::LoadKind::Open}) {
        VerdictScene scene;
        scene.serve(steadyServer());
        scene.plan.load.kind = kind;
        scene.plan.load.levels = {kind == plan::LoadKind::Closed ? 2.0 : 20.0};
        scene.plan.load.requests = 20;
        for (const session::CellView &cell : scene.run())
            EXPECT_FALSE(carries(cell, VerdictCode::ClientLimited)) << cell.verdicts.front().subject;
    }
}

TEST(ClientLimited, IsSilentOverAServerThatGathersEventsIntoOneWrite)
{
    VerdictScene scene;
    simulator::ServerOptions gathering = steadyServer();
    gathering.tpot = 100ms;
    gathering.quirks.burst = 4;
    scene.serve(std::move(gathering));
    for (const session::CellView &cell : scene.run()) {
        EXPECT_EQ(cell.figures->client.sharedFirstTokenShare, 1) << "every first token shares its read";
        EXPECT_FALSE(carries(cell, VerdictCode::ClientLimited));
    }
}

/// The verdict of a cell whose worker saw these readings of both clocks.
std::vector<metrics::Verdict> judgedAfter(std::initializer_list<RealtimeOffset::Reading> readings)
{
    RealtimeOffset offset(*readings.begin());
    for (const RealtimeOffset::Reading &reading : readings)
        offset.accept(reading);
    metrics::CellFigures figures;
    figures.client.clockStepMaxMs = toMilliseconds(offset.largestStep());
    metrics::VerdictInput input;
    input.figures = &figures;
    return metrics::judge(input);
}

bool saysThatTheClockStepped(const std::vector<metrics::Verdict> &verdicts)
{
    return std::ranges::any_of(verdicts,
                               [](const metrics::Verdict &verdict) { return verdict.code == VerdictCode::ClockStep; });
}

/// `at` after boot, with the wall clock so far ahead of the monotonic one.
RealtimeOffset::Reading reading(Duration at, Duration ahead)
{
    return {Instant(at), (at + ahead).count(), Instant(at)};
}

TEST(ClockStep, FindsAWallClockThatWasSet)
{
    // Nobody can set the clock of the machine that runs the tests, so the worker's own follower is given its readings.
    EXPECT_TRUE(saysThatTheClockStepped(judgedAfter({reading(1s, 9s), reading(2s, 9s + 3ms)})));
    EXPECT_TRUE(saysThatTheClockStepped(judgedAfter({reading(1s, 9s), reading(2s, 9s - 300us)})));
}

TEST(ClockStep, IsSilentOverAClockThatIsSlewed)
{
    EXPECT_FALSE(saysThatTheClockStepped(
        judgedAfter({reading(1s, 9s), reading(1100ms, 9s + 50us), reading(1200ms, 9s + 100us)})));
}

TEST(ClockStep, FindsInstantsThatRunBackwards)
{
    metrics::RequestRecord record;
    record.at.due = record.at.sent = Instant(1s);
    record.at.firstByte = record.at.firstEvent = record.at.firstToken = Instant(1s - 1ms);
    record.at.lastToken = record.at.end = Instant(2s);
    metrics::SummaryInput input;
    input.records = {&record, 1};
    input.window = {Instant(1s), Instant(3s), true};
    const metrics::CellFigures figures = metrics::summarise(input);
    metrics::VerdictInput judged;
    judged.figures = &figures;
    EXPECT_TRUE(saysThatTheClockStepped(metrics::judge(judged))) << "a TTFT below zero is a fault and no figure";
}

} // namespace
} // namespace tokamark
