// Cases by which other clients are known to have been misled: what a server, a proxy or the client itself does that makes a
// figure say something else than it seems to. docs/accuracy.md lists them with the tests that hold each.

#include "integration/cellharness.h"
#include "integration/verdictscene.h"
#include "metrics/requestlatencies.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <thread>
#include <utility>

namespace tokamark {
namespace {

using namespace std::chrono_literals;
using metrics::VerdictCode;
using test::carries;
using test::finding;
using test::steadyServer;
using test::VerdictScene;

TEST(Trick, ThreeHundredUsersAreThreeHundredRequestsInFlight)
{
    // Pools of 100, 128 or 1000 connections make a plateau that looks like the server's.
    VerdictScene scene;
    simulator::ServerOptions slow = steadyServer();
    slow.ttft = 2s;
    scene.serve(std::move(slow));
    scene.plan.load.levels = {300};
    scene.plan.load.requests = 300;
    scene.plan.workloads[0].outputTokens.mean = 2;
    for (const session::CellView &cell : scene.run()) {
        EXPECT_EQ(cell.figures->completed, 300u);
        EXPECT_EQ(cell.figures->peakConcurrency, 300);
    }
}

TEST(Trick, ARoleBeforeThePrefillIsNoFirstToken)
{
    VerdictScene scene;
    simulator::ServerOptions hasty = steadyServer();
    hasty.ttft = 150ms;
    hasty.quirks.role = simulator::RoleMode::First;
    scene.serve(std::move(hasty));
    for (const session::CellView &cell : scene.run())
        EXPECT_GE(cell.figures->ttft.min, 150);
}

TEST(Trick, FramesOfEveryLegalFormAreReadAlike)
{
    // Lines that end with CRLF, `data:` without a space, and both.
    for (const auto &[crlf, noSpace] : {std::pair(true, false), std::pair(false, true), std::pair(true, true)}) {
        VerdictScene scene;
        simulator::ServerOptions server = steadyServer();
        server.quirks.crlf = crlf;
        server.quirks.noSpace = noSpace;
        scene.serve(std::move(server));
        for (const session::CellView &cell : scene.run()) {
            EXPECT_EQ(cell.figures->completed, 8u) << crlf << noSpace;
            EXPECT_EQ(cell.figures->outputTokens, 8u * 8) << crlf << noSpace;
            EXPECT_FALSE(cell.figures->tokensEstimated);
            EXPECT_GE(cell.figures->ttft.min, 30);
            EXPECT_FALSE(carries(cell, VerdictCode::Errors));
        }
    }
}

TEST(Trick, ACountThatCannotBeIsNoRate)
{
    // Eight events of a token each, of eight that were allowed; the usage says 24.
    for (const auto &[counted, isLie] : {std::pair(24u, true), std::pair(8u, false)}) {
        support::Script answers;
        for (int i = 0; i < 8; ++i) {
            answers.push_back(support::awaitRequest());
            answers.push_back(support::send(support::streamHead()));
            for (int token = 0; token < 8; ++token) {
                answers.push_back(support::wait(2ms));
                answers.push_back(support::send(support::tokenEvent("word ")));
            }
            answers.push_back(support::send(support::finishEvent("length") + support::usageEvent(60, counted)
                                            + support::streamEnd()));
        }
        answers.push_back(support::awaitClose());
        const support::ScriptedServer server(test::everyConnection(answers));
        VerdictScene scene;
        scene.serve(steadyServer()); // is detected; the requests go to the other one
        scene.plan.targets[0].metricsUrls = {plan::MetricsOff};
        scene.plan.workloads[0].ignoreEos = false;
        scene.beforeCell = [&server](load::CellSpec &spec) { spec.endpoint.url = server.url(); };
        for (const session::CellView &cell : scene.run()) {
            ASSERT_EQ(cell.figures->completed, 8u);
            EXPECT_EQ(carries(cell, VerdictCode::Impossible, "output-above-limit"), isLie);
            const metrics::Verdict *const found = finding(cell, "output-above-limit");
            EXPECT_EQ(found == nullptr ? 0 : found->observed, isLie ? 200 : 0);
        }
    }
}

TEST(Trick, ReasoningIsGeneratedAndTheAnswerHasATimeOfItsOwn)
{
    VerdictScene scene;
    simulator::ServerOptions thinking = steadyServer();
    thinking.quirks.reasoningField = "reasoning_content";
    thinking.tpot = 20ms;
    scene.serve(std::move(thinking)); // with its first eight tokens
    scene.plan.workloads[0].outputTokens.mean = 16;
    for (const session::CellView &cell : scene.run()) {
        EXPECT_EQ(cell.figures->ttft.samples, 8u);
        EXPECT_EQ(cell.figures->outputTokens, 8u * 16);
        EXPECT_GE(cell.figures->ttfa.min, cell.figures->ttft.min + 100);
    }
}

TEST(Trick, SeveralTokensInAnEventAreNotOne)
{
    VerdictScene scene;
    simulator::ServerOptions packing = steadyServer();
    packing.quirks.tokensPerChunk = 4;
    scene.serve(std::move(packing));
    scene.plan.workloads[0].outputTokens.mean = 33;
    for (const session::CellView &cell : scene.run()) {
        EXPECT_EQ(cell.figures->outputTokens, 8u * 33);
        EXPECT_FALSE(cell.figures->tokensEstimated);
        EXPECT_FALSE(cell.figures->itlIsPerToken) << "a gap between events is not called ITL";
        EXPECT_NEAR(cell.figures->tpot.p50, 5, 2.5) << "and not four times as much";
    }
}

TEST(Trick, AnAnswerThatEndsEarlyHasTheTokensThatCame)
{
    // Without usage some clients report the length that they asked for.
    VerdictScene scene;
    simulator::ServerOptions brief = steadyServer("tgi");
    brief.tpot = 1ms;
    scene.serve(std::move(brief));
    scene.plan.workloads[0].outputTokens.mean = 400;
    for (const session::CellView &cell : scene.run()) {
        EXPECT_LT(cell.figures->outputTokens, 8u * 400);
        EXPECT_TRUE(carries(cell, VerdictCode::LengthDiffers));
    }
}

TEST(Trick, FailedRequestsAreNoTtftOfZero)
{
    VerdictScene scene;
    simulator::ServerOptions failing = steadyServer();
    failing.quirks.fault = simulator::Fault::Refuse;
    failing.quirks.faultRate = 0.5;
    scene.serve(std::move(failing));
    scene.plan.load.requests = 24;
    for (const session::CellView &cell : scene.run()) {
        EXPECT_GE(cell.figures->ttft.min, 30);
        EXPECT_EQ(cell.figures->ttft.samples + cell.figures->ttft.failures, 24u);
        EXPECT_EQ(cell.figures->ttft.p99, std::numeric_limits<double>::infinity()) << "over every sample, not below";
        EXPECT_TRUE(carries(cell, VerdictCode::Errors));
    }
}

TEST(Trick, APointOfFailuresAloneIsNoPoint)
{
    VerdictScene scene;
    simulator::ServerOptions failing = steadyServer();
    failing.quirks.fault = simulator::Fault::Refuse;
    scene.serve(std::move(failing));
    for (const session::CellView &cell : scene.run()) {
        EXPECT_EQ(cell.verdicts.front().code, VerdictCode::Errors);
        EXPECT_EQ(cell.verdicts.front().severity, metrics::Severity::Bad);
        EXPECT_EQ(cell.figures->outputTokensPerSecond, 0);
    }
}

TEST(Trick, TheWaitBehindALimitIsPartOfWhatPeopleWaited)
{
    // A grid of 10 ms, answers of about 65 ms, one at a time: request n waits n times the difference.
    VerdictScene scene;
    scene.serve(steadyServer());
    scene.plan.load.kind = plan::LoadKind::Open;
    scene.plan.load.burstiness = std::numeric_limits<double>::infinity();
    scene.plan.load.levels = {100};
    scene.plan.load.requests = 20;
    scene.plan.load.maxInFlight = 1;
    for (const session::CellView &cell : scene.run()) {
        const metrics::CellFigures &figures = *cell.figures;
        // By the true service time of this run, for a busy machine lengthens that of the simulated server.
        const double expected = figures.ttft.mean + (figures.e2el.mean - 10) * 9.5;
        EXPECT_NEAR(figures.ttftFromDue.mean, expected, 0.25 * expected);
        EXPECT_GT(figures.ttftFromDue.mean, 5 * figures.ttft.mean);
        ASSERT_TRUE(valueOf(figures, metrics::Metric::TtftDueP95)) << "gates can be set on it";
        EXPECT_TRUE(carries(cell, VerdictCode::Overloaded));
    }
}

TEST(Trick, AStallOfTheClientMovesNoInstantOfTheSchedule)
{
    VerdictScene scene;
    scene.serve(steadyServer());
    scene.plan.load.kind = plan::LoadKind::Open;
    scene.plan.load.burstiness = std::numeric_limits<double>::infinity();
    scene.plan.load.levels = {50};
    scene.plan.load.requests = 40;
    // Once, and for as long as 25 requests of the schedule.
    scene.beforeCell = [](load::CellSpec &spec) {
        class Once final : public workload::PromptSource {
        public:
            explicit Once(std::shared_ptr<const workload::PromptSource> prompts)
                : m_prompts(std::move(prompts))
            {
            }
            [[nodiscard]] workload::GenerationRequest request(std::uint32_t index) const override
            {
                if (index == 5)
                    std::this_thread::sleep_for(500ms);
                return m_prompts->request(index);
            }

        private:
            std::shared_ptr<const workload::PromptSource> m_prompts;
        };
        spec.prompts = std::make_shared<Once>(spec.prompts);
    };
    for (const session::CellView &cell : scene.run()) {
        const metrics::CellFigures &figures = *cell.figures;
        EXPECT_TRUE(carries(cell, VerdictCode::ClientLimited, "send-lateness"));
        EXPECT_EQ(figures.completed, 40u) << "nothing is left out";
        EXPECT_GE(figures.ttftFromDue.max, 500) << "and what came too late shows, instead of a schedule that was moved";
        EXPECT_LT(figures.ttft.p50, 300) << "but not as the server's";
    }
}

TEST(Trick, WarmUpDoesNotFillTheCacheWithWhatIsMeasured)
{
    VerdictScene scene;
    simulator::ServerOptions caching = steadyServer();
    caching.prefixCache = true;
    scene.serve(std::move(caching));
    scene.plan.load.warmupRequests = 4;
    scene.plan.load.levels = {1, 2, 3};
    for (const session::CellView &cell : scene.run()) {
        EXPECT_EQ(finding(cell, "cache"), nullptr) << "looked at";
        EXPECT_FALSE(carries(cell, VerdictCode::CacheContaminated)) << "no level sends what another one sent";
    }
}

TEST(Trick, RequestsThatTheServerTakesBackAreTold)
{
    VerdictScene scene;
    simulator::ServerOptions crowded;
    crowded.presets = {"vllm-llama3-8b-a100"};
    crowded.limits.kvTokens = 500;
    scene.serve(std::move(crowded));
    scene.plan.load.levels = {6};
    scene.plan.load.requests = 12;
    scene.plan.workloads[0].outputTokens.mean = 80;
    for (const session::CellView &cell : scene.run()) {
        const metrics::Verdict *const told = finding(cell, "preemptions");
        ASSERT_NE(told, nullptr);
        EXPECT_GT(told->observed, 0);
    }
}

} // namespace
} // namespace tokamark
