#include "cli/serversearch.h"

#include "clifixture.h"
#include "simulator/simulatorserver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tuple>

namespace tokamark::cli {
namespace {

using ::testing::HasSubstr;

backends::FoundServer at(std::uint16_t port, Expected<profiles::Detection> detection)
{
    return {http::Url{false, "gpu", port, ""}, std::move(detection)};
}

profiles::Detection vllm()
{
    profiles::Detection detection;
    detection.kind = "vllm";
    detection.version = "0.32.0";
    return detection;
}

TEST(ServerSearch, TakesTheOneThatIsThere)
{
    const std::vector<backends::FoundServer> found{at(80, fail(ErrorCode::ProtocolViolation)), at(8000, vllm())};
    EXPECT_EQ(oneServer("gpu", found)->text(), "http://gpu:8000");
    const std::vector<backends::FoundServer> guarded{at(30000, fail(ErrorCode::KeyRefused))};
    EXPECT_EQ(oneServer("gpu", guarded)->text(), "http://gpu:30000");
}

TEST(ServerSearch, NamesAllWhereThereAreSeveral)
{
    const std::vector<backends::FoundServer> found{at(8000, vllm()), at(30000, fail(ErrorCode::KeyRefused))};
    const auto url = oneServer("gpu", found);
    ASSERT_FALSE(url);
    EXPECT_EQ(url.error().code, ErrorCode::BadUsage);
    EXPECT_THAT(url.error().cause, HasSubstr("http://gpu:8000 is vllm 0.32.0"));
    EXPECT_THAT(url.error().cause, HasSubstr("http://gpu:30000 is a server that wants a key"));
}

TEST(ServerSearch, SaysWhereItLookedInVain)
{
    const auto url = oneServer("gpu", {});
    ASSERT_FALSE(url);
    EXPECT_EQ(url.error().code, ErrorCode::ConnectRefused);
    EXPECT_THAT(url.error().cause, HasSubstr("8000"));
    EXPECT_THAT(url.error().cause, HasSubstr("11434"));
}

TEST(ServerSearch, AsksAServerOfUnknownKind)
{
    const auto server = simulator::SimulatorServer::start({.presets = {"instant@sglang"}});
    ASSERT_TRUE(server);
    std::ostringstream out;
    std::ostringstream err;
    const Console console(out, err, {});
    plan::Target target;
    target.url = (*server)->url();
    ASSERT_TRUE(completeTarget(target, false, console));
    EXPECT_EQ(target.kind, "sglang");
    EXPECT_THAT(err.str(), HasSubstr("is sglang 0.5.23"));
    target.kind = "vllm";
    ASSERT_TRUE(completeTarget(target, true, console));
    EXPECT_EQ(target.kind, "vllm") << "as it was said";
    EXPECT_THAT(err.str(), HasSubstr("the plan says that it is vllm, and the server says that it is sglang"));
    target.url = "http://127.0.0.1:1";
    target.kind = "openai";
    EXPECT_TRUE(completeTarget(target, false, console)) << "the run has better words for it";
    EXPECT_EQ(target.kind, "openai");
}

TEST(CompleteTarget, ReadsWhatASimulatedOnePlaysFromItsUrl)
{
    std::ostringstream out;
    std::ostringstream err;
    const Console console(out, err, {});
    for (const auto &[url, name, kind] : {std::tuple("sim:vllm-llama3-8b-a100", "vllm-llama3-8b-a100", "vllm"),
                                          std::tuple("sim:instant@ollama", "instant@ollama", "ollama"),
                                          std::tuple("sim:instant", "instant", "openai")}) {
        plan::Target target;
        target.url = url;
        ASSERT_TRUE(completeTarget(target, false, console));
        EXPECT_EQ(target.kind, kind);
        EXPECT_EQ(simulatedName(target), name);
        target.kind = "sglang";
        ASSERT_TRUE(completeTarget(target, true, console));
        EXPECT_EQ(target.kind, "sglang") << "as it was said";
    }
    EXPECT_EQ(err.str(), "");
}

} // namespace
} // namespace tokamark::cli
