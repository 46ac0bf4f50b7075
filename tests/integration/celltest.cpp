#include "integration/cellharness.h"
#include "support/scriptedserver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

namespace tokamark {
namespace {

using namespace std::chrono_literals;
using metrics::Outcome;
using metrics::Phase;
using metrics::RequestRecord;
using namespace support;
using test::everyConnection;
using test::steadyAnswers;

/// Sanitizers slow the closing of a thousand sockets down several times.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr Duration AbortLimit = 2s;
#else
constexpr Duration AbortLimit = 200ms;
#endif

std::size_t count(const std::vector<RequestRecord> &records, Phase phase)
{
    return static_cast<std::size_t>(
        std::count_if(records.begin(), records.end(), [phase](const RequestRecord &r) { return r.phase == phase; }));
}

TEST(Cell, MeasuresAWindowInsideSteadyLoad)
{
    ScriptedServer server(everyConnection(steadyAnswers(500)));
    load::CellSpec spec = test::smallCell(server.url());
    spec.requests.reset();
    spec.users = 4;
    spec.duration = 600ms;
    spec.warmup = 200ms;
    spec.ramp = 200ms;
    spec.workers = 2;

    const test::CellRun ran = test::run(spec);

    ASSERT_TRUE(ran.result);
    const metrics::MeasuredWindow window = ran.result->window;
    EXPECT_TRUE(ran.result->complete);
    EXPECT_FALSE(ran.result->cancelled);
    EXPECT_FALSE(window.wholeCell);
    EXPECT_EQ(window.close - window.open, 600ms);
    EXPECT_GE(window.open - ran.result->started, 400ms);
    EXPECT_GT(count(ran.records, Phase::Ramp), 0u);
    EXPECT_GT(count(ran.records, Phase::WarmUp), 0u);
    EXPECT_GT(count(ran.records, Phase::Window), 20u);
    EXPECT_GT(count(ran.records, Phase::Drain), 0u);
    std::size_t shortened = 0;
    for (const RequestRecord &record : ran.records) {
        if (record.phase == Phase::Window) {
            EXPECT_GE(record.at.sent, window.open);
            EXPECT_LT(record.at.sent, window.close);
            EXPECT_EQ(record.outcome, Outcome::Completed) << record.error;
        }
        if (record.outcome == Outcome::Cancelled) {
            EXPECT_EQ(record.phase, Phase::Drain);
        }
        shortened += record.shortened ? 1 : 0;
        EXPECT_EQ(record.worker, record.user % 2);
    }
    EXPECT_EQ(shortened, 4u);
}

TEST(Cell, StartsUsersAlongTheRamp)
{
    ScriptedServer server(everyConnection(steadyAnswers(100)));
    load::CellSpec spec = test::smallCell(server.url(), 60);
    spec.users = 5;
    spec.ramp = 500ms;

    const test::CellRun ran = test::run(spec);

    ASSERT_TRUE(ran.result);
    for (std::uint32_t user = 0; user < spec.users; ++user) {
        const auto first = std::find_if(ran.records.begin(), ran.records.end(),
                                        [user](const RequestRecord &record) { return record.user == user; });
        ASSERT_NE(first, ran.records.end());
        EXPECT_EQ(first->at.due - ran.result->started, 100ms * user);
        EXPECT_GE(first->at.sent, first->at.due);
    }
}

TEST(Cell, CountsTheRampWhereThePlanPutsItIntoTheWindow)
{
    ScriptedServer server(everyConnection(steadyAnswers(500)));
    load::CellSpec spec = test::smallCell(server.url());
    spec.requests.reset();
    spec.users = 4;
    spec.duration = 500ms;
    spec.ramp = 200ms;
    spec.warmup = 0s;
    spec.rampInsideWindow = true;

    const test::CellRun ran = test::run(spec);

    ASSERT_TRUE(ran.result);
    EXPECT_TRUE(ran.result->complete);
    EXPECT_EQ(ran.result->window.open, ran.result->started);
    EXPECT_EQ(ran.result->window.close - ran.result->window.open, 500ms);
    EXPECT_FALSE(ran.result->window.wholeCell);
    EXPECT_EQ(count(ran.records, Phase::Ramp) + count(ran.records, Phase::WarmUp), 0u);
    EXPECT_GT(count(ran.records, Phase::Window), 20u);
    for (const RequestRecord &record : ran.records)
        EXPECT_FALSE(record.shortened);
}

TEST(Cell, ThinksBetweenRequests)
{
    ScriptedServer server(everyConnection(steadyAnswers(10)));
    load::CellSpec spec = test::smallCell(server.url(), 3);
    spec.thinkTime = 80ms;
    const test::CellRun ran = test::run(spec);
    ASSERT_EQ(ran.records.size(), 3u);
    for (std::size_t i = 1; i < 3; ++i) {
        EXPECT_GE(ran.records[i].at.due - ran.records[i - 1].at.end, 80ms);
        EXPECT_LT(ran.records[i].at.due - ran.records[i - 1].at.end, 81ms);
        EXPECT_GE(ran.records[i].at.sent, ran.records[i].at.due);
    }
}

TEST(Cell, SendsEveryPromptOnceWithANumberOfRequests)
{
    ScriptedServer server(everyConnection(steadyAnswers(50)));
    load::CellSpec spec = test::smallCell(server.url(), 37);
    spec.users = 6;
    spec.workers = 2;
    const test::CellRun ran = test::run(spec);
    ASSERT_EQ(ran.records.size(), 37u);
    EXPECT_TRUE(ran.result->complete);
    EXPECT_TRUE(ran.result->window.wholeCell);
    Instant last;
    for (std::size_t i = 0; i < ran.records.size(); ++i) {
        EXPECT_EQ(ran.records[i].promptIndex, i);
        EXPECT_EQ(ran.records[i].phase, Phase::Window);
        EXPECT_FALSE(ran.records[i].shortened);
        last = std::max(last, ran.records[i].at.end);
    }
    EXPECT_EQ(ran.result->window.close, last);
    EXPECT_GT(ran.result->client.cpuShare, 0.0);
    EXPECT_LE(ran.result->client.cpuShare, 1.0);
    EXPECT_EQ(ran.snapshots.back()->completed, 37u);
    EXPECT_EQ(ran.snapshots.back()->inFlight, 0u);
    EXPECT_EQ(ran.snapshots.back()->tokens, 37u * 4);
}

TEST(Cell, SendsWarmUpRequestsThatCountNowhere)
{
    ScriptedServer server([](int) { return steadyAnswers(20); });
    load::CellSpec spec = test::smallCell(server.url(), 4);
    spec.users = 2;
    spec.warmupRequests = 3;
    const test::CellRun ran = test::run(spec);
    ASSERT_TRUE(ran.result);
    EXPECT_EQ(ran.records.size(), 4u);
    EXPECT_EQ(server.requests().size(), 7u);
}

TEST(Cell, DrainLetsRequestsInFlightEnd)
{
    ScriptedServer server(everyConnection(steadyAnswers(1000)));
    load::CellSpec spec = test::smallCell(server.url(), 1000);
    spec.users = 3;
    std::stop_source drain;
    std::jthread stopper([&drain] {
        std::this_thread::sleep_for(300ms);
        drain.request_stop();
    });
    const test::CellRun ran = test::run(spec, {drain.get_token(), {}});
    ASSERT_TRUE(ran.result);
    EXPECT_TRUE(ran.result->cancelled);
    EXPECT_FALSE(ran.result->complete);
    EXPECT_LT(ran.result->ended - ran.result->started, 2s);
    EXPECT_GT(ran.records.size(), 10u);
    for (const RequestRecord &record : ran.records)
        EXPECT_EQ(record.outcome, Outcome::Completed);
}

TEST(Cell, IsCompleteIfItIsStoppedWhenEveryRequestIsUnderWay)
{
    ScriptedServer server(everyConnection({awaitRequest(), wait(600ms), send(wholeStream(2)), awaitClose()}));
    load::CellSpec spec = test::smallCell(server.url(), 3);
    spec.users = 3;
    std::stop_source drain;
    test::RecordingObserver observer;
    observer.onSnapshot = [&drain](const load::CellSnapshot &snapshot) {
        if (snapshot.started == 3)
            drain.request_stop();
    };
    const auto result = load::runCell(spec, observer, {drain.get_token(), {}});
    ASSERT_TRUE(result);
    ASSERT_EQ(observer.records.size(), 3u);
    EXPECT_TRUE(drain.stop_requested());
    EXPECT_TRUE(result->complete);
    EXPECT_FALSE(result->cancelled);
}

TEST(Cell, EndsWithoutAThoughtAfterTheLastRequest)
{
    ScriptedServer server(everyConnection(steadyAnswers(3)));
    load::CellSpec spec = test::smallCell(server.url(), 4);
    spec.users = 4;
    spec.thinkTime = 5s;
    const test::CellRun ran = test::run(spec);
    ASSERT_TRUE(ran.result);
    EXPECT_EQ(ran.records.size(), 4u);
    EXPECT_TRUE(ran.result->complete);
    EXPECT_LT(ran.result->ended - ran.result->started, 2s);
}

TEST(Cell, AbortEndsAThousandStreamsAtOnce)
{
    ScriptedServer server([](int) { return Script{}; });
    load::CellSpec spec = test::smallCell(server.url(), 5000);
    spec.users = 1000;
    std::stop_source abort;
    Instant asked;
    test::RecordingObserver observer;
    observer.onSnapshot = [&](const load::CellSnapshot &snapshot) {
        if (snapshot.inFlight == 1000 && !happened(asked) && server.connections() == 1001) {
            asked = SteadyClock().now();
            abort.request_stop();
        }
    };
    const auto result = load::runCell(spec, observer, {{}, abort.get_token()});
    const Duration taken = SteadyClock().now() - asked;
    ASSERT_TRUE(result);
    EXPECT_TRUE(result->cancelled);
    EXPECT_LT(taken, AbortLimit);
    ASSERT_EQ(observer.records.size(), 1000u);
    for (const RequestRecord &record : observer.records)
        EXPECT_EQ(record.outcome, Outcome::Cancelled);
}

TEST(Cell, StopsWhileItStillConnects)
{
    std::stop_source abort;
    abort.request_stop();
    http::Url url;
    url.host = "192.0.2.1"; // reserved for documentation: nobody answers
    const test::CellRun ran = test::run(test::smallCell(url), {{}, abort.get_token()});
    ASSERT_FALSE(ran.result);
    EXPECT_EQ(ran.result.error().code, ErrorCode::Interrupted);
}

TEST(Cell, RefusesMoreUsersThanPorts)
{
    ScriptedServer server([](int) { return Script{}; });
    load::CellSpec spec = test::smallCell(server.url());
    spec.users = 100'000;
    const test::CellRun ran = test::run(spec);
    ASSERT_FALSE(ran.result);
    EXPECT_EQ(ran.result.error().code, ErrorCode::TooFewPorts);
    EXPECT_EQ(server.connections(), 0);
}

TEST(Cell, PublishesSnapshotsThatGrow)
{
    ScriptedServer server(everyConnection(steadyAnswers(500)));
    load::CellSpec spec = test::smallCell(server.url());
    spec.requests.reset();
    spec.users = 2;
    spec.duration = 1200ms;
    spec.warmup = 0ms;
    const test::CellRun ran = test::run(spec);
    ASSERT_TRUE(ran.result);
    ASSERT_GE(ran.snapshots.size(), 4u);
    const load::CellSnapshot &last = *ran.snapshots[ran.snapshots.size() - 2];
    EXPECT_GE(last.series.size(), 3u);
    EXPECT_FALSE(last.dots.empty());
    EXPECT_GT(last.ttftP50Ms, 4.0);
    EXPECT_LT(last.ttftP50Ms, 50.0);
    EXPECT_GT(last.tokensPerSecond, 100);
    EXPECT_GE(last.windowOpenedAt, 0);
    double inFlight = 0;
    for (const load::SeriesPoint &point : last.series)
        inFlight = std::max(inFlight, point.inFlight);
    EXPECT_GT(inFlight, 1.5);
    EXPECT_LE(inFlight, 2.01);
}

} // namespace
} // namespace tokamark
