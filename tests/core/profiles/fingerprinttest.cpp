#include "profiles/fingerprint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace tokamark::profiles {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

ProbeAnswer good(std::string path, std::string body)
{
    return {std::move(path), 200, std::move(body), {}, {}};
}

ProbeAnswer status(std::string path, int code, std::string body = {})
{
    return {std::move(path), code, std::move(body), {}, {}};
}

ProbeAnswer modelsOwnedBy(const std::string &owner, const std::string &more = {})
{
    return good(ModelsPath,
                R"({"object":"list","data":[{"id":"m","object":"model","owned_by":")" + owner + '"' + more + "}]}");
}

Detection identified(const std::vector<ProbeAnswer> &answers)
{
    const auto result = identify(answers);
    EXPECT_TRUE(result.has_value()) << result.error().detail << result.error().cause;
    return result.value_or(Detection{});
}

TEST(Fingerprint, KnowsVllm)
{
    const Detection found = identified({modelsOwnedBy("vllm", R"(,"max_model_len":2048)"),
                                        good("/version", R"({"version":"0.32.0"})"), status("/schema.json", 404)});
    EXPECT_EQ(found.kind, "vllm");
    EXPECT_EQ(found.version, "0.32.0");
    EXPECT_THAT(found.models, ElementsAre(DetectedModel{"m", 2048}));
    EXPECT_THAT(found.endpoints, ElementsAre("/v1/chat/completions", "/v1/completions"));
    EXPECT_THAT(found.evidence, ElementsAre("GET /v1/models: owned_by \"vllm\"", "GET /version: 0.32.0"));
}

TEST(Fingerprint, KnowsLlamaServerWithItsSlots)
{
    const Detection found = identified(
        {modelsOwnedBy("llamacpp", R"(,"meta":{"n_ctx":2048,"n_params":430000})"),
         good("/props",
              R"({"total_slots":8,"build_info":"b11434-unknown","default_generation_settings":{"n_ctx":2048}})")});
    EXPECT_EQ(found.kind, "llama.cpp");
    EXPECT_EQ(found.version, "b11434-unknown");
    EXPECT_THAT(found.models, ElementsAre(DetectedModel{"m", 2048}));
    EXPECT_THAT(found.limits, ElementsAre(std::pair<std::string, std::int64_t>("total_slots", 8)));
}

TEST(Fingerprint, TakesTheContextOfASlotWhereTheModelListHasNone)
{
    const Detection found
        = identified({modelsOwnedBy("llamacpp"),
                      good("/props", R"({"default_generation_settings":{"n_ctx":512},"total_slots":1})")});
    EXPECT_THAT(found.models, ElementsAre(DetectedModel{"m", 512}));
}

TEST(Fingerprint, KnowsSglangAndItsLimits)
{
    const Detection found = identified(
        {modelsOwnedBy("sglang", R"(,"max_model_len":512)"),
         good("/server_info", R"({"version":"0.5.23","max_running_requests":4,"max_queued_requests":null})")});
    EXPECT_EQ(found.kind, "sglang");
    EXPECT_EQ(found.version, "0.5.23");
    EXPECT_THAT(found.limits, ElementsAre(std::pair<std::string, std::int64_t>("max_running_requests", 4)));
}

TEST(Fingerprint, KnowsTgiByItsRouter)
{
    const Detection found = identified(
        {modelsOwnedBy("m"),
         good(
             "/info",
             R"({"router":"text-generation-router","version":"3.3.6-dev0","model_id":"m","max_concurrent_requests":128,"max_total_tokens":512})")});
    EXPECT_EQ(found.kind, "tgi");
    EXPECT_EQ(found.version, "3.3.6-dev0");
    EXPECT_THAT(found.models, ElementsAre(DetectedModel{"m", 512}));
    EXPECT_THAT(found.limits, Contains(std::pair<std::string, std::int64_t>("max_concurrent_requests", 128)));
}

TEST(Fingerprint, MeasuresATgiWithoutModelListByItsOwnApi)
{
    const Detection found = identified(
        {status(ModelsPath, 404),
         good("/info",
              R"({"version":"1.1.0","model_id":"org/m","max_total_tokens":512,"max_concurrent_requests":8})")});
    EXPECT_EQ(found.kind, "tgi");
    EXPECT_THAT(found.models, ElementsAre(DetectedModel{"org/m", 512}));
    EXPECT_THAT(found.endpoints, ElementsAre("/generate_stream"));
    EXPECT_THAT(found.natives, ElementsAre(DetectedNative{"generate_stream", {}, {}}));
}

