// Verdicts about the server: what it did not do, did otherwise than it says, or cannot do.

#include "integration/cellharness.h"
#include "integration/verdictscene.h"

#include <gtest/gtest.h>

namespace tokamark {
namespace {

using namespace std::chrono_literals;
using metrics::Severity;
using metrics::VerdictCode;
using test::carries;
using test::finding;
using test::steadyServer;
using test::VerdictScene;

simulator::ServerOptions cachingServer()
{
    simulator::ServerOptions options = steadyServer();
    options.prefixCache = true;
    return options;
}

TEST(CacheContaminated, FindsPromptsThatTheServerHasSeenBefore)
{
    VerdictScene scene;
    scene.serve(cachingServer());
    scene.beforeCell = test::repeatOnePrompt;
    for (const session::CellView &cell : scene.run()) {
        EXPECT_TRUE(carries(cell, VerdictCode::CacheContaminated, "cached-prompt"));
        ASSERT_TRUE(cell.figures->server && cell.figures->server->cachedPromptShare);
        EXPECT_GT(*cell.figures->server->cachedPromptShare, 0.3);
    }
}

TEST(CacheContaminated, FindsPromptsOfAnEarlierRun)
{
    // As if a plan with a fixed list of prompts were run twice against a server that stays up.
    VerdictScene scene;
    scene.serve(cachingServer());
    std::shared_ptr<const workload::PromptSource> first;
    scene.beforeCell = [&first](load::CellSpec &spec) { spec.prompts = first = first ? first : spec.prompts; };
    const auto cold = scene.run();
    const auto warm = scene.run();
    for (const session::CellView &cell : cold)
        EXPECT_FALSE(carries(cell, VerdictCode::CacheContaminated));
    for (const session::CellView &cell : warm)
        EXPECT_TRUE(carries(cell, VerdictCode::CacheContaminated));
}

TEST(CacheContaminated, IsSilentWherePromptsAreNew)
{
    VerdictScene scene;
    scene.serve(cachingServer());
    scene.plan.repetitions = 2;
    for (const session::CellView &cell : scene.run()) {
        EXPECT_EQ(finding(cell, "cache"), nullptr) << "looked at";
        EXPECT_FALSE(carries(cell, VerdictCode::CacheContaminated));
    }
}

TEST(CacheContaminated, IsSilentWhereThePlanAsksForHits)
{
    VerdictScene scene;
    scene.serve(cachingServer());
    scene.plan.workloads[0].uniquePrompts = false;
    scene.beforeCell = test::repeatOnePrompt;
    for (const session::CellView &cell : scene.run()) {
        EXPECT_FALSE(carries(cell, VerdictCode::CacheContaminated));
        ASSERT_NE(finding(cell, "cache-allowed"), nullptr) << "but says that there were hits";
        EXPECT_GT(finding(cell, "cache-allowed")->observed, 30);
    }
}

const char *const LongSystemPrompt
    = "You answer questions of people who serve language models, in plain words and without a preface. Say what you do "
      "not "
      "know. Give numbers with their units, and the conditions under which they were measured. Never guess a figure.";

TEST(CacheContaminated, FindsHitsBeyondASystemPrompt)
{
    for (const char *system : {"Be brief.", LongSystemPrompt}) {
        VerdictScene scene;
        scene.serve(cachingServer());
        scene.plan.workloads[0].systemPrompt = system;
        scene.plan.workloads[0].inputTokens.mean = 300;
        scene.beforeCell = test::repeatOnePrompt;
        for (const session::CellView &cell : scene.run())
            EXPECT_TRUE(carries(cell, VerdictCode::CacheContaminated, "cached-beyond-asked")) << system;
    }
}

TEST(CacheContaminated, IsSilentOverASystemPromptThatAllRequestsShare)
{
    VerdictScene scene;
    scene.serve(cachingServer());
    scene.plan.workloads[0].systemPrompt = LongSystemPrompt;
    for (const session::CellView &cell : scene.run()) {
        ASSERT_TRUE(cell.figures->server && cell.figures->server->cachedPromptShare);
        EXPECT_GT(*cell.figures->server->cachedPromptShare, 0.1) << "there were hits";
        EXPECT_FALSE(carries(cell, VerdictCode::CacheContaminated));
        EXPECT_EQ(finding(cell, "cache"), nullptr) << "looked at";
    }
}

TEST(CacheContaminated, IsSilentOverTheSystemPromptsOfAFileAndNotOverMore)
{
    std::vector<std::string> lines;
    for (int i = 0; i < 5; ++i)
        lines.push_back(R"({"messages": [{"role": "system", "content": ")" + std::string(LongSystemPrompt)
                        + R"("}, {"role": "user", "content": "Question )" + std::to_string(i) + ": "
                        + std::string(2400, 'w') + R"("}]})");
    const test::TraceFile file(lines);
    for (const bool isRepeated : {false, true}) {
        VerdictScene scene;
        scene.serve(cachingServer());
        scene.plan.workloads[0].origin = plan::PromptOrigin::File;
        scene.plan.workloads[0].file = file.path();
        if (isRepeated)
            scene.beforeCell = test::repeatOnePrompt;
        for (const session::CellView &cell : scene.run()) {
            ASSERT_TRUE(cell.figures->server && cell.figures->server->cachedPromptShare);
            EXPECT_GT(*cell.figures->server->cachedPromptShare, 0.05) << "there were hits";
            EXPECT_TRUE(cell.figures->askedCachedShare);
            EXPECT_EQ(carries(cell, VerdictCode::CacheContaminated, "cached-beyond-asked"), isRepeated);
        }
    }
}

