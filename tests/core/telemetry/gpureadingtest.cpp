#include "telemetry/gpureading.h"

#include <gtest/gtest.h>

namespace tokamark::telemetry {
namespace {

using namespace std::chrono_literals;

Instant at(Duration since)
{
    return Instant(1000s) + since;
}

GpuSample powerSample(Duration since, std::vector<double> watts)
{
    GpuSample sample;
    sample.at = at(since);
    for (const double each : watts)
        sample.gpus.emplace_back().powerWatts = each;
    return sample;
}

GpuSample energySample(Duration since, double watts, double joules)
{
    GpuSample sample = powerSample(since, {watts});
    sample.gpus.front().energyJoules = joules;
    return sample;
}

metrics::MeasuredWindow window(Duration open, Duration close)
{
    metrics::MeasuredWindow window;
    window.open = at(open);
    window.close = at(close);
    return window;
}

TEST(DcgmPage, GivesEachGpuOnce)
{
    const std::vector<GpuReading> gpus
        = readDcgm(parsePrometheusText("# TYPE DCGM_FI_DEV_GPU_UTIL gauge\n"
                                       "DCGM_FI_DEV_GPU_UTIL{gpu=\"0\",UUID=\"GPU-a\",modelName=\"H100\"} 80\n"
                                       "DCGM_FI_DEV_GPU_UTIL{gpu=\"1\",UUID=\"GPU-b\",modelName=\"H100\"} 40\n"
                                       "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",UUID=\"GPU-a\"} 600.5\n"
                                       "DCGM_FI_DEV_FB_USED{gpu=\"0\",UUID=\"GPU-a\"} 1024\n"
                                       "DCGM_FI_DEV_SM_CLOCK{gpu=\"0\",UUID=\"GPU-a\"} 1980\n"
                                       "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{gpu=\"0\",UUID=\"GPU-a\"} 2500\n"
                                       "DCGM_FI_DEV_XID_ERRORS{gpu=\"0\",UUID=\"GPU-a\"} 0\n"));
    ASSERT_EQ(gpus.size(), 2u);
    const GpuReading whole{"GPU-a", "H100", 600.5, 0.8, 1024.0 * 1024 * 1024, 1.98e9, 2.5};
    EXPECT_EQ(gpus[0], whole);
    EXPECT_EQ(gpus[1].id, "GPU-b");
    EXPECT_EQ(gpus[1].use, 0.4);
    EXPECT_FALSE(gpus[1].powerWatts);
}

TEST(DcgmPage, PutsTheInstancesOfADividedGpuTogether)
{
    const std::vector<GpuReading> gpus
        = readDcgm(parsePrometheusText("DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",UUID=\"GPU-a\",GPU_I_ID=\"1\"} 300\n"
                                       "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",UUID=\"GPU-a\",GPU_I_ID=\"2\"} 300\n"
                                       "DCGM_FI_DEV_FB_USED{gpu=\"0\",UUID=\"GPU-a\",GPU_I_ID=\"1\"} 1\n"
                                       "DCGM_FI_DEV_FB_USED{gpu=\"0\",UUID=\"GPU-a\",GPU_I_ID=\"2\"} 3\n"));
    ASSERT_EQ(gpus.size(), 1u);
    EXPECT_EQ(gpus[0].powerWatts, 300);
    EXPECT_EQ(gpus[0].memoryBytes, 4.0 * 1024 * 1024);
    EXPECT_TRUE(readDcgm(parsePrometheusText("vllm:num_requests_running 3\n")).empty());
}

TEST(GpuSample, HasATotalOnlyIfAllTell)
{
    GpuSample sample = powerSample(0s, {100, 250});
    EXPECT_EQ(sample.total(&GpuReading::powerWatts), 350);
    sample.gpus.emplace_back();
    EXPECT_FALSE(sample.total(&GpuReading::powerWatts));
    EXPECT_FALSE(GpuSample().total(&GpuReading::powerWatts));
}

TEST(Energy, IsPowerOverTheWindow)
{
    // 100 W, then rising to 300 W: the window takes half of the first second and all of the second one.
    const std::vector<GpuSample> samples{powerSample(0s, {40, 60}), powerSample(1s, {40, 60}),
                                         powerSample(2s, {240, 60}), powerSample(3s, {40, 60})};
    EXPECT_DOUBLE_EQ(*energyJoules(samples, window(500ms, 2s)), 50 + 200);
}

TEST(Energy, PrefersTheCounter)
{
    const std::vector<GpuSample> samples{energySample(0s, 1, 1000), energySample(1s, 1, 1400),
                                         energySample(2s, 1, 2000)};
    EXPECT_DOUBLE_EQ(*energyJoules(samples, window(500ms, 1500ms)), 200 + 300);
}

TEST(Energy, GoesByPowerWhereTheCounterFell)
{
    const std::vector<GpuSample> samples{energySample(0s, 100, 1000), energySample(1s, 100, 5)};
    EXPECT_DOUBLE_EQ(*energyJoules(samples, window(0s, 1s)), 100);
}

TEST(Energy, IsNotTheHalfOfIt)
{
    const std::vector<GpuSample> samples{powerSample(1s, {100}), powerSample(2s, {100})};
    EXPECT_FALSE(energyJoules(samples, window(0s, 2s))) << "begins late";
    EXPECT_FALSE(energyJoules(samples, window(1s, 3s))) << "ends early";
    EXPECT_FALSE(energyJoules({}, window(1s, 2s)));
    EXPECT_FALSE(energyJoules(std::vector{powerSample(0s, {100}), powerSample(60s, {100})}, window(1s, 59s)))
        << "nobody knows what happened in between";
    EXPECT_FALSE(energyJoules(std::vector{powerSample(0s, {100, 100}), powerSample(1s, {100})}, window(0s, 1s)))
        << "a GPU is gone";
    GpuSample silent = powerSample(1s, {100});
    silent.gpus.front().powerWatts.reset();
    EXPECT_FALSE(energyJoules(std::vector{powerSample(0s, {100}), silent}, window(0s, 1s)));
}

} // namespace
} // namespace tokamark::telemetry