TEST(Fingerprint, KnowsOlderSglangByTheOlderPath)
{
    const ProbeAnswer models = modelsOwnedBy("sglang");
    EXPECT_THAT(nextProbes(std::span(&models, 1)), Not(Contains(Probe{"/get_server_info", false})));
    const std::vector<ProbeAnswer> answers{
        models, status("/server_info", 404),
        good("/get_server_info", R"({"version":"0.4.6","max_running_requests":4,"api_key":"s"})")};
    EXPECT_THAT(nextProbes(std::span(answers).first(2)), Contains(Probe{"/get_server_info", false}));
    const Detection found = identified(answers);
    EXPECT_EQ(found.version, "0.4.6");
    EXPECT_THAT(found.limits, ElementsAre(std::pair<std::string, std::int64_t>("max_running_requests", 4)));
}

TEST(Fingerprint, LooksAtTheOwnersOfAllModels)
{
    const Detection found = identified(
        {good(ModelsPath, R"({"data":[{"id":"adapter","owned_by":"somebody"},{"id":"m","owned_by":"vllm"}]})")});
    EXPECT_EQ(found.kind, "vllm");
    EXPECT_THAT(found.evidence, Contains("GET /v1/models: owned_by \"vllm\""));
}

TEST(Fingerprint, TakesTheVersionOfAnEngineAndNotOfBentoBeforeIt)
{
    const Detection found
        = identified({modelsOwnedBy("vllm"), status("/version", 404),
                      good("/schema.json", R"({"name":"mounted","type":"service","routes":[],"paths":{}})"),
                      good("/docs.json", R"({"info":{"description":"![](x/badge/BentoML-1.4.40-informational) y"}})")});
    EXPECT_EQ(found.kind, "vllm");
    EXPECT_EQ(found.version, "") << "the engine does not tell its own";
    EXPECT_THAT(found.evidence, Contains("GET /docs.json: BentoML 1.4.40"));
}

TEST(Fingerprint, AsksAServiceWhetherItIsReady)
{
    const std::vector<ProbeAnswer> answers{
        status(ModelsPath, 404), good("/schema.json", R"({"name":"raw","type":"service","routes":[],"paths":{}})"),
        status("/readyz", 503)};
    EXPECT_THAT(nextProbes(std::span(answers).first(2)), Contains(Probe{"/readyz", false}));
    EXPECT_EQ(identify(answers).error(), (Error{ErrorCode::HttpStatus, "GET /readyz: 503", {}}));
}

TEST(Fingerprint, TakesTheRoomOfASimulatedServerFromItsHeader)
{
    ProbeAnswer models = modelsOwnedBy("library");
    models.simulated = "instant";
    models.parallel = "1";
    const Detection found = identified({models, good("/api/version", R"({"version":"0.17.4"})")});
    EXPECT_THAT(found.limits, ElementsAre(std::pair<std::string, std::int64_t>(SimulatedParallel, 1)));
}

TEST(Fingerprint, KnowsOllama)
{
    const Detection found = identified(
        {modelsOwnedBy("library"), good("/api/version", R"({"version":"0.17.4"})"), status("/version", 404)});
    EXPECT_EQ(found.kind, "ollama");
    EXPECT_EQ(found.version, "0.17.4");
}

TEST(Fingerprint, KnowsTheOthersByTheirOwner)
{
    EXPECT_EQ(identified({modelsOwnedBy("lmdeploy")}).kind, "lmdeploy");
    EXPECT_EQ(identified({modelsOwnedBy("MLC-LLM")}).kind, "mlc-llm");
    EXPECT_EQ(identified({modelsOwnedBy("tensorrt_llm"), good("/version", R"({"version":"1.2"})")}).kind,
              "trtllm-serve");
    EXPECT_EQ(identified({modelsOwnedBy("Triton Inference Server")}).kind, "triton-openai");
}

TEST(Fingerprint, SaysOpenAiWhereTheMakerIsUnknown)
{
    const Detection found = identified({modelsOwnedBy("acme"), good("/version", R"({"version":"1"})")});
    EXPECT_EQ(found.kind, "openai");
    EXPECT_EQ(found.version, "1");
}

