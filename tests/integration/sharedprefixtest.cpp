// A workload with a chosen hit rate against a simulated server that keeps the beginnings of prompts.

#include "http/url.h"
#include "integration/cellharness.h"
#include "profiles/protocolchoice.h"
#include "simulator/simulatorserver.h"
#include "workload/promptsource.h"

#include <gtest/gtest.h>

#include <utility>

namespace tokamark {
namespace {

using namespace std::chrono_literals;

/// The share of prompt tokens that the server says it had, over a cell of 240 requests by eight users.
double cachedShare(const plan::Workload &workload)
{
    simulator::ServerOptions options;
    options.presets = {"instant@lmdeploy"};
    options.ttft = 2ms;
    options.tpot = 1ms;
    options.prefixCache = true;
    const auto server = simulator::SimulatorServer::start(std::move(options)).value();
    profiles::ProtocolOptions protocol;
    protocol.kind = "lmdeploy";
    protocol.model = "simulated";
    auto spec = test::smallCell(*http::parseUrl(server->url()), 240);
    spec.protocol = profiles::makeProtocol(protocol).value();
    spec.prompts = workload::makePromptSource(workload, {}).value();
    spec.users = 8;
    double cached = 0;
    double all = 0;
    for (const metrics::RequestRecord &record : test::run(spec).records) {
        cached += record.cachedPromptTokens;
        all += record.promptTokens;
    }
    return all > 0 ? cached / all : -1;
}

TEST(SharedPrefix, ComesToTheAskedShareAtTheServer)
{
    plan::Workload workload;
    workload.inputTokens.mean = 1000;
    workload.outputTokens.mean = 4;
    EXPECT_LT(cachedShare(workload), 0.01);
    for (const double share : {0.25, 0.5, 0.9}) {
        workload.sharedPrefix = plan::SharedPrefix{share, 4};
        // Four prompts come first and find nothing, and only whole blocks of 16 tokens are kept.
        EXPECT_NEAR(cachedShare(workload), share, 0.03) << share;
    }
}

} // namespace
} // namespace tokamark
