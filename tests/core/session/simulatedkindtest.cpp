#include "session/simulatedkind.h"

#include "backends/detector.h"
#include "simulator/dialects/registry.h"
#include "simulator/simulatorserver.h"

#include <gtest/gtest.h>

namespace tokamark::session {
namespace {

TEST(SimulatedKind, IsWhatDetectionFinds)
{
    for (const simulator::Dialect *dialect : simulator::dialects()) {
        const std::string spec = "instant@" + std::string(dialect->name);
        const auto server = simulator::SimulatorServer::start({.presets = {spec}});
        ASSERT_TRUE(server) << spec;
        const auto detection = backends::detectAndWait(http::parseUrl((*server)->url()).value(), {});
        ASSERT_TRUE(detection) << spec << ' ' << detection.error().detail;
        EXPECT_EQ(kindOfSimulated(spec), detection->kind) << spec;
    }
}

TEST(SimulatedKind, IsThatOfThePresetsEngine)
{
    EXPECT_EQ(kindOfSimulated("vllm-llama3-8b-a100"), "vllm");
    EXPECT_EQ(kindOfSimulated("instant"), "openai");
    EXPECT_EQ(kindOfSimulated("no-such-preset"), "openai");
    EXPECT_EQ(kindOfSimulated("instant@no-such-dialect"), "openai");
}

} // namespace
} // namespace tokamark::session
