// Requests that come by a schedule and not when an answer lets them: when they are sent, what waits, and what is said of it.

#include "integration/cellharness.h"
#include "metrics/summarise.h"
#include "support/scriptedserver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace tokamark {
namespace {

using namespace std::chrono_literals;
using metrics::Outcome;
using metrics::Phase;
using metrics::RequestRecord;
using metrics::VerdictCode;
using namespace support;
using test::everyConnection;
using test::steadyAnswers;

load::CellSpec openCell(const http::Url &url, double rate, std::uint64_t requests)
{
    load::CellSpec spec = test::smallCell(url, requests);
    spec.arrivals.emplace();
    spec.arrivals->rate = rate;
    spec.arrivals->burstiness = std::numeric_limits<double>::infinity();
    spec.arrivals->requests = requests;
    spec.shortenFirst = false;
    return spec;
}

load::CellSpec timedCell(const http::Url &url, double rate, Duration duration)
{
    load::CellSpec spec = openCell(url, rate, 1);
    spec.requests.reset();
    spec.arrivals->requests.reset();
    spec.duration = duration;
    spec.warmup = 100ms;
    return spec;
}

/// The most requests that were ever in flight at once.
int peak(const std::vector<RequestRecord> &records)
{
    std::vector<std::pair<Instant, int>> steps;
    for (const RequestRecord &record : records) {
        steps.emplace_back(record.at.sent, 1);
        steps.emplace_back(record.at.end, -1);
    }
    std::ranges::sort(steps);
    int level = 0;
    int most = 0;
    for (const auto &[at, change] : steps) {
        level += change;
        most = std::max(most, level);
    }
    return most;
}

std::vector<Duration> dueInstants(const test::CellRun &ran)
{
    std::vector<Duration> instants;
    for (const RequestRecord &record : ran.records)
        instants.push_back(record.at.due - ran.result->started);
    return instants;
}

metrics::CellFigures figuresOf(const test::CellRun &ran)
{
    metrics::SummaryInput input;
    input.records = ran.records;
    input.window = ran.result->window;
    input.client = ran.result->client;
    input.load = plan::LoadKind::Open;
    input.users = 0;
    return metrics::summarise(input);
}

std::set<std::pair<VerdictCode, std::string>> findings(const metrics::CellFigures &figures)
{
    metrics::VerdictInput input;
    input.figures = &figures;
    input.load = plan::LoadKind::Open;
    input.users = 0;
    input.ownDueInstants = true;
    std::set<std::pair<VerdictCode, std::string>> found;
    for (const metrics::Verdict &verdict : metrics::judge(input)) {
        if (verdict.severity >= metrics::Severity::Warning)
            found.emplace(verdict.code, verdict.subject);
    }
    return found;
}

TEST(OpenLoop, EveryRequestIsDueWhereTheScheduleHasIt)
{
    ScriptedServer server(everyConnection(steadyAnswers(100)));
    load::CellSpec spec = openCell(server.url(), 200, 60);
    spec.workers = 2;

    const test::CellRun ran = test::run(spec);

    ASSERT_TRUE(ran.result);
    EXPECT_TRUE(ran.result->complete);
    ASSERT_EQ(ran.records.size(), 60u);
    for (std::size_t i = 0; i < ran.records.size(); ++i) {
        const RequestRecord &record = ran.records[i];
        EXPECT_EQ(record.at.due - ran.result->started, 5ms * i);
        EXPECT_GE(record.at.sent, record.at.due);
        EXPECT_EQ(record.promptIndex, i);
        EXPECT_EQ(record.worker, i % 2);
        EXPECT_EQ(record.outcome, Outcome::Completed) << record.error;
        EXPECT_FALSE(record.shortened);
    }
}

TEST(OpenLoop, OneSeedGivesEveryTargetTheSameInstants)
{
    ScriptedServer slow(everyConnection(steadyAnswers(100)));
    ScriptedServer other(everyConnection(steadyAnswers(100)));
    load::CellSpec spec = openCell(slow.url(), 200, 30);
    spec.arrivals->burstiness = 1;
    spec.arrivals->seed = 5;
    const test::CellRun first = test::run(spec);
    spec.endpoint.url = other.url();
    spec.workers = 3;
    const test::CellRun second = test::run(spec);
    ASSERT_TRUE(first.result && second.result);
    EXPECT_EQ(dueInstants(first), dueInstants(second));
}

TEST(OpenLoop, TheWindowCountsWhatIsDueInIt)
{
    ScriptedServer server(everyConnection(steadyAnswers(200)));
    const test::CellRun ran = test::run(timedCell(server.url(), 100, 500ms));

    ASSERT_TRUE(ran.result);
    EXPECT_TRUE(ran.result->complete);
    const metrics::MeasuredWindow window = ran.result->window;
    std::size_t counted = 0;
    for (const RequestRecord &record : ran.records) {
        EXPECT_EQ(record.phase == Phase::Window, record.at.due >= window.open && record.at.due < window.close);
        counted += record.phase == Phase::Window ? 1 : 0;
        if (record.phase == Phase::Window) {
            EXPECT_EQ(record.outcome, Outcome::Completed) << "the cell goes on until the last counted one has ended";
        }
    }
    EXPECT_EQ(counted, 50u);
    EXPECT_TRUE(std::ranges::any_of(ran.records, [](const RequestRecord &r) { return r.phase == Phase::Drain; }))
        << "the load goes on meanwhile";
}

TEST(OpenLoop, WhatWaitsBehindTheLimitKeepsItsDueInstant)
{
    ScriptedServer server(everyConnection(steadyAnswers(100)));
    load::CellSpec spec = openCell(server.url(), 100, 20);
    spec.maxInFlight = 1;
    spec.workers = 4;

    const test::CellRun ran = test::run(spec);

    ASSERT_TRUE(ran.result);
    ASSERT_EQ(ran.records.size(), 20u);
    EXPECT_EQ(peak(ran.records), 1);
    for (std::size_t i = 0; i < ran.records.size(); ++i)
        EXPECT_EQ(ran.records[i].at.due - ran.result->started, 10ms * i);
    // The server needs 20 ms for each, and they come twice as fast: the last has waited for half of the others.
    EXPECT_GE(ran.records.back().at.sent - ran.records.back().at.due, 190ms);
    const metrics::CellFigures figures = figuresOf(ran);
    EXPECT_GE(figures.ttftFromDue.max - figures.ttft.max, 100);
    EXPECT_GE(figures.clientQueue->max, 190);
    EXPECT_LT(ran.result->client.sendLatenessP99, 100'000) << "the wait that the plan asks for is not our lateness";
}

TEST(OpenLoop, AnEndlessRateSendsEverythingAtOnce)
{
    ScriptedServer server(everyConnection(steadyAnswers(5)));
    const test::CellRun ran = test::run(openCell(server.url(), std::numeric_limits<double>::infinity(), 40));
    ASSERT_TRUE(ran.result);
    ASSERT_EQ(ran.records.size(), 40u);
    for (const RequestRecord &record : ran.records)
        EXPECT_EQ(record.at.due, ran.result->started);
}

TEST(OpenLoop, ConnectionsAreUsedAgain)
{
    ScriptedServer server(everyConnection(steadyAnswers(100)));
    const test::CellRun ran = test::run(openCell(server.url(), 20, 10));
    ASSERT_TRUE(ran.result);
    EXPECT_GE(std::ranges::count_if(ran.records, [](const RequestRecord &r) { return !r.newConnection; }), 5)
        << "an answer takes 20 ms, and one comes every 50 ms";
}

TEST(OpenLoop, MoreWorkersThanRequestsEnd)
{
    ScriptedServer server(everyConnection(steadyAnswers(5)));
    load::CellSpec spec = openCell(server.url(), 100, 2);
    spec.workers = 4;
    const test::CellRun ran = test::run(spec);
    ASSERT_TRUE(ran.result);
    EXPECT_TRUE(ran.result->complete);
    EXPECT_EQ(ran.records.size(), 2u);
}

TEST(OpenLoop, AStopSendsNoMoreOfWhatWaits)
{
    ScriptedServer server(everyConnection(steadyAnswers(1000)));
    load::CellSpec spec = openCell(server.url(), 1000, 500);
    spec.maxInFlight = 2;
    std::stop_source drain;
    test::RecordingObserver observer;
    observer.onSnapshot = [&](const load::CellSnapshot &snapshot) {
        if (snapshot.completed > 0)
            drain.request_stop();
    };
    const auto result = load::runCell(spec, observer, {drain.get_token(), {}});
    ASSERT_TRUE(result);
    EXPECT_TRUE(result->cancelled);
    EXPECT_LT(observer.records.size(), 500u);
    EXPECT_TRUE(
        std::ranges::all_of(observer.records, [](const RequestRecord &r) { return r.outcome == Outcome::Completed; }));
}

TEST(OpenLoop, AServerThatCannotKeepUpIsOverloadedAndTheRateNotHeld)
{
    ScriptedServer server(everyConnection(steadyAnswers(400)));
    load::CellSpec spec = timedCell(server.url(), 100, 1s);
    spec.maxInFlight = 1;
    const test::CellRun ran = test::run(spec);
    ASSERT_TRUE(ran.result);
    const auto found = findings(figuresOf(ran));
    EXPECT_TRUE(found.contains({VerdictCode::Overloaded, "in-flight"}));
    EXPECT_TRUE(found.contains({VerdictCode::LoadNotHeld, "request-rate"}));
}

TEST(OpenLoop, WhatIsNotSentInTimeIsToldAndStandsAboveEverySample)
{
    // One answer takes 20 ms and ten come in that time, so nine in ten would have to wait for ten seconds.
    ScriptedServer server(everyConnection(steadyAnswers(400)));
    load::CellSpec spec = timedCell(server.url(), 500, 1s);
    spec.maxInFlight = 1;
    spec.longestDrain = 300ms;

    const test::CellRun ran = test::run(spec);

    ASSERT_TRUE(ran.result);
    EXPECT_TRUE(ran.result->complete) << "it is a point, with a cause";
    EXPECT_LT(ran.result->ended - ran.result->window.close, 5s);
    std::uint64_t counted = 0;
    std::uint64_t unsent = 0;
    for (const RequestRecord &record : ran.records) {
        counted += record.phase == Phase::Window ? 1 : 0;
        if (!metrics::isUnsent(record))
            continue;
        ++unsent;
        EXPECT_EQ(record.phase, Phase::Window);
        EXPECT_FALSE(record.error.empty());
        EXPECT_GE(record.at.end, ran.result->window.close + 300ms);
    }
    EXPECT_EQ(counted, 500u) << "every request that was due in the window has a record";
    EXPECT_GT(unsent, 200u);
    const metrics::CellFigures figures = figuresOf(ran);
    EXPECT_EQ(figures.arrivals->unsent, unsent);
    EXPECT_EQ(figures.ttftFromDue.failures, unsent);
    EXPECT_EQ(figures.ttft.failures, 0u) << "they were never sent";
    EXPECT_EQ(figures.started + unsent, 500u);
    EXPECT_EQ(figures.failed, 0u) << "nor did they fail";
    EXPECT_TRUE(std::isinf(figures.ttftFromDue.p95));
    EXPECT_TRUE(findings(figures).contains({VerdictCode::LoadNotHeld, "unsent"}));
}

TEST(OpenLoop, WhatIsDueIsWaitedForWhereThereIsTime)
{
    ScriptedServer server(everyConnection(steadyAnswers(400)));
    load::CellSpec spec = timedCell(server.url(), 100, 500ms);
    spec.maxInFlight = 1;
    spec.longestDrain = 60s;
    const test::CellRun ran = test::run(spec);
    ASSERT_TRUE(ran.result);
    EXPECT_TRUE(std::ranges::none_of(ran.records, metrics::isUnsent));
    EXPECT_EQ(figuresOf(ran).ttftFromDue.samples, 50u);
}

TEST(OpenLoop, AServerThatKeepsUpIsNeither)
{
    ScriptedServer server(everyConnection(steadyAnswers(400)));
    const test::CellRun ran = test::run(timedCell(server.url(), 40, 1s));
    ASSERT_TRUE(ran.result);
    const metrics::CellFigures figures = figuresOf(ran);
    EXPECT_DOUBLE_EQ(figures.arrivals->duePerSecond, 40);
    const auto found = findings(figures);
    EXPECT_FALSE(found.contains({VerdictCode::Overloaded, "in-flight"}));
}

} // namespace
} // namespace tokamark