TEST(Fingerprint, SeesBentoBeforeAnEngine)
{
    const Detection found = identified(
        {modelsOwnedBy("vllm"),
         good("/schema.json",
              R"({"name":"Proxy","type":"service","routes":[],"paths":{"/{path:path}":{"mounted":true}}})")});
    EXPECT_EQ(found.kind, "vllm");
    EXPECT_THAT(found.evidence, Contains("GET /schema.json: BentoML service \"Proxy\", forwards to another server"));
}

TEST(Fingerprint, KnowsAPlainBentoServiceByItsSchema)
{
    const Detection found = identified(
        {status(ModelsPath, 404, "Not Found"),
         good(
             "/schema.json",
             R"({"name":"raw","type":"service","routes":[{"route":"/generate","output":{"is_stream":true}}],"paths":{}})")});
    EXPECT_EQ(found.kind, "bentoml");
    EXPECT_THAT(found.endpoints, ElementsAre("/generate"));
}

TEST(Fingerprint, KnowsTritonWithoutAModelList)
{
    const Detection found
        = identified({status(ModelsPath, 404), good("/v2", R"({"name":"triton","version":"2.51.0"})")});
    EXPECT_EQ(found.kind, "triton");
    EXPECT_EQ(found.version, "2.51.0");
}

const std::string EnsembleConfig
    = R"({"name":"ensemble","platform":"ensemble","input":[{"name":"text_input"},{"name":"max_tokens"}],"output":[{"name":"text_output"}],"model_transaction_policy":{"decoupled":false}})";
const std::string LlmApiConfig
    = R"({"name":"tensorrt_llm","input":[{"name":"text_input"},{"name":"sampling_param_max_tokens"}],"output":[{"name":"text_output"}],"model_transaction_policy":{"decoupled":false}})";

TEST(Fingerprint, AsksTritonForItsModelsInRounds)
{
    std::vector<ProbeAnswer> answers{status(ModelsPath, 404), good("/v2", R"({"name":"triton","version":"2.51.0"})")};
    const auto has = [&](const Probe &probe) {
        const std::vector<Probe> next = nextProbes(answers);
        return std::ranges::find(next, probe) != next.end();
    };
    EXPECT_TRUE(has({"/v2/repository/index", true}));
    answers.push_back(
        good("/v2/repository/index", R"([{"name":"ensemble","state":"READY"},{"name":"../x"},{"name":"pre"}])"));
    EXPECT_FALSE(has({"/v2/repository/index", true}));
    EXPECT_TRUE(has({"/v2/models/ensemble/config", false}));
    EXPECT_TRUE(has({"/v2/models/pre/config", false}));
    EXPECT_FALSE(has({"/v2/models/../x/config", false}));
}

TEST(Fingerprint, TellsTheLayoutsOfTritonApart)
{
    const Detection found = identified(
        {status(ModelsPath, 404), good("/v2", R"({"name":"triton","version":"2.51.0"})"),
         good("/v2/repository/index", R"([{"name":"tensorrt_llm"},{"name":"preprocessing"},{"name":"ensemble"}])"),
         good("/v2/models/tensorrt_llm/config", LlmApiConfig), good("/v2/models/preprocessing/config", "{}"),
         good("/v2/models/ensemble/config", EnsembleConfig)});
    EXPECT_THAT(found.natives,
                ElementsAre(DetectedNative{"ensemble", "ensemble", {"text_input", "max_tokens"}},
                            DetectedNative{"llmapi", "tensorrt_llm", {"text_input", "sampling_param_max_tokens"}}));
    EXPECT_THAT(found.models, ElementsAre(DetectedModel{"ensemble", {}}, DetectedModel{"tensorrt_llm", {}}));
    EXPECT_THAT(found.evidence, Contains("GET /v2/models/tensorrt_llm/config: decoupled: false, so it cannot stream"));
}

TEST(Fingerprint, ReadsTheArgumentsOfAMethodAndTheVersionOfBento)
{
    const Detection found = identified(
        {status(ModelsPath, 404, "Not Found"),
         good(
             "/schema.json",
             R"({"name":"raw","type":"service","routes":[{"route":"/generate","input":{"properties":{"prompt":{"type":"string"},"max_tokens":{"type":"integer"}}},"output":{"is_stream":true}},{"route":"/count","output":{}}],"paths":{}})"),
         good("/docs.json", R"({"info":{"description":"![](x/badge/BentoML-1.4.40-informational) y"}})")});
    EXPECT_EQ(found.version, "1.4.40");
    EXPECT_THAT(found.natives,
                ElementsAre(DetectedNative{"generate", {}, {"prompt", "max_tokens"}, "prompt", "max_tokens"}));
    EXPECT_THAT(found.endpoints, ElementsAre("/generate", "/count"));
}