TEST(CacheContaminated, HoldsAgainstATraceWhatItsBlocksDoNotShare)
{
    for (const bool isRepeated : {false, true}) {
        VerdictScene scene;
        scene.serve(cachingServer());
        // Half of each prompt is one block for all, the other half its own.
        std::vector<std::string> lines;
        for (int i = 0; i < 12; ++i)
            lines.push_back("{\"timestamp\": " + std::to_string(50 * i)
                            + ", \"input_length\": 1024, \"output_length\": 8, \"hash_ids\": [1, "
                            + std::to_string(100 + i) + "]}");
        const test::TraceFile file(lines);
        test::playTrace(scene.plan, file);
        if (isRepeated)
            scene.beforeCell = test::repeatOnePrompt;
        for (const session::CellView &cell : scene.run()) {
            ASSERT_TRUE(cell.figures->askedCachedShare);
            EXPECT_NEAR(*cell.figures->askedCachedShare, 0.5 * 11 / 12, 1e-9);
            EXPECT_EQ(carries(cell, VerdictCode::CacheContaminated, "cached-beyond-asked"), isRepeated);
            EXPECT_EQ(finding(cell, "cache"), nullptr) << "looked at";
        }
    }
}

TEST(Errors, FindsRequestsThatFailed)
{
    for (const simulator::Fault fault :
         {simulator::Fault::Refuse, simulator::Fault::ErrorFrame, simulator::Fault::Cut, simulator::Fault::Truncate}) {
        VerdictScene scene;
        simulator::ServerOptions failing = steadyServer();
        failing.quirks.fault = fault;
        failing.quirks.faultRate = 0.5;
        scene.serve(std::move(failing));
        for (const session::CellView &cell : scene.run()) {
            EXPECT_TRUE(carries(cell, VerdictCode::Errors, "error-rate")) << static_cast<int>(fault);
            EXPECT_LT(cell.figures->completed, 8u);
        }
    }
}

TEST(Errors, IsSilentWhereNoneDid)
{
    VerdictScene scene;
    scene.serve(steadyServer());
    for (const session::CellView &cell : scene.run())
        EXPECT_FALSE(carries(cell, VerdictCode::Errors));
}

