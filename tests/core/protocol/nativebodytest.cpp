#include "profiles/protocolchoice.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace tokamark::protocol {
namespace {

using nlohmann::json;
using profiles::makeProtocol;
using profiles::ProtocolOptions;

workload::GenerationRequest sampleRequest()
{
    workload::GenerationRequest request;
    request.system = "Be brief.";
    request.prompt = "Count to three.";
    request.maxTokens = 48;
    request.temperature = 0;
    request.seed = 7;
    return request;
}

struct BodyCase {
    const char *name;
    const char *kind;
    const char *native;
    const char *path;
    bool exactLength;
    const char *body;
};

void PrintTo(const BodyCase &value, std::ostream *out)
{
    *out << value.name;
}

class NativeBody : public ::testing::TestWithParam<BodyCase> { };

TEST_P(NativeBody, SaysWhatThePlanSays)
{
    const BodyCase &given = GetParam();
    const auto protocol = *makeProtocol({given.kind, plan::Endpoint::Native, "m", {}, given.native});
    EXPECT_EQ(protocol->path(), given.path);
    EXPECT_EQ(protocol->exactLength(), given.exactLength);
    EXPECT_EQ(json::parse(protocol->body(sampleRequest())), json::parse(given.body));
}

INSTANTIATE_TEST_SUITE_P(
    Servers, NativeBody,
    ::testing::Values(
        BodyCase{"Sglang", "sglang", "", "/generate", true,
                 R"({"text":"Be brief.\n\nCount to three.","stream":true,
                     "sampling_params":{"max_new_tokens":48,"temperature":0.0,"sampling_seed":7,"ignore_eos":true}})"},
        BodyCase{"Lmdeploy", "lmdeploy", "generate", "/generate", true,
                 R"({"prompt":"Be brief.\n\nCount to three.","max_tokens":48,"temperature":0.0,"seed":7,
                     "stream":true,"ignore_eos":true})"},
        BodyCase{"Llama", "llama.cpp", "completion", "/completion", true,
                 R"({"prompt":"Be brief.\n\nCount to three.","n_predict":48,"temperature":0.0,"seed":7,
                     "cache_prompt":false,"stream":true,"ignore_eos":true})"},
        BodyCase{"OllamaGenerate", "ollama", "", "/api/generate", false,
                 R"({"model":"m","prompt":"Count to three.","system":"Be brief.","stream":true,
                     "options":{"num_predict":48,"temperature":0.0,"seed":7}})"},
        BodyCase{"OllamaChat", "ollama", "chat", "/api/chat", false,
                 R"({"model":"m","stream":true,"options":{"num_predict":48,"temperature":0.0,"seed":7},
                     "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Count to three."}]})"},
        BodyCase{"Tgi", "tgi", "", "/generate_stream", false,
                 R"({"inputs":"Be brief.\n\nCount to three.",
                     "parameters":{"max_new_tokens":48,"details":true,"do_sample":false}})"},
        BodyCase{"TritonEnsemble", "triton", "ensemble", "/v2/models/m/generate_stream", true,
                 R"({"text_input":"Be brief.\n\nCount to three.","max_tokens":48,"min_tokens":48,"temperature":0.0,
                     "seed":7,"stream":true,"return_num_input_tokens":true,"return_num_output_tokens":true,
                     "return_perf_metrics":true})"},
        BodyCase{"TritonLlmApi", "triton", "llmapi", "/v2/models/m/generate_stream", false,
                 R"({"text_input":"Be brief.\n\nCount to three.","streaming":true,"sampling_param_max_tokens":48,
                     "sampling_param_temperature":0.0,"sampling_param_seed":7,"return_finish_reason":true,
                     "return_perf_metrics":true})"},
        BodyCase{"Bento", "bentoml", "chat/stream", "/chat/stream", false,
                 R"({"prompt":"Be brief.\n\nCount to three.","max_tokens":48})"}),
    [](const auto &tested) { return std::string(tested.param.name); });

TEST(NativeBody, LetsAnswersStopByThemselves)
{
    workload::GenerationRequest request = sampleRequest();
    request.ignoreEos = false;
    for (const char *kind : {"sglang", "lmdeploy", "llama.cpp", "triton"}) {
        const std::string body = (*makeProtocol({kind, plan::Endpoint::Native, "m", {}}))->body(request);
        EXPECT_EQ(body.find("ignore_eos"), std::string::npos) << kind;
        EXPECT_EQ(body.find("min_tokens"), std::string::npos) << kind;
    }
}

TEST(NativeBody, TgiSamplesOnlyAboveZero)
{
    workload::GenerationRequest request = sampleRequest();
    request.temperature = 0.7;
    const json body = json::parse((*makeProtocol({"tgi", plan::Endpoint::Native, "m", {}}))->body(request));
    EXPECT_EQ(body["parameters"],
              json::parse(R"({"max_new_tokens":48,"details":true,"do_sample":true,"temperature":0.7,"seed":7})"));
}

TEST(NativeBody, GivesAMethodTheArgumentsThatItHas)
{
    ProtocolOptions options{"bentoml", plan::Endpoint::Native, "m", {}, "generate"};
    options.inputs = {"text", "system_prompt", "max_new_tokens", "temperature", "seed"};
    EXPECT_EQ(json::parse((*makeProtocol(options))->body(sampleRequest())), json::parse(R"({
        "text": "Count to three.", "system_prompt": "Be brief.", "max_new_tokens": 48, "temperature": 0.0, "seed": 7})"));
    options.inputs = {"ask", "style", "reply_len"};
    options.promptInput = "ask";
    options.lengthInput = "reply_len";
    EXPECT_EQ(json::parse((*makeProtocol(options))->body(sampleRequest())),
              json::parse(R"({"ask": "Be brief.\n\nCount to three.", "reply_len": 48})"));
    options.inputs = {"messages", "top_k"};
    EXPECT_EQ(json::parse((*makeProtocol(options))->body(sampleRequest()))["messages"].size(), 2u);
}

TEST(NativeBody, ExtraMembersWin)
{
    const auto protocol = *makeProtocol({"sglang", plan::Endpoint::Native, "m", R"({"text":null,"input_ids":[1]})"});
    const json body = json::parse(protocol->body(sampleRequest()));
    EXPECT_FALSE(body.contains("text"));
    EXPECT_EQ(body["input_ids"], json::array({1}));
}

TEST(NativeBody, RefusesApisThatAServerDoesNotHave)
{
    for (const ProtocolOptions &options :
         {ProtocolOptions{"vllm", plan::Endpoint::Native, "m", {}},
          ProtocolOptions{"sglang", plan::Endpoint::Native, "m", {}, "generate_stream"},
          ProtocolOptions{"bentoml", plan::Endpoint::Native, "m", {}}}) {
        const auto protocol = makeProtocol(options);
        ASSERT_FALSE(protocol.has_value()) << options.kind;
        EXPECT_EQ(protocol.error().code, ErrorCode::Unsupported);
    }
}

} // namespace
} // namespace tokamark::protocol
