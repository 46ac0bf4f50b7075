#include "roofline/roofline.h"

#include <gtest/gtest.h>

#include <string>

namespace tokamark::roofline {
namespace {

Roofline ideal(std::string_view model, std::string_view gpu, WeightFormat weights = WeightFormat::Bits16)
{
    return Roofline({.model = *findModel(model), .gpu = *findGpu(gpu), .weights = weights});
}

struct DecodeCase {
    const char *model;
    const char *gpu;
    WeightFormat weights;
    double batch;
    double stepMs;
    double tokensPerSecond;
};

class IdealDecode : public testing::TestWithParam<DecodeCase> { };

// Computed by hand from the data sheets, mean context 350.
TEST_P(IdealDecode, AgreesWithTheReferenceTable)
{
    const DecodeCase &expected = GetParam();
    const auto roofline = ideal(expected.model, expected.gpu, expected.weights);
    EXPECT_NEAR(roofline.decodeStepSeconds(expected.batch, 350) * 1e3, expected.stepMs, expected.stepMs * 0.005);
    EXPECT_NEAR(roofline.decodeTokensPerSecond(expected.batch, 350), expected.tokensPerSecond,
                expected.tokensPerSecond * 0.01);
    EXPECT_NEAR(roofline.tokensPerSecondPerUser(expected.batch, 350) * expected.batch, expected.tokensPerSecond,
                expected.tokensPerSecond * 0.01);
}

constexpr auto Fp16 = WeightFormat::Bits16;
constexpr auto Int4 = WeightFormat::Bits4Group128;

INSTANTIATE_TEST_SUITE_P(Reference, IdealDecode,
                         testing::Values(DecodeCase{"llama3-8b", "a100-sxm-80gb", Fp16, 1, 7.38, 135},
                                         DecodeCase{"llama3-8b", "a100-sxm-80gb", Fp16, 10, 7.59, 1318},
                                         DecodeCase{"llama3-8b", "a100-sxm-80gb", Fp16, 50, 8.49, 5892},
                                         DecodeCase{"llama3-8b", "a100-sxm-80gb", Fp16, 100, 9.61, 10405},
                                         DecodeCase{"llama3-8b", "a100-sxm-80gb", Fp16, 200, 14.1, 14163},
                                         DecodeCase{"llama3-8b", "h100-sxm", Fp16, 1, 4.49, 223},
                                         DecodeCase{"llama3-8b", "h100-sxm", Fp16, 50, 5.17, 9680},
                                         DecodeCase{"llama3-8b", "h100-sxm", Fp16, 200, 7.22, 27704},
                                         DecodeCase{"llama3-8b", "h200-sxm", Fp16, 10, 3.22, 3103},
                                         DecodeCase{"llama3-8b", "h200-sxm", Fp16, 200, 5.04, 39695},
                                         DecodeCase{"llama3-8b", "l40s", Fp16, 100, 22.7, 4409},
                                         DecodeCase{"llama3-8b", "rtx-4090", Fp16, 10, 15.3, 652},
                                         DecodeCase{"llama3-8b", "rtx-4090", Fp16, 200, 27.3, 7333},
                                         DecodeCase{"llama3-70b", "a100-sxm-80gb", Int4, 1, 18.6, 53.8},
                                         DecodeCase{"llama3-70b", "a100-sxm-80gb", Int4, 10, 19.0, 525},
                                         DecodeCase{"llama3-70b", "a100-sxm-80gb", Int4, 50, 25.1, 1993},
                                         DecodeCase{"llama3-70b", "a100-sxm-80gb", Int4, 100, 50.2, 1993},
                                         DecodeCase{"llama3-70b", "h100-sxm", Int4, 50, 13.0, 3860},
                                         DecodeCase{"llama3-70b", "h100-sxm", Int4, 100, 17.5, 5723}),
                         [](const auto &test) {
                             std::string text = std::string(test.param.model) + "_" + test.param.gpu + "_"
                                 + std::to_string(static_cast<int>(test.param.batch));
                             for (char &c : text)
                                 c = c == '-' ? '_' : c;
                             return text;
                         });

TEST(Roofline, CountsTheBytesOfWeightsAndCache)
{
    const auto small = ideal("llama3-8b", "a100-sxm-80gb");
    EXPECT_DOUBLE_EQ(small.kvBytesPerToken(), 131072);
    EXPECT_NEAR(small.weightBytesPerStep(), 15.01e9, 0.01e9);
    EXPECT_NEAR(small.residentWeightBytes(), 16.06e9, 0.01e9);
    const auto large = ideal("llama3-70b", "a100-sxm-80gb", Int4);
    EXPECT_DOUBLE_EQ(large.kvBytesPerToken(), 327680);
    EXPECT_NEAR(large.weightBytesPerStep(), 37.66e9, 0.02e9);
    EXPECT_NEAR(large.residentWeightBytes(), 39.77e9, 0.02e9);
    EXPECT_DOUBLE_EQ(ideal("llama2-7b", "a100-sxm-80gb").kvBytesPerToken(), 524288);
}

TEST(Roofline, HalvesTheCacheAtEightBits)
{
    const Roofline roofline({.model = *findModel("llama3-70b"),
                             .gpu = *findGpu("h100-sxm"),
                             .weights = WeightFormat::Bits8,
                             .kv = KvFormat::Bits8});
    EXPECT_DOUBLE_EQ(roofline.kvBytesPerToken(), 163840);
    EXPECT_NEAR(roofline.weightBytesPerStep(), 69.5e9, 0.01e9);
}

TEST(Roofline, FindsTheBatchWhereComputeOvertakesTheWeights)
{
    EXPECT_NEAR(ideal("llama3-8b", "a100-sxm-80gb").computeBoundBatch(), 153, 0.5);
    EXPECT_NEAR(ideal("llama3-8b", "a100-pcie-80gb").computeBoundBatch(), 161, 0.5);
    EXPECT_NEAR(ideal("llama3-8b", "h100-sxm").computeBoundBatch(), 295, 0.5);
    EXPECT_NEAR(ideal("llama3-8b", "h100-pcie").computeBoundBatch(), 378, 0.5);
    EXPECT_NEAR(ideal("llama3-8b", "h200-sxm").computeBoundBatch(), 206, 0.5);
    EXPECT_NEAR(ideal("llama3-8b", "l40s").computeBoundBatch(), 419, 0.5);
    EXPECT_NEAR(ideal("llama3-8b", "rtx-4090").computeBoundBatch(), 164, 0.5);
    EXPECT_NEAR(ideal("llama3-8b", "b200").computeBoundBatch(), 281, 0.5);
    EXPECT_NEAR(ideal("llama3-70b", "a100-sxm-80gb", Int4).computeBoundBatch(), 41, 0.6);
}

TEST(Roofline, PrefillsAtThePeakOrAtTheSpeedOfTheWeights)
{
    const auto a100 = ideal("llama3-8b", "a100-sxm-80gb");
    // Short prompts: the weights have to be read all the same.
    EXPECT_DOUBLE_EQ(a100.prefillSeconds(10), a100.weightBytesPerStep() / 2.039e12);
    // 1000 tokens at 20 800 a second, and 1.7 % more for attention.
    EXPECT_NEAR(1000 / a100.prefillSeconds(1000), 20'800 / 1.0175, 60);
    EXPECT_DOUBLE_EQ(a100.lowestTtftSeconds(1000), a100.prefillSeconds(1000));
    EXPECT_NEAR(500 / ideal("llama3-70b", "h100-sxm", Int4).prefillSeconds(500), 7120, 60);
}

TEST(Roofline, TendsToItsAsymptote)
{
    const auto roofline = ideal("llama3-8b", "h100-sxm");
    EXPECT_NEAR(roofline.decodeTokensPerSecond(1e7, 350), roofline.asymptoticTokensPerSecond(350), 1);
    EXPECT_NEAR(roofline.asymptoticTokensPerSecond(350), 1 / (2 * 7.505e9 / 989e12 + 350 * 131072 / 3.35e12), 1);
}

TEST(Roofline, LeavesTheCacheWhatTheWeightsDoNotTake)
{
    EXPECT_NEAR(ideal("llama3-8b", "a100-sxm-80gb").kvCapacityTokens(), 415'000, 5'000);
    EXPECT_NEAR(ideal("llama3-70b", "a100-sxm-80gb", Int4).kvCapacityTokens(), 94'000, 2'000);
    EXPECT_EQ(ideal("llama3-70b", "rtx-4090", Int4).kvCapacityTokens(), 0);
}

TEST(Roofline, SharesTheWorkAmongGpus)
{
    Replica replica{.model = *findModel("llama3-70b"), .gpu = *findGpu("a100-sxm-80gb")};
    const Roofline one(replica);
    replica.tensorParallel = 4;
    const Roofline four(replica);
    EXPECT_DOUBLE_EQ(four.decodeStepSeconds(10, 350), one.decodeStepSeconds(10, 350) / 4);
    EXPECT_DOUBLE_EQ(four.prefillSeconds(4000), one.prefillSeconds(4000) / 4);
    EXPECT_DOUBLE_EQ(four.computeBoundBatch(), one.computeBoundBatch());
}

TEST(Roofline, ReproducesACalibratedEngineInSteadyState)
{
    // The first row of the published calibration, 200 tokens in and 200 out.
    const Roofline roofline({.model = *findModel("llama3-8b"),
                             .gpu = *findGpu("a100-sxm-80gb"),
                             .efficiency = {.weights = 0.92,
                                            .compute = 0.60,
                                            .kv = 0.50,
                                            .prefill = 0.72,
                                            .stepSeconds = 0.004,
                                            .prefillFloorSeconds = 0.016}});
    EXPECT_NEAR(roofline.steadyTokensPerSecond(10, 200, 200), 760, 10);
    EXPECT_NEAR(roofline.steadyTokensPerSecond(50, 200, 200), 2790, 20);
    EXPECT_NEAR(roofline.steadyTokensPerSecond(100, 200, 200), 4190, 20);
    EXPECT_NEAR(roofline.steadyTokensPerSecond(250, 200, 200), 4660, 20);
}

TEST(Roofline, PredictsTheQueueBehindABatchCap)
{
    const auto roofline = ideal("llama3-8b", "a100-sxm-80gb");
    const auto estimate = estimateQueue(roofline, 100, 90, 200, {.batchCap = 64});
    EXPECT_EQ(estimate.running, 64);
    EXPECT_EQ(estimate.waiting, 36);
    const double rate = roofline.steadyRequestsPerSecond(64, 90, 200);
    EXPECT_DOUBLE_EQ(estimate.meanWaitSeconds, 36 / rate);
    EXPECT_GT(estimate.ttftSeconds, estimate.meanWaitSeconds + roofline.prefillSeconds(90));
    // Little's law holds for it: all users are in the system, those that run for as long as their tokens take.
    const double latency = estimate.meanWaitSeconds + 64 / rate;
    EXPECT_NEAR(concurrencyByLittle(rate, latency), 100, 1e-9);
}

TEST(Roofline, LetsTheCacheLimitWhatRuns)
{
    const auto estimate
        = estimateQueue(ideal("llama3-8b", "a100-sxm-80gb"), 100, 100, 100, {.kvCapacityTokens = 10'000});
    EXPECT_EQ(estimate.running, 50);
    EXPECT_EQ(estimate.waiting, 50);
    EXPECT_EQ(estimateQueue(ideal("llama3-8b", "a100-sxm-80gb"), 10, 100, 100).waiting, 0);
}

TEST(Roofline, KnowsNoModelOrGpuByAWrongName)
{
    EXPECT_EQ(findModel("llama3"), nullptr);
    EXPECT_EQ(findGpu(""), nullptr);
    for (const Gpu &gpu : gpus())
        EXPECT_EQ(findGpu(gpu.id), &gpu);
    for (const ModelShape &model : models())
        EXPECT_EQ(findModel(model.id), &model);
}

TEST(Roofline, ExpectsAGoodEngineBelowTheLimit)
{
    const Gpu &a100 = *findGpu("a100-sxm-80gb");
    Replica replica{.model = *findModel("llama3-8b"), .gpu = a100};
    const Roofline limit(replica);
    replica.efficiency = goodEngine(a100);
    const Roofline good(replica);
    for (const double batch : {1, 10, 100}) {
        EXPECT_LT(good.decodeTokensPerSecond(batch, 350), limit.decodeTokensPerSecond(batch, 350));
        EXPECT_GT(good.decodeTokensPerSecond(batch, 350), 0.4 * limit.decodeTokensPerSecond(batch, 350));
    }
    EXPECT_GT(goodEngine(a100, 4).stepSeconds, goodEngine(a100).stepSeconds);
    EXPECT_GT(goodEngine(a100).prefill, goodEngine(*findGpu("h100-sxm")).prefill);
}

} // namespace
} // namespace tokamark::roofline