TEST(Fingerprint, TellsTheArgumentsOfAMethodByTheirTypes)
{
    struct Row {
        const char *input;
        const char *prompt;
        const char *length;
    };
    for (const Row &row : {
             Row{R"({"properties":{"ask":{"type":"string"},"style":{"type":"string","default":"plain"},
                     "reply_tokens":{"type":"integer","default":64},"beams":{"type":"integer"}},"required":["ask"]})",
                 "ask", "reply_tokens"},
             Row{R"({"properties":{"words":{"anyOf":[{"type":"string"},{"type":"null"}]},
                     "answer_len":{"anyOf":[{"type":"integer"},{"type":"null"}]}}})",
                 "words", "answer_len"},
             Row{R"({"properties":{"a":{"type":"string"},"b":{"type":"string"},"max_len":{"type":"integer"},
                     "max_tokens":{"type":"integer"}},"required":["a","b"]})",
                 "", ""},
             Row{R"({"properties":{"q":{"type":"string"},"min_tokens":{"type":"integer"}}})", "q", ""},
             Row{R"({"properties":[]})", "", ""},
             Row{R"("?")", "", ""},
         }) {
        const Detection found
            = identified({status(ModelsPath, 404, "Not Found"),
                          good("/schema.json",
                               R"({"name":"raw","type":"service","routes":[{"route":"/say","input":)"
                                   + std::string(row.input) + R"(,"output":{"is_stream":true}}],"paths":{}})")});
        ASSERT_EQ(found.natives.size(), 1u);
        EXPECT_EQ(found.natives[0].promptInput, row.prompt) << row.input;
        EXPECT_EQ(found.natives[0].lengthInput, row.length) << row.input;
    }
}

TEST(Fingerprint, AServerThatIsThereButNotReadySaysSo)
{
    const auto vllm = identify(std::vector{modelsOwnedBy("vllm"), status("/health", 503)});
    ASSERT_FALSE(vllm);
    EXPECT_EQ(vllm.error().code, ErrorCode::HttpStatus);
    EXPECT_EQ(vllm.error().detail, "GET /health: 503");
    EXPECT_TRUE(identify(std::vector{modelsOwnedBy("vllm"), status("/health", 404)})) << "behind a gateway without it";
    const auto triton
        = identify(std::vector{status(ModelsPath, 404), good("/v2", R"({"name":"triton","version":"2.51.0"})"),
                               status("/v2/health/ready", 400)});
    ASSERT_FALSE(triton) << "Triton says so with 400";
    EXPECT_EQ(triton.error().code, ErrorCode::HttpStatus);
}

TEST(Fingerprint, KeepsTheSettingsOfTheEngineButNoSecrets)
{
    const Detection sglang = identified(
        {modelsOwnedBy("sglang"),
         good(
             "/server_info",
             R"({"version":"0.5.23","dtype":"auto","api_key":"s3cret","hf_token":"s3cret","max_total_tokens":16384,"disable_radix_cache":false,"lora_paths":null,"internal_states":[{}]})")});
    EXPECT_THAT(sglang.arguments, Contains(std::pair<std::string, std::string>("dtype", "auto")));
    EXPECT_THAT(sglang.arguments, Contains(std::pair<std::string, std::string>("max_total_tokens", "16384")));
    EXPECT_THAT(sglang.arguments, Contains(std::pair<std::string, std::string>("disable_radix_cache", "false")));
    EXPECT_EQ(toJson(sglang).find("s3cret"), std::string::npos);

    const Detection vllm = identified(
        {modelsOwnedBy("vllm"),
         good("/metrics",
              "# TYPE x gauge\nvllm:cache_config_info{block_size=\"16\",enable_prefix_caching=\"True\"} 1.0\nx 2\n")});
    EXPECT_THAT(vllm.arguments,
                ElementsAre(std::pair<std::string, std::string>("block_size", "16"),
                            std::pair<std::string, std::string>("enable_prefix_caching", "True")));
}

TEST(Fingerprint, SaysThatASimulatedBackendIsOne)
{
    ProbeAnswer models = modelsOwnedBy("vllm");
    models.simulated = "vllm-llama3-8b";
    EXPECT_EQ(identified({models}).simulated, "vllm-llama3-8b");
}