TEST(LengthDiffers, FindsAServerThatEndsItsAnswersByItself)
{
    VerdictScene scene;
    scene.plan.workloads[0].outputTokens.mean = 300;
    for (const char *dialect : {"vllm", "tgi"}) {
        simulator::ServerOptions quick = steadyServer(dialect);
        quick.tpot = 1ms;
        scene.serve(std::move(quick));
    }
    const auto cells = scene.run();
    ASSERT_EQ(cells.size(), 2u);
    EXPECT_TRUE(carries(cells[1], VerdictCode::LengthDiffers, "output-length")) << "the plan asked for 300 tokens";
    EXPECT_TRUE(carries(cells[0], VerdictCode::LengthDiffers, "output-length-of-targets"));
    EXPECT_FALSE(carries(cells[0], VerdictCode::LengthDiffers, "output-length"));
    EXPECT_NE(finding(cells[1], "no-exact-length"), nullptr) << "and says why";
}

TEST(LengthDiffers, IsSilentOverServersThatDoAsTheyAreAsked)
{
    VerdictScene scene;
    scene.serve(steadyServer("vllm"));
    scene.serve(steadyServer("sglang"));
    for (const session::CellView &cell : scene.run())
        EXPECT_FALSE(carries(cell, VerdictCode::LengthDiffers)) << cell.figures->meanOutputTokens;
}

TEST(Impossible, FindsAServerThatCountedTheRequestsOfSomebodyElse)
{
    VerdictScene scene;
    scene.serve(steadyServer());
    scene.besideCell = [](const load::CellSpec &asked) {
        load::CellSpec other = test::smallCell(asked.endpoint.url, 4);
        other.protocol = asked.protocol;
        EXPECT_TRUE(test::run(other).result);
    };
    for (const session::CellView &cell : scene.run()) {
        EXPECT_TRUE(carries(cell, VerdictCode::Impossible, "server-requests"));
        EXPECT_TRUE(carries(cell, VerdictCode::Impossible, "server-output-tokens"));
        EXPECT_TRUE(carries(cell, VerdictCode::Impossible, "server-prompt-tokens"));
    }
}

TEST(Impossible, FindsARateAboveWhatTheHardwareCanDo)
{
    VerdictScene scene;
    scene.serve(steadyServer()); // two users with 200 tokens/s each
    scene.plan.targets[0].hardware = {.gpu = "a100-sxm-80gb", .model = "llama3-70b", .weights = "bf16", .kv = {}};
    scene.plan.targets[0].gpus = 2;
    scene.plan.workloads[0].outputTokens.mean = 40;
    for (const session::CellView &cell : scene.run())
        EXPECT_TRUE(carries(cell, VerdictCode::Impossible, "physical-limit")) << cell.figures->outputTokensPerSecond;
}

TEST(Unchecked, WarnsOfARateThatOneGpuCannotReachWhereTheirNumberIsNotSaid)
{
    for (const std::uint32_t gpus : {0u, 1u}) {
        VerdictScene scene;
        scene.serve(steadyServer()); // two users with 200 tokens/s each
        scene.plan.targets[0].hardware = {.gpu = "a100-sxm-80gb", .model = "llama3-70b", .weights = "bf16", .kv = {}};
        scene.plan.targets[0].gpus = gpus;
        scene.plan.workloads[0].outputTokens.mean = 40;
        for (const session::CellView &cell : scene.run()) {
            EXPECT_EQ(carries(cell, VerdictCode::Unchecked, "above-bound-gpus"), gpus == 0);
            EXPECT_EQ(carries(cell, VerdictCode::Impossible, "physical-limit"), gpus == 1)
                << "only what was told convicts";
        }
    }
}

TEST(Impossible, IsSilentOverAServerThatAgreesAndARateThatCanBe)
{
    VerdictScene scene;
    simulator::ServerOptions plain = steadyServer();
    plain.tpot = 20ms;
    scene.serve(std::move(plain));
    scene.plan.targets[0].hardware = {.gpu = "h100-sxm", .model = "llama3-8b", .weights = "bf16", .kv = {}};
    scene.plan.targets[0].gpus = 1;
    for (const session::CellView &cell : scene.run()) {
        for (const char *looked : {"server-counters", "physical-limit"})
            EXPECT_EQ(finding(cell, looked), nullptr) << "looked at";
        EXPECT_FALSE(carries(cell, VerdictCode::Impossible));
        EXPECT_TRUE(cell.figures->physics);
    }
}

