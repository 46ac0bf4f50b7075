#include "session/physics.h"

#include <gtest/gtest.h>

namespace tokamark::session {
namespace {

plan::Target targetOn(const char *gpu, const char *model = "llama3-8b")
{
    plan::Target target;
    target.hardware.gpu = gpu;
    target.hardware.model = model;
    return target;
}

/// Users with 300 tokens in and 100 out: a mean context of 350.
metrics::CellFigures figuresOf(double users)
{
    metrics::CellFigures figures;
    figures.expectedConcurrency = users;
    figures.meanConcurrency = users;
    figures.meanInputTokens = 300;
    figures.meanOutputTokens = 100;
    return figures;
}

metrics::PhysicsFigures boundsOf(const plan::Target &target, const metrics::CellFigures &figures,
                                 const HardwareFacts &facts = {})
{
    const auto replica = replicaOf(target, facts);
    EXPECT_TRUE(replica && *replica);
    return physicsOf(**replica, target, facts, figures);
}

TEST(Physics, ComesToTheWorkedNumbers)
{
    // Worked by hand: max(15.01 GB / 2.039 TB/s, 2 x 7.505e9 B / 312e12) + B x 350 x 131072 B / 2.039 TB/s.
    EXPECT_NEAR(boundsOf(targetOn("A100-80GB"), figuresOf(1)).mostTokensPerSecond, 135, 1);
    EXPECT_NEAR(boundsOf(targetOn("A100-80GB"), figuresOf(10)).mostTokensPerSecond, 1318, 3);
    EXPECT_NEAR(boundsOf(targetOn("A100-80GB"), figuresOf(100)).mostTokensPerSecond, 10405, 15);
    EXPECT_NEAR(boundsOf(targetOn("h200-sxm"), figuresOf(50)).mostTokensPerSecond, 13870, 20);
    // 300 tokens in a prefill that is bound by reading the weights.
    EXPECT_NEAR(boundsOf(targetOn("A100-80GB"), figuresOf(10)).lowestTtftMs, 14.5, 0.5);
}

TEST(Physics, ReadsTheWeightsFromTheNameOfTheModelUnlessTold)
{
    plan::Target target = targetOn("A100-80GB", "");
    HardwareFacts facts;
    facts.model = "casperhansen/llama-3-70b-instruct-awq";
    EXPECT_NEAR(boundsOf(target, figuresOf(50), facts).mostTokensPerSecond, 1993, 5);
    target.hardware.weights = "fp8";
    EXPECT_EQ(replicaOf(target, facts)->value().weights, roofline::WeightFormat::Bits8);
}

TEST(Physics, TakesEveryGpuThatWasSeenIntoABoundThatNobodyTold)
{
    HardwareFacts facts;
    facts.detectedGpu = "NVIDIA H100 80GB HBM3";
    facts.detectedGpus = 4;
    facts.model = "meta-llama/Llama-3.1-8B-Instruct";
    const metrics::PhysicsFigures physics = boundsOf(plan::Target(), figuresOf(10), facts);
    EXPECT_EQ(physics.gpu, "H100 SXM");
    EXPECT_EQ(physics.gpus, 4U);
    EXPECT_FALSE(physics.told);
}

TEST(Physics, IsToldWhereThePlanNamesAllThatTheBoundRestsOn)
{
    plan::Target target = targetOn("h100-sxm");
    target.hardware.weights = "fp8";
    EXPECT_FALSE(boundsOf(target, figuresOf(10)).told) << "of one GPU, and perhaps there are four";
    target.gpus = 1;
    EXPECT_TRUE(boundsOf(target, figuresOf(10)).told);
    target.hardware.weights.clear();
    EXPECT_FALSE(boundsOf(target, figuresOf(10)).told) << "a name does not tell what a server quantizes itself";
}

TEST(Physics, ExpectsAQueueAboveTheLimitOfTheServer)
{
    HardwareFacts facts;
    facts.parallelism = 64;
    const metrics::PhysicsFigures queued = boundsOf(targetOn("A100-80GB"), figuresOf(100), facts);
    EXPECT_DOUBLE_EQ(queued.expectedWaiting, 36);
    const metrics::PhysicsFigures served = boundsOf(targetOn("A100-80GB"), figuresOf(50), facts);
    EXPECT_DOUBLE_EQ(served.expectedWaiting, 0);
    EXPECT_GT(queued.expectedTtftMs, 5 * served.expectedTtftMs);
    // 0.9 x 80 GB less 16.06 GB of weights and 1.5 GB, over 128 KiB a token, over 400 tokens a request.
    EXPECT_NEAR(served.kvRequests, 54.44e9 / 131'072 / 400, 1);
}

TEST(Physics, KnowsNoBoundWithoutGpuOrShape)
{
    HardwareFacts facts;
    facts.model = "gpt2";
    EXPECT_FALSE(replicaOf(targetOn("A100-80GB", ""), facts)->has_value());
    EXPECT_FALSE(replicaOf(targetOn("", "llama3-8b"), facts)->has_value());
    EXPECT_EQ(replicaOf(targetOn("Voodoo 2"), facts).error().code, ErrorCode::BadPlan);
    EXPECT_EQ(replicaOf(targetOn("A100-80GB", "/nowhere/config.json"), facts).error().code, ErrorCode::FileUnreadable);
}

} // namespace
} // namespace tokamark::session