TEST(Fingerprint, AKeyIsNeeded)
{
    const auto result = identify(std::vector{status(ModelsPath, 401, R"({"error":"Unauthorized"})")});
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error(), (Error{ErrorCode::KeyRefused, "GET /v1/models: 401", "Unauthorized"}));
}

TEST(Fingerprint, AServerThatIsNotReadySaysWhy)
{
    const auto result = identify(std::vector{
        status(ModelsPath, 503, R"({"error":{"message":"Loading model","type":"unavailable_error","code":503}})")});
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error(), (Error{ErrorCode::HttpStatus, "GET /v1/models: 503", "Loading model (503)"}));
}

TEST(Fingerprint, OtherServersAreRefused)
{
    for (const ProbeAnswer &models :
         {status(ModelsPath, 404, "<html>"), good(ModelsPath, "<html>"), good(ModelsPath, "{}"),
          good(ModelsPath, R"({"data":7})"), status(ModelsPath, 302)}) {
        const auto result = identify(std::vector{models, status("/v2", 404), good("/version", "nothing")});
        ASSERT_FALSE(result.has_value()) << models.body;
        EXPECT_EQ(result.error().code, ErrorCode::ProtocolViolation);
    }
}

TEST(Fingerprint, OddAnswersDoNoHarm)
{
    const Detection found = identified(
        {good(ModelsPath, R"({"data":[{"id":7},{"id":"m","max_model_len":-1,"meta":"x"},5]})"), good("/version", "[]"),
         good("/info", R"({"router":7})"), good("/props", "5"), good("/api/version", R"({"version":9})"),
         good("/v2", "null"), good("/schema.json", R"({"type":"service","routes":"x","paths":[]})")});
    EXPECT_EQ(found.kind, "bentoml");
    EXPECT_THAT(found.models, ElementsAre(DetectedModel{"m", {}}));
}

std::vector<std::string> pathsAsked(const ProbeAnswer &models)
{
    std::vector<std::string> paths;
    for (const Probe &probe : nextProbes(std::vector{models}))
        paths.push_back(probe.path);
    return paths;
}

TEST(Fingerprint, AsksNothingThatCostsTheServer)
{
    for (const char *owner : {"sglang", "llamacpp", "lmdeploy", "MLC-LLM", "tensorrt_llm", "library", "acme", "vllm"}) {
        for (const std::string &path : pathsAsked(modelsOwnedBy(owner))) {
            // SGLang's generates, and whose it is where the owner says nothing is not known.
            if (owner == std::string("sglang") || owner == std::string("acme")) {
                EXPECT_THAT(path, Not(HasSubstr("health")));
            }
            EXPECT_EQ(path.find("health_generate"), std::string::npos);
            // vLLM's are made of what it has at hand, and have the settings of its cache.
            if (owner != std::string("vllm")) {
                EXPECT_THAT(path, Not(HasSubstr("metrics")));
            }
        }
    }
}

TEST(Fingerprint, AsksAKnownServerOnlyWhatItHas)
{
    EXPECT_THAT(pathsAsked(modelsOwnedBy("lmdeploy")), ElementsAre("/health", "/schema.json"));
    EXPECT_THAT(pathsAsked(modelsOwnedBy("sglang")), ElementsAre("/server_info", "/schema.json"));
    EXPECT_THAT(pathsAsked(modelsOwnedBy("acme")),
                ElementsAre("/version", "/props", "/v2", "/info", "/api/version", "/schema.json"));
    EXPECT_THAT(pathsAsked(status(ModelsPath, 401)), ElementsAre());
}

TEST(Detection, ComesBackFromItsJson)
{
    Detection detection;
    detection.kind = "llama.cpp";
    detection.version = "b1";
    detection.simulated = "x";
    detection.models = {{"a", 2048}, {"b", {}}};
    detection.endpoints = {"/v1/completions"};
    detection.natives = {{"generate", "a", {"prompt"}}, {"x", {}, {}}, {"y", {}, {"q", "n"}, "q", "n"}};
    detection.arguments = {{"dtype", "auto"}};
    detection.limits = {{"total_slots", 4}};
    detection.evidence = {"GET /props: \"q\""};
    EXPECT_EQ(detectionFromJson(toJson(detection)), detection);
    EXPECT_EQ(detectionFromJson("{").error().code, ErrorCode::BadJson);
    EXPECT_EQ(detectionFromJson(R"({"kind":1})").error().code, ErrorCode::BadJson);
}

} // namespace
} // namespace tokamark::profiles
