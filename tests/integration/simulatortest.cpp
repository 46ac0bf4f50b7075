// Our client against our own simulated servers: every dialect is recognised for what it plays, its metrics have the
// names that the profiles expect, and a cell of each endpoint comes to the counts that were asked for.

#include "http/url.h"
#include "integration/cellharness.h"
#include "profiles/fingerprint.h"
#include "profiles/profiles.h"
#include "profiles/protocolchoice.h"
#include "simulator/simulatorserver.h"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <map>
#include <string>

namespace tokamark {
namespace {

using namespace std::chrono_literals;
namespace beast = boost::beast::http;
using boost::asio::ip::tcp;

/// Which kind of `detect` a dialect plays, the API that a cell uses, and what it is to come to.
struct Played {
    const char *dialect;
    const char *kind;
    plan::Endpoint endpoint = plan::Endpoint::Chat;
    const char *native = "";
    const char *model = "simulated";
    bool exact = true; ///< an exact length can be had
    bool counted = true; ///< the server tells its count
    bool timed = false; ///< the server tells its own times
};

/// Every API of every dialect.
std::vector<Played> everyApi()
{
    return {Played{"openai", "openai"},
            Played{"openai", "openai", plan::Endpoint::Completions},
            Played{"vllm", "vllm"},
            Played{"vllm", "vllm", plan::Endpoint::Completions},
            Played{"sglang", "sglang"},
            Played{"sglang", "sglang", plan::Endpoint::Completions},
            Played{"sglang", "sglang", plan::Endpoint::Native, "generate", "simulated", true, true, true},
            Played{"llama.cpp", "llama.cpp", plan::Endpoint::Chat, "", "simulated", true, true, true},
            Played{"llama.cpp", "llama.cpp", plan::Endpoint::Completions, "", "simulated", true, true, true},
            Played{"llama.cpp", "llama.cpp", plan::Endpoint::Native, "completion", "simulated", true, true, true},
            Played{"lmdeploy", "lmdeploy"},
            Played{"lmdeploy", "lmdeploy", plan::Endpoint::Completions},
            Played{"lmdeploy", "lmdeploy", plan::Endpoint::Native, "generate"},
            Played{"mlc-llm", "mlc-llm"},
            Played{"mlc-llm", "mlc-llm", plan::Endpoint::Completions},
            Played{"trtllm-serve", "trtllm-serve"},
            Played{"trtllm-serve", "trtllm-serve", plan::Endpoint::Completions},
            Played{"triton-ensemble", "triton", plan::Endpoint::Native, "ensemble", "ensemble", true, true, true},
            Played{"triton-llmapi", "triton", plan::Endpoint::Native, "llmapi", "tensorrt_llm", false, false},
            Played{"triton-openai", "triton-openai", plan::Endpoint::Chat, "", "simulated", false},
            Played{"tgi", "tgi", plan::Endpoint::Chat, "", "simulated", false},
            Played{"tgi", "tgi", plan::Endpoint::Completions, "", "simulated", false},
            Played{"tgi", "tgi", plan::Endpoint::Native, "generate_stream", "simulated", false},
            Played{"ollama", "ollama", plan::Endpoint::Chat, "", "simulated", false},
            Played{"ollama", "ollama", plan::Endpoint::Native, "generate", "simulated", false, true, true},
            Played{"ollama", "ollama", plan::Endpoint::Native, "chat", "simulated", false, true, true},
            Played{"bentoml", "bentoml", plan::Endpoint::Native, "generate", "simulated", false, false},
            Played{"bentoml-mounted", "bentoml"},
            Played{"bentoml-proxied", "bentoml"},
            Played{"openllm", "openllm"}};
}

std::string nameOf(const testing::TestParamInfo<Played> &test)
{
    std::string name = std::string(test.param.dialect) + '_'
        + (test.param.endpoint == plan::Endpoint::Chat              ? std::string("chat")
               : test.param.endpoint == plan::Endpoint::Completions ? std::string("completions")
                                                                    : std::string("native_") + test.param.native);
    std::ranges::replace_if(
        name, [](char c) { return c == '-' || c == '.'; }, '_');
    return name;
}

std::unique_ptr<simulator::SimulatorServer> serve(const std::string &dialect)
{
    simulator::ServerOptions options;
    options.presets = {"instant@" + dialect};
    options.ttft = 5ms;
    options.tpot = 1ms;
    return std::move(simulator::SimulatorServer::start(std::move(options)).value());
}

profiles::ProbeAnswer ask(std::uint16_t port, const profiles::Probe &probe)
{
    boost::asio::io_context io;
    tcp::socket socket(io);
    socket.connect({boost::asio::ip::address_v4::loopback(), port});
    beast::request<beast::string_body> request(probe.post ? beast::verb::post : beast::verb::get, probe.path, 11);
    request.set(beast::field::host, "127.0.0.1");
    request.body() = probe.post ? "{}" : "";
    request.prepare_payload();
    beast::write(socket, request);
    boost::beast::flat_buffer buffer;
    beast::response<beast::string_body> response;
    beast::read(socket, buffer, response);
    const auto text = [](boost::beast::string_view view) { return std::string(view.data(), view.size()); };
    return {probe.path, static_cast<int>(response.result_int()), response.body(), text(response[beast::field::server]),
            text(response["X-Tokamark-Simulated"])};
}

Expected<profiles::Detection> detect(std::uint16_t port)
{
    std::vector<profiles::ProbeAnswer> answers{ask(port, {profiles::ModelsPath})};
    for (auto probes = profiles::nextProbes(answers); !probes.empty(); probes = profiles::nextProbes(answers))
        for (const profiles::Probe &probe : probes)
            answers.push_back(ask(port, probe));
    return profiles::identify(answers);
}

class Recognition : public testing::TestWithParam<std::pair<const char *, const char *>> { };

TEST_P(Recognition, NamesTheServerThatIsPlayed)
{
    const auto [dialect, kind] = GetParam();
    const auto server = serve(dialect);
    const auto detection = detect(server->port());
    ASSERT_TRUE(detection) << detection.error().detail;
    EXPECT_EQ(detection->kind, kind);
    EXPECT_EQ(detection->simulated, "instant");
    EXPECT_FALSE(detection->evidence.empty());
    EXPECT_FALSE(detection->models.empty());
}

INSTANTIATE_TEST_SUITE_P(Dialects, Recognition,
                         testing::Values(std::pair{"openai", "openai"}, std::pair{"vllm", "vllm"},
                                         std::pair{"sglang", "sglang"}, std::pair{"llama.cpp", "llama.cpp"},
                                         std::pair{"lmdeploy", "lmdeploy"}, std::pair{"mlc-llm", "mlc-llm"},
                                         std::pair{"trtllm-serve", "trtllm-serve"},
                                         std::pair{"triton-openai", "triton-openai"}, std::pair{"tgi", "tgi"},
                                         std::pair{"ollama", "ollama"},
                                         // what is measured is the engine; what stands around it is in the evidence
                                         std::pair{"bentoml-mounted", "vllm"}, std::pair{"bentoml-proxied", "vllm"},
                                         std::pair{"openllm", "vllm"}));

TEST(RecognitionOfBentoMl, NamesTheMethodsOfAService)
{
    const auto server = serve("bentoml");
    const auto detection = detect(server->port());
    ASSERT_TRUE(detection) << detection.error().detail;
    EXPECT_EQ(detection->kind, "bentoml");
    EXPECT_EQ(detection->version, "1.4.40");
    ASSERT_EQ(detection->natives.size(), 1U);
    EXPECT_EQ(detection->natives.front().name, "generate");
}

TEST(RecognitionOfTriton, NamesTheModelsThatItHas)
{
    for (const auto &[dialect, native] : {std::pair{"triton-ensemble", "ensemble"}, {"triton-llmapi", "llmapi"}}) {
        const auto server = serve(dialect);
        const auto detection = detect(server->port());
        ASSERT_TRUE(detection) << dialect;
        EXPECT_EQ(detection->kind, "triton");
        ASSERT_FALSE(detection->natives.empty()) << dialect;
        EXPECT_EQ(detection->natives.front().name, native);
    }
}

TEST(SimulatedMetrics, HaveTheNamesThatTheProfilesKnow)
{
    const std::map<std::string_view, std::string_view> kinds{{"vllm", "vllm"},
                                                             {"sglang", "sglang"},
                                                             {"llama.cpp", "llama.cpp"},
                                                             {"lmdeploy", "lmdeploy"},
                                                             {"mlc-llm", "mlc-llm"},
                                                             {"trtllm-serve", "trtllm-serve"},
                                                             {"triton-ensemble", "triton"},
                                                             {"tgi", "tgi"},
                                                             {"bentoml", "bentoml"}};
    for (const auto &[dialect, kind] : kinds) {
        const auto server = serve(std::string(dialect));
        const profiles::MetricsProfile &metrics = profiles::findProfile(kind)->metrics;
        const auto answer = ask(server->port(), {std::string(metrics.path)});
        ASSERT_EQ(answer.status, 200) << dialect << metrics.path;
        // Of several names for one meaning, the newest version of a server has one.
        std::map<profiles::Meaning, bool> told;
        for (const profiles::MetricName &name : metrics.names)
            told[name.meaning] = told[name.meaning] || answer.body.find(name.series) != std::string::npos;
        for (const auto &[meaning, found] : told)
            EXPECT_TRUE(found) << dialect << ", meaning " << static_cast<int>(meaning);
    }
}

load::CellSpec cellOf(const Played &played, const simulator::SimulatorServer &server, std::uint64_t requests)
{
    profiles::ProtocolOptions options;
    options.kind = played.kind;
    options.endpoint = played.endpoint;
    options.model = played.model;
    options.native = played.native;
    load::CellSpec spec = test::smallCell(http::parseUrl(server.url()).value(), requests);
    spec.protocol = profiles::makeProtocol(options).value();
    return spec;
}

class SimulatedCell : public testing::TestWithParam<Played> { };

TEST_P(SimulatedCell, ComesToTheCountsThatWereAskedFor)
{
    const Played &played = GetParam();
    const auto server = serve(played.dialect);
    const test::CellRun ran = test::run(cellOf(played, *server, 6));
    ASSERT_TRUE(ran.result) << ran.result.error().detail;
    ASSERT_EQ(ran.records.size(), 6U);
    for (const metrics::RequestRecord &record : ran.records) {
        EXPECT_EQ(record.outcome, metrics::Outcome::Completed) << record.error;
        EXPECT_GE(record.at.firstToken - record.at.sent, 5ms);
        EXPECT_GE(record.at.lastToken, record.at.firstToken);
        EXPECT_EQ(record.outputSource == metrics::CountSource::Usage, played.counted);
        EXPECT_GE(record.outputTokens, played.exact ? 8U : 1U);
        EXPECT_LE(record.outputTokens, 8U);
        EXPECT_EQ(record.server.prefill.has_value() || record.server.queue.has_value(), played.timed);
    }
}

/// A server that tells in every error what key it got, and asks for another or for this one.
class EchoedKey : public testing::TestWithParam<std::pair<const char *, const char *>> { };

TEST_P(EchoedKey, IsInNoRecord)
{
    simulator::ServerOptions options;
    options.presets = {"instant"};
    options.ttft = 1ms;
    options.tpot = 1ms;
    options.apiKey = GetParam().second;
    for (const char *quirk : {"echo-key", GetParam().first})
        ASSERT_TRUE(simulator::addQuirk(options.quirks, quirk)) << quirk;
    const auto server = std::move(simulator::SimulatorServer::start(std::move(options)).value());
    load::CellSpec spec = test::smallCell(http::parseUrl(server->url()).value(), 4);
    spec.protocol = profiles::makeProtocol({.model = "simulated", .extraBody = {}}).value();
    spec.endpoint.headers = {{"Authorization", "Bearer sk-do-not-tell"}};
    const test::CellRun ran = test::run(spec);
    ASSERT_EQ(ran.records.size(), 4u);
    for (const metrics::RequestRecord &record : ran.records) {
        EXPECT_TRUE(metrics::isFailure(record.outcome));
        EXPECT_EQ(record.error.find("do-not-tell"), std::string::npos) << record.error;
        EXPECT_NE(record.error.find("got Authorization: ***, key ***"), std::string::npos) << record.error;
    }
}

INSTANTIATE_TEST_SUITE_P(Errors, EchoedKey,
                         testing::Values(std::pair("error-frame", "sk-do-not-tell"),
                                         std::pair("refuse", "sk-do-not-tell"), std::pair("crlf", "another key")),
                         [](const auto &test) { return std::to_string(test.index); });

/// The same of every API, in its own words: of a request that is refused, that fails in the middle, that comes too much
/// and that has the wrong key.
class EchoedKeyOf : public testing::TestWithParam<Played> { };

TEST_P(EchoedKeyOf, IsInNoRecord)
{
    constexpr const char *Key = "sk-do-not-tell";
    for (const auto &[fault, key] : {std::pair("refuse", Key), std::pair("error-frame", Key),
                                     std::pair("overload-200", Key), std::pair("crlf", "another key")}) {
        SCOPED_TRACE(fault);
        simulator::ServerOptions options;
        options.presets = {std::string("instant@") + GetParam().dialect};
        options.ttft = 1ms;
        options.tpot = 1ms;
        options.apiKey = key;
        for (const char *quirk : {"echo-key", fault})
            ASSERT_TRUE(simulator::addQuirk(options.quirks, quirk)) << quirk;
        const auto server = std::move(simulator::SimulatorServer::start(std::move(options)).value());
        load::CellSpec spec = cellOf(GetParam(), *server, 2);
        spec.endpoint.headers = {{"Authorization", std::string("Bearer ") + Key}};
        const test::CellRun ran = test::run(spec);
        ASSERT_EQ(ran.records.size(), 2u);
        const bool refused = std::string_view(fault) == "refuse" || key != std::string_view(Key);
        for (const metrics::RequestRecord &record : ran.records) {
            EXPECT_EQ(record.error.find("do-not-tell"), std::string::npos) << record.error;
            if (refused) {
                EXPECT_NE(record.error.find("got Authorization: ***, key ***"), std::string::npos) << record.error;
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Dialects, SimulatedCell, testing::ValuesIn(everyApi()), nameOf);
INSTANTIATE_TEST_SUITE_P(Dialects, EchoedKeyOf, testing::ValuesIn(everyApi()), nameOf);

} // namespace
} // namespace tokamark
