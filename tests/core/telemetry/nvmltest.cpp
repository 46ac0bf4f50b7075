#include "telemetry/nvml.h"

#include <gtest/gtest.h>

namespace tokamark::telemetry {
namespace {

TEST(Nvml, ReadsWhatEachGpuTells)
{
    const auto nvml = Nvml::open(TOKAMARK_FAKE_NVML);
    ASSERT_TRUE(nvml) << nvml.error().cause;
    const std::vector<GpuReading> gpus = (*nvml)->read();
    ASSERT_EQ(gpus.size(), 2u);
    EXPECT_EQ(gpus[0].id, "GPU-1");
    EXPECT_EQ(gpus[0].powerWatts, 350.5);
    EXPECT_EQ(gpus[0].use, 0.75);
    EXPECT_EQ(gpus[0].memoryBytes, 60.0 * 1024 * 1024 * 1024);
    EXPECT_EQ(gpus[0].clockHz, 1.41e9);
    EXPECT_EQ(gpus[0].energyJoules, 5000.25);

    GpuReading second;
    second.id = "1";
    second.memoryBytes = 1024.0 * 1024 * 1024;
    EXPECT_EQ(gpus[1], second);
}

TEST(Nvml, IsCleanlyAbsent)
{
    const auto none = Nvml::open("libtokamark-no-such-driver.so.1");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::NotFound);
    const auto another = Nvml::open("libm.so.6");
    ASSERT_FALSE(another);
    EXPECT_EQ(another.error().code, ErrorCode::Unsupported) << "a library without these functions";
}

} // namespace
} // namespace tokamark::telemetry