simulator::ServerOptions twoSlots()
{
    simulator::ServerOptions options = steadyServer("llama.cpp");
    options.limits.parallel = 2;
    return options;
}

TEST(ServerLimit, FindsMoreUsersThanSlots)
{
    VerdictScene scene;
    scene.serve(twoSlots());
    scene.plan.load.levels = {6};
    for (const session::CellView &cell : scene.run()) {
        EXPECT_TRUE(carries(cell, VerdictCode::ServerLimit, "parallelism"));
        EXPECT_EQ(finding(cell, "parallelism")->threshold, 2);
    }
}

TEST(ServerLimit, FindsARateThatNeedsMoreThanTheSlots)
{
    VerdictScene scene;
    scene.serve(twoSlots());
    scene.plan.load.kind = plan::LoadKind::Open;
    scene.plan.load.levels = {100};
    scene.plan.load.requests = 30;
    for (const session::CellView &cell : scene.run())
        EXPECT_TRUE(carries(cell, VerdictCode::ServerLimit, "in-flight-parallelism")) << cell.figures->meanConcurrency;
}

TEST(ServerLimit, FindsMoreUsersThanASimulatedServerOfItsKindWorksOn)
{
    VerdictScene scene;
    scene.serve(steadyServer("ollama"));
    scene.plan.load.levels = {3};
    scene.plan.load.requests = 12;
    for (const session::CellView &cell : scene.run())
        EXPECT_TRUE(carries(cell, VerdictCode::ServerLimit, "parallelism"));
}

TEST(ServerLimit, IsSilentOverAsManyUsersAsSlots)
{
    VerdictScene scene;
    scene.serve(twoSlots());
    for (const session::CellView &cell : scene.run())
        EXPECT_FALSE(carries(cell, VerdictCode::ServerLimit));
}

TEST(Unchecked, NamesWhatAServerWithoutCountersLeavesOpen)
{
    VerdictScene scene;
    scene.serve(steadyServer());
    scene.plan.targets[0].metricsUrls = {plan::MetricsOff};
    for (const session::CellView &cell : scene.run()) {
        for (const char *subject : {"cache", "server-counters", "physical-limit", "client-ceiling"}) {
            ASSERT_NE(finding(cell, subject), nullptr) << subject;
            EXPECT_EQ(finding(cell, subject)->severity, Severity::Note);
        }
    }
}

TEST(Unchecked, FindsAnswersThatCameInOnePiece)
{
    VerdictScene scene;
    simulator::ServerOptions gathering = steadyServer();
    gathering.quirks.burst = 8; // as long as the answers are
    scene.serve(std::move(gathering));
    for (const session::CellView &cell : scene.run()) {
        EXPECT_TRUE(carries(cell, VerdictCode::Unchecked, "one-piece"));
        EXPECT_FALSE(carries(cell, VerdictCode::ClientLimited)) << "it is not the client that gathered them";
        EXPECT_EQ(cell.figures->tokensPerSecondPerUser, 0) << "no rate is made of no time";
    }
}

TEST(Unchecked, IsSilentOverAnswersThatWereStreamed)
{
    VerdictScene scene;
    scene.serve(steadyServer());
    for (const session::CellView &cell : scene.run())
        EXPECT_FALSE(carries(cell, VerdictCode::Unchecked));
}

TEST(Valid, IsAPointThatNothingSpeaksAgainst)
{
    VerdictScene scene;
    simulator::ServerOptions quick = steadyServer();
    quick.ttft = 10ms;
    scene.serve(std::move(quick));
    scene.plan.percentiles = {50};
    scene.plan.load.levels = {4};
    scene.plan.load.requests = 60;
    for (const session::CellView &cell : scene.run()) {
        ASSERT_FALSE(cell.verdicts.empty());
        EXPECT_EQ(cell.verdicts.front().code, VerdictCode::Valid) << cell.verdicts.front().subject;
    }
}

} // namespace
} // namespace tokamark
