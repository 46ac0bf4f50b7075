// Every dialect on the wire: the bytes of its streams, its answers at once and its refusals.

#include "serverfixture.h"

#include "simulator/dialects/registry.h"
#include "simulator/wiretemplate.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <regex>
#include <set>

namespace tokamark::simulator {
namespace {

using namespace std::chrono_literals;
using End = RawClient::End;

TEST(Dialects, NameOnlyWhatTemplatesKnow)
{
    for (const Dialect *dialect : dialects())
        for (const Endpoint &endpoint : dialect->endpoints) {
            const StreamFormat &format = endpoint.stream;
            for (const std::string_view text :
                 {format.common, format.roleEvent, format.token, format.reasoning, format.last, format.finish,
                  format.usageEvent, format.counts, format.runningCounts, format.timings, format.closing, format.error,
                  format.overload, format.refusal, format.whole, format.extras[0].on, format.extras[0].off,
                  format.extras[1].on, format.extras[1].off})
                EXPECT_FALSE(WireTemplate(text).uses(Slot::Unknown)) << dialect->name << endpoint.path << ' ' << text;
        }
}

TEST(Dialects, HaveNamesOfTheirOwnAndEndpoints)
{
    std::set<std::string_view> names;
    for (const Dialect *dialect : dialects()) {
        EXPECT_TRUE(names.insert(dialect->name).second) << dialect->name;
        EXPECT_FALSE(dialect->endpoints.empty()) << dialect->name;
        EXPECT_EQ(findDialect(dialect->name), dialect);
        EXPECT_NE(dialect->refusals.notFound.status, 0) << dialect->name;
        EXPECT_NE(dialect->refusals.unauthorized.status, 0) << dialect->name;
    }
    EXPECT_EQ(findDialect("nobody"), nullptr);
}

/// A request for three tokens and the stream that answers it. `#` stands for any number.
struct Case {
    const char *name;
    const char *dialect;
    const char *path;
    const char *body;
    std::vector<std::string> pieces; ///< of the body
};

/// Numbers that differ from run to run become `#`.
std::string withoutNumbers(std::string text)
{
    static const std::regex Varying(
        R"re(("(?:created|id|[a-z_0-9]*_(?:ms|per_second|ts|time|latency|duration)|decode_throughput|prefill_finished_time|(?:arrival|first_scheduled|first_token|last_token)_time_ns)": ?"?(?:chatcmpl-|cmpl-)?)[-0-9.]+)re");
    static const std::regex Stamp(R"re("created_at":"[^"]*")re");
    text = std::regex_replace(text, Varying, "$1#");
    return std::regex_replace(text, Stamp, R"("created_at":"#")");
}

std::string data(const std::string &json)
{
    return "data: " + json + "\n\n";
}

const std::string Done = data("[DONE]");

std::vector<Case> cases()
{
    const std::string vllm
        = R"({"id":"chatcmpl-#","object":"chat.completion.chunk","created":#,"model":"simulated","choices":[)";
    const std::string sglang
        = R"({"id":"#","object":"chat.completion.chunk","created":#,"model":"simulated","choices":[)";
    const std::string llamaTail
        = R"("created":#,"id":"chatcmpl-#","model":"simulated","system_fingerprint":"b11434-simulated",)"
          R"("object":"chat.completion.chunk")";
    const std::string lmdeploy
        = R"({"id": "chatcmpl-#", "object": "chat.completion.chunk", "created": #, "model": "simulated", "choices": [)";
    const std::string timings = R"("timings":{"cache_n":0,"prompt_n":2,"prompt_ms":#,"prompt_per_token_ms":#,)"
                                R"("prompt_per_second":#,"predicted_n":2,"predicted_ms":#,"predicted_per_token_ms":#,)"
                                R"("predicted_per_second":#})";
    const std::string ollama = R"({"id":"chatcmpl-#","object":"chat.completion.chunk","created":#,"model":"simulated",)"
                               R"("system_fingerprint":"fp_ollama","choices":[)";
    const char *const Chat = R"({"messages":[{"role":"user","content":"hello"}],"max_tokens":2,"ignore_eos":true,)"
                             R"("debug_config":{"ignore_eos":true},"stream":true,)"
                             R"("stream_options":{"include_usage":true}})";
    const char *const StrictChat = R"({"messages":[{"role":"user","content":"hello"}],"max_tokens":2,)"
                                   R"("ignore_eos":true,"stream":true,"stream_options":{"include_usage":true}})";
    return {
        {"VllmChat",
         "vllm",
         "/v1/chat/completions",
         Chat,
         {data(vllm
               + R"({"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}],)"
                 R"("prompt_token_ids":null,"prompt_text":null})"),
          data(vllm
               + R"({"index":0,"delta":{"content":" a"},"logprobs":null,"finish_reason":null,"token_ids":null}]})"),
          data(vllm
               + R"({"index":0,"delta":{"content":" the"},"logprobs":null,"finish_reason":"length",)"
                 R"("stop_reason":null,"token_ids":null}]})"),
          data(vllm
               + R"(],"usage":{"prompt_tokens":2,"total_tokens":4,"completion_tokens":2},)"
                 R"("system_fingerprint":"vllm-0.32.0-simulated"})"),
          Done}},
        {"VllmTokenIds",
         "vllm",
         "/v1/completions",
         R"({"prompt":[1,2],"max_tokens":1,"ignore_eos":true,"stream":true,"return_token_ids":true})",
         {data(R"({"id":"cmpl-#","object":"text_completion","created":#,"model":"simulated","choices":[{"index":0,)"
               R"("text":" a","logprobs":null,"finish_reason":"length","stop_reason":null,"token_ids":[256]}],)"
               R"("system_fingerprint":"vllm-0.32.0-simulated"})"),
          Done}},
        {"SglangChat",
         "sglang",
         "/v1/chat/completions",
         Chat,
         {data(sglang
               + R"({"index":0,"delta":{"reasoning_content":null,"role":"assistant","content":""},)"
                 R"("logprobs":null,"finish_reason":null,"matched_stop":null}]})"),
          data(sglang
               + R"({"index":0,"delta":{"reasoning_content":null,"content":" a"},"logprobs":null,)"
                 R"("finish_reason":null,"matched_stop":null}]})"),
          data(sglang
               + R"({"index":0,"delta":{"reasoning_content":null,"content":" the"},"logprobs":null,)"
                 R"("finish_reason":null,"matched_stop":null}]})"),
          data(sglang
               + R"({"index":0,"delta":{"reasoning_content":null},"logprobs":null,"finish_reason":"length",)"
                 R"("matched_stop":null}]})"),
          data(sglang
               + R"(],"usage":{"prompt_tokens":2,"total_tokens":4,"completion_tokens":2,)"
                 R"("prompt_tokens_details":null,"reasoning_tokens":0,"completion_tokens_details":null}})"),
          Done}},
        {"SglangGenerate",
         "sglang",
         "/generate",
         R"({"text":"hello","sampling_params":{"max_new_tokens":2,"ignore_eos":true},"stream":true})",
         {data(R"({"text":" a","output_ids":[256],"meta_info":{"id":"#","finish_reason":null,"prompt_tokens":2,)"
               R"("weight_version":"default","num_retractions":0,"forward_entry_time":#,"prefill_finished_time":#,)"
               R"("queue_time":#,"reasoning_tokens":0,"completion_tokens":1,"cached_tokens":0,"dp_rank":null,)"
               R"("response_sent_to_client_ts":#}})"),
          data(R"({"text":" a the","output_ids":[256,257],"meta_info":{"id":"#","finish_reason":{"type":"length",)"
               R"("length":2},"prompt_tokens":2,"weight_version":"default","num_retractions":0,"forward_entry_time":#,)"
               R"("prefill_finished_time":#,"queue_time":#,"reasoning_tokens":0,"completion_tokens":2,)"
               R"("cached_tokens":0,"dp_rank":null,"e2e_latency":#,"request_received_ts":#,"first_token_latency":#,)"
               R"("response_sent_to_client_ts":#,"request_finished_ts":#,"decode_throughput":#}})"),
          Done}},
        {"LlamaCppChat",
         "llama.cpp",
         "/v1/chat/completions",
         Chat,
         {data(R"({"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],)"
               + llamaTail + '}')
              + data(R"({"choices":[{"finish_reason":null,"index":0,"delta":{"content":" a"}}],)" + llamaTail + '}'),
          data(R"({"choices":[{"finish_reason":null,"index":0,"delta":{"content":" the"}}],)" + llamaTail + '}'),
          data(R"({"choices":[{"finish_reason":"length","index":0,"delta":{}}],)" + llamaTail + '}')
              + data(R"({"choices":[],)" + llamaTail
                     + R"(,"usage":{"completion_tokens":2,"prompt_tokens":2,"total_tokens":4,)"
                       R"("prompt_tokens_details":{"cached_tokens":0}},)"
                     + timings + '}'),
          Done}},
        {"LlamaCppCompletion",
         "llama.cpp",
         "/completion",
         R"({"prompt":"hello","n_predict":1,"ignore_eos":true,"stream":true})",
         {data(R"({"index":0,"content":" a","tokens":[256],"stop":false,"id_slot":-1,"tokens_predicted":1,)"
               R"("tokens_evaluated":2})"),
          data(
              R"({"index":0,"content":"","tokens":[],"id_slot":0,"stop":true,"model":"simulated","tokens_predicted":1,)"
              R"("tokens_evaluated":2,"generation_settings":{"n_predict":1},"prompt":"","has_new_line":false,)"
              R"("truncated":false,"stop_type":"limit","stopping_word":"","tokens_cached":3,)"
              + std::regex_replace(timings, std::regex("predicted_n\":2"), "predicted_n\":1") + '}')}},
        {"LmdeployChat",
         "lmdeploy",
         "/v1/chat/completions",
         Chat,
         {data(lmdeploy + R"({"index": 0, "delta": {"role": "assistant", "content": " a"}}], "usage": null})"),
          data(lmdeploy + R"({"index": 0, "delta": {"role": "assistant", "content": " the"}}], "usage": null})"),
          data(lmdeploy
               + R"({"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": "length"}], )"
                 R"("usage": null})"),
          data(R"({"id":"chatcmpl-#","object":"chat.completion.chunk","created":#,"model":"simulated","choices":[],)"
               R"("usage":{"prompt_tokens":2,"total_tokens":4,"completion_tokens":2,)"
               R"("prompt_tokens_details":{"cached_tokens":0}}})"),
          Done}},
        {"LmdeployGenerate",
         "lmdeploy",
         "/generate",
         R"({"prompt":"hello","max_tokens":2,"ignore_eos":true,"stream":true})",
         {data(R"({"text":" a","output_ids":[256],"meta_info":{"prompt_tokens":2,"completion_tokens":1,)"
               R"("finish_reason":null,"output_token_logprobs":null}})"),
          data(R"({"text":" the","output_ids":[257],"meta_info":{"prompt_tokens":2,"completion_tokens":2,)"
               R"("finish_reason":null,"output_token_logprobs":null}})"),
          data(R"({"text":"","output_ids":[],"meta_info":{"prompt_tokens":2,"completion_tokens":2,)"
               R"("finish_reason":{"type":"length"},"output_token_logprobs":null}})"),
          Done}},
        {"MlcChat",
         "mlc-llm",
         "/v1/chat/completions",
         Chat,
         {data(R"({"id":"chatcmpl-#","choices":[{"finish_reason":null,"index":0,"delta":{"content":" a",)"
               R"("role":"assistant","name":null,"tool_calls":null,"tool_call_id":null},"logprobs":null}],"created":#,)"
               R"("model":null,"system_fingerprint":"","object":"chat.completion.chunk","usage":null})"),
          data(R"({"id":"chatcmpl-#","choices":[{"finish_reason":"length","index":0,"delta":{"content":" the",)"
               R"("role":"assistant","name":null,"tool_calls":null,"tool_call_id":null},"logprobs":null}],"created":#,)"
               R"("model":null,"system_fingerprint":"","object":"chat.completion.chunk","usage":null})"),
          data(R"({"id":"chatcmpl-#","choices":[],"created":#,"model":null,"system_fingerprint":"",)"
               R"("object":"chat.completion.chunk","usage":{"prompt_tokens":2,"completion_tokens":2,"total_tokens":4,)"
               R"("extra":null}})"),
          Done}},
        {"TrtllmChat",
         "trtllm-serve",
         "/v1/chat/completions",
         StrictChat,
         {"data: " + vllm + R"({"index":0,"delta":{"role":"assistant"}}]})" + " \n\n", // a blank behind the JSON
          data(vllm + R"({"index":0,"delta":{"content":" a","reasoning_content":""},"finish_reason":null}]})"),
          data(vllm + R"({"index":0,"delta":{"content":" the","reasoning_content":""},"finish_reason":"length"}]})"),
          data(vllm
               + R"(],"usage":{"prompt_tokens":2,"total_tokens":4,"completion_tokens":2,)"
                 R"("prompt_tokens_details":{"cached_tokens":0}}})"),
          Done}},
        {"TritonEnsemble",
         "triton-ensemble",
         "/v2/models/ensemble/generate_stream",
         R"({"text_input":"hello","max_tokens":2,"min_tokens":2,"stream":true,"return_num_output_tokens":true})",
         {data(R"({"model_name":"ensemble","model_version":"1","num_input_tokens":2,"num_output_tokens":1,)"
               R"("sequence_end":false,"sequence_id":0,"sequence_start":false,"text_output":" a"})"),
          data(R"({"model_name":"ensemble","model_version":"1","num_input_tokens":2,"num_output_tokens":1,)"
               R"("sequence_end":false,"sequence_id":0,"sequence_start":false,"text_output":" the"})")}},
        {"TritonPerfMetrics",
         "triton-ensemble",
         "/v2/models/ensemble/generate_stream",
         R"({"text_input":"hello","max_tokens":1,"min_tokens":1,"stream":true,"return_perf_metrics":true})",
         {data(R"({"arrival_time_ns":#,"first_scheduled_time_ns":#,"first_token_time_ns":#,"last_token_time_ns":#,)"
               R"("model_name":"ensemble","model_version":"1","sequence_end":false,"sequence_id":0,)"
               R"("sequence_start":false,"text_output":" a"})")}},
        {"TritonLlmApi",
         "triton-llmapi",
         "/v2/models/tensorrt_llm/generate_stream",
         R"({"text_input":"hello","sampling_param_max_tokens":2,"streaming":true,"return_finish_reason":true})",
         {data(R"({"finish_reason":"None","model_name":"tensorrt_llm","model_version":"1","text_output":" a"})"),
          data(
              R"({"finish_reason":"length","model_name":"tensorrt_llm","model_version":"1","text_output":" a the"})")}},
        {"TritonWithoutStreaming",
         "triton-llmapi",
         "/v2/models/tensorrt_llm/generate_stream",
         R"({"text_input":"hello","sampling_param_max_tokens":2,"stream":true})",
         {data(R"({"model_name":"tensorrt_llm","model_version":"1","text_output":" a the"})")}},
        {"TritonIncomplete", "triton-ensemble", "/v2/models/ensemble/generate_stream", R"({"text_input":"hello"})", {}},
        {"TgiNative",
         "tgi",
         "/generate_stream",
         R"({"inputs":"hello","parameters":{"max_new_tokens":2,"details":true}})",
         {data(R"({"index":1,"token":{"id":#,"text":" a","logprob":-1.5,"special":false},"generated_text":null,)"
               R"("details":null})"),
          data(R"({"index":2,"token":{"id":#,"text":" the","logprob":-1.5,"special":false},)"
               R"("generated_text":" a the","details":{"finish_reason":"length","generated_tokens":2,"seed":null,)"
               R"("input_length":2}})")}},
        {"TgiCompletions",
         "tgi",
         "/v1/completions",
         R"({"prompt":"hello","max_tokens":2,"stream":true,"model":"any"})",
         {data(R"({"object":"text_completion","id":"","created":#,"model":"any",)"
               R"("system_fingerprint":"3.3.6-simulated-native","choices":[{"index":0,"text":" a","logprobs":null,)"
               R"("finish_reason":""}]})"),
          data(R"({"object":"text_completion","id":"","created":#,"model":"any",)"
               R"("system_fingerprint":"3.3.6-simulated-native","choices":[{"index":0,"text":" the","logprobs":null,)"
               R"("finish_reason":"length"}],"usage":{"prompt_tokens":2,"completion_tokens":2,"total_tokens":4}})"),
          Done}},
        {"OllamaGenerate",
         "ollama",
         "/api/generate",
         R"({"prompt":"hello","options":{"num_predict":2}})",
         {"{\"model\":\"simulated\",\"created_at\":\"#\",\"response\":\" a\",\"done\":false}\n",
          "{\"model\":\"simulated\",\"created_at\":\"#\",\"response\":\" the\",\"done\":false}\n",
          "{\"model\":\"simulated\",\"created_at\":\"#\",\"response\":\"\",\"done\":true,\"done_reason\":\"length\","
          "\"context\":[256,257],\"total_duration\":#,\"load_duration\":#,\"prompt_eval_count\":2,"
          "\"prompt_eval_duration\":#,\"eval_count\":2,\"eval_duration\":#}\n"}},
        {"OllamaOneToken",
         "ollama",
         "/api/chat",
         R"({"messages":[{"role":"user","content":"hello"}],"options":{"num_predict":1}})",
         {"{\"model\":\"simulated\",\"created_at\":\"#\",\"message\":{\"role\":\"assistant\",\"content\":\" "
          "a\"},\"done\":false}\n",
          "{\"model\":\"simulated\",\"created_at\":\"#\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},"
          "\"done\":true,\"done_reason\":\"length\",\"total_duration\":#,\"load_duration\":#,\"prompt_eval_count\":2,"
          "\"prompt_eval_duration\":#,\"eval_count\":1}\n"}},
        {"OllamaChat",
         "ollama",
         "/v1/chat/completions",
         Chat,
         {data(ollama + R"({"index":0,"delta":{"role":"assistant","content":" a"},"finish_reason":null}]})"),
          data(ollama + R"({"index":0,"delta":{"role":"assistant","content":" the"},"finish_reason":null}]})"),
          data(ollama + R"({"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"length"}]})")
              + data(ollama + R"(],"usage":{"prompt_tokens":2,"completion_tokens":2,"total_tokens":4}})") + Done}},
        {"BentoRaw", "bentoml", "/generate", R"({"prompt":"hello","max_tokens":2})", {" a", " the"}},
    };
}

class DialectStream : public ServerFixture, public testing::WithParamInterface<Case> { };

TEST_P(DialectStream, HasTheServersBytesInItsPieces)
{
    const Case &wanted = GetParam();
    speak(wanted.dialect);
    const auto response = post(wanted.path, wanted.body);
    EXPECT_EQ(response.status, 200);
    EXPECT_TRUE(response.bodyEnded);
    std::vector<std::string> pieces;
    for (const std::string &piece : response.pieces)
        pieces.push_back(withoutNumbers(piece));
    EXPECT_EQ(pieces, wanted.pieces);
}

INSTANTIATE_TEST_SUITE_P(Wire, DialectStream, testing::ValuesIn(cases()),
                         [](const auto &test) { return std::string(test.param.name); });

/// A page and a part of what it says.
struct PageCase {
    const char *dialect;
    const char *path;
    int status;
    const char *part;
};

class DialectPage : public ServerFixture, public testing::WithParamInterface<PageCase> { };

TEST_P(DialectPage, Answers)
{
    const PageCase &page = GetParam();
    speak(page.dialect);
    const auto response = get(page.path);
    EXPECT_EQ(response.status, page.status);
    EXPECT_NE((response.head + response.body).find(page.part), std::string::npos) << response.head << response.body;
    EXPECT_NE(response.head.find("X-Tokamark-Simulated: instant"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Wire, DialectPage,
    testing::Values(PageCase{"vllm", "/v1/models", 200, R"("owned_by":"vllm")"},
                    PageCase{"vllm", "/version", 200, R"({"version":"0.32.0-simulated"})"},
                    PageCase{"vllm", "/health", 200, "Content-Length: 0"},
                    PageCase{"vllm", "/nothing", 404, R"({"detail":"Not Found"})"},
                    PageCase{"sglang", "/v1/models", 200, R"("owned_by":"sglang")"},
                    PageCase{"sglang", "/version", 404, "Not Found"},
                    PageCase{"sglang", "/server_info", 200, R"("version":"0.5.23-simulated")"},
                    PageCase{"llama.cpp", "/v1/models", 200, R"("owned_by":"llamacpp")"},
                    PageCase{"llama.cpp", "/props", 200, R"("total_slots":4)"},
                    PageCase{"llama.cpp", "/health", 200, "Server: llama.cpp"},
                    PageCase{"llama.cpp", "/health", 200, "Keep-Alive: timeout=5, max=100"},
                    PageCase{"lmdeploy", "/v1/models", 200, R"("owned_by":"lmdeploy")"},
                    PageCase{"lmdeploy", "/health", 200, R"("status":"healthy")"},
                    PageCase{"mlc-llm", "/v1/models", 200, R"("owned_by":"MLC-LLM")"},
                    PageCase{"mlc-llm", "/health", 404, R"({"detail":"Not Found"})"},
                    PageCase{"mlc-llm", "/metrics", 200, "completion_tokens_sum\t0"},
                    PageCase{"trtllm-serve", "/v1/models", 200, R"("owned_by":"tensorrt_llm")"},
                    PageCase{"triton-ensemble", "/v2", 200, R"("name":"triton")"},
                    PageCase{"triton-ensemble", "/v2/models/ensemble/config", 200, R"("platform":"ensemble")"},
                    PageCase{"triton-ensemble", "/v1/models", 404, "text/plain"},
                    PageCase{"triton-llmapi", "/v2/models/tensorrt_llm/config", 200, R"("decoupled":true)"},
                    PageCase{"triton-openai", "/v1/models", 200, R"("owned_by":"Triton Inference Server")"},
                    PageCase{"tgi", "/v1/models", 200, R"("owned_by":"simulated")"},
                    PageCase{"tgi", "/info", 200, R"("max_concurrent_requests":128)"},
                    PageCase{"ollama", "/", 200, "Ollama is running"},
                    PageCase{"ollama", "/api/version", 200, R"({"version":"0.17.4-simulated"})"},
                    PageCase{"ollama", "/v1/models", 200, R"("owned_by":"library")"},
                    PageCase{"ollama", "/metrics", 404, "404 page not found"},
                    PageCase{"bentoml", "/schema.json", 200, R"("route":"/generate")"},
                    PageCase{"bentoml", "/docs.json", 200, "badge/BentoML-1.4.40-informational"},
                    PageCase{"bentoml", "/v1/models", 404, "Not Found"},
                    PageCase{"bentoml-mounted", "/schema.json", 200, R"("/v1/models":{"mounted":true})"},
                    PageCase{"bentoml-proxied", "/schema.json", 200, R"("/{path:path}":{"mounted":true})"},
                    PageCase{"bentoml-proxied", "/docs.json", 404, "Not Found"},
                    PageCase{"openllm", "/readyz", 200, "\r\n\r\n\n"},
                    PageCase{"openllm", "/v1/models", 200, R"("owned_by":"vllm")"}));

/// A request that the server does not serve, and how it says so.
struct RefusalCase {
    const char *dialect;
    const char *path;
    const char *body;
    int status;
    const char *part;
};

class DialectRefusal : public ServerFixture, public testing::WithParamInterface<RefusalCase> { };

TEST_P(DialectRefusal, IsInTheServersWords)
{
    const RefusalCase &wanted = GetParam();
    speak(wanted.dialect);
    const auto response = post(wanted.path, wanted.body);
    EXPECT_EQ(response.status, wanted.status);
    EXPECT_NE((response.head + response.body).find(wanted.part), std::string::npos) << response.head << response.body;
}

INSTANTIATE_TEST_SUITE_P(
    Wire, DialectRefusal,
    testing::Values(
        RefusalCase{"vllm", "/v1/completions", "{", 400, R"("type":"Bad Request")"},
        RefusalCase{"vllm", "/v1/completions", R"({"prompt":"x","model":"nope"})", 404, R"("type":"NotFoundError")"},
        RefusalCase{"sglang", "/v1/completions", R"({"prompt":"x","max_tokens":9000})", 400, R"({"object":"error")"},
        RefusalCase{"sglang", "/generate", R"({"text":"x","sampling_params":{"max_new_tokens":9000},"stream":true})",
                    200, R"("type":"invalid_request_error","code":400,"retryable":false)"},
        RefusalCase{"llama.cpp", "/v1/completions", "{", 400, R"("type":"invalid_request_error")"},
        RefusalCase{"lmdeploy", "/v1/completions", R"({"prompt":"x","model":"nope"})", 404, R"("object":"error")"},
        RefusalCase{"lmdeploy", "/v1/completions", R"({"prompt":[1,2]})", 400, R"("object":"error")"},
        RefusalCase{"mlc-llm", "/v1/completions", "{", 422, R"({"detail":[)"},
        RefusalCase{"trtllm-serve", "/v1/completions", R"({"prompt":"x","return_token_ids":true})", 400,
                    R"({"error":"[{'type': 'extra_forbidden')"},
        RefusalCase{"triton-ensemble", "/v2/models/ensemble/generate_stream", "{", 500,
                    R"({"error":"failed to parse the request JSON buffer)"},
        RefusalCase{"triton-ensemble", "/v2/models/nope/generate_stream", "{}", 404,
                    R"({"error":"Request for unknown model: 'nope' is not found"})"},
        RefusalCase{"triton-ensemble", "/v2/models/ensemble/generate_stream",
                    R"({"text_input":"x","max_tokens":9000,"stream":true})", 400,
                    R"(data: {"error":"in ensemble 'ensemble', Prompt length)"},
        RefusalCase{"tgi", "/generate_stream", "{", 400, "Failed to parse the request body as JSON"},
        RefusalCase{"tgi", "/generate", "{}", 422, "Failed to deserialize the JSON body"},
        RefusalCase{"tgi", "/generate", R"({"inputs":"x","parameters":{"max_new_tokens":9000}})", 422,
                    R"("error_type":"validation")"},
        RefusalCase{"tgi", "/generate_stream", R"({"inputs":"x","parameters":{"max_new_tokens":9000}})", 200,
                    R"(data: {"error":"`inputs` tokens + `max_new_tokens` must be <= 8192)"},
        RefusalCase{"tgi", "/v1/completions", R"({"prompt":"x","max_tokens":9000,"stream":true})", 200,
                    R"("http_status_code":422)"},
        RefusalCase{"ollama", "/api/generate", R"({"prompt":"x","model":"nope"})", 404,
                    R"({"error":"model 'nope' not found"})"},
        RefusalCase{"ollama", "/v1/completions", R"({"prompt":"x","model":"nope"})", 404, R"("type":"api_error")"},
        RefusalCase{"bentoml", "/generate", "{}", 400, R"({"error":"1 validation error for Input","detail":[)"}));

class DialectTest : public ServerFixture { };

TEST_F(DialectTest, TakesAnyModelNameWhereTheServerDoes)
{
    for (const char *dialect : {"sglang", "llama.cpp", "mlc-llm", "trtllm-serve", "tgi"}) {
        speak(dialect);
        EXPECT_EQ(post("/v1/completions", R"({"prompt":"x","model":"other","max_tokens":1,"stream":true})").status, 200)
            << dialect;
    }
}

TEST_F(DialectTest, ClipsTheAnswerAtTheContextWhereTheServerDoes)
{
    for (const char *dialect : {"vllm", "llama.cpp", "lmdeploy"}) {
        speak(dialect, {"tokens-per-chunk=500"}, {.ttft = 1ms, .tpot = 0ms});
        const auto response = post("/v1/completions",
                                   R"({"prompt":"hello","max_tokens":9000,"ignore_eos":true,)"
                                   R"("stream":true,"stream_options":{"include_usage":true}})");
        EXPECT_TRUE(std::regex_search(response.body, std::regex(R"("completion_tokens": ?8190)"))) << dialect;
    }
}

TEST_F(DialectTest, SendsTheHeadWhenTheServerDoes)
{
    struct Moment {
        const char *dialect;
        const char *path;
        const char *body;
        bool withFirstToken;
    };
    for (const Moment &moment :
         {Moment{"vllm", "/v1/completions", R"({"prompt":"x","max_tokens":2,"stream":true})", false},
          Moment{"sglang", "/v1/completions", R"({"prompt":"x","max_tokens":2,"stream":true})", true},
          Moment{"sglang", "/generate", R"({"text":"x","stream":true,"sampling_params":{"max_new_tokens":2}})", false},
          Moment{"mlc-llm", "/v1/completions", R"({"prompt":"x","max_tokens":2,"stream":true})", true},
          Moment{"ollama", "/api/generate", R"({"prompt":"x","options":{"num_predict":2}})", true},
          Moment{"bentoml", "/generate", R"({"prompt":"x","max_tokens":2})", true},
          Moment{"tgi", "/generate_stream", R"({"inputs":"x","parameters":{"max_new_tokens":2}})", false}}) {
        speak(moment.dialect, {}, {.ttft = 300ms});
        const auto begin = std::chrono::steady_clock::now();
        const auto response = post(moment.path, moment.body);
        EXPECT_EQ(response.headAt - begin >= 299ms, moment.withFirstToken) << moment.dialect << moment.path;
    }
}

TEST_F(DialectTest, FailsInTheMiddleAsTheServerDoes)
{
    struct Failure {
        const char *dialect;
        const char *path;
        const char *body;
        const char *part; ///< of the error event; null: there is none
        bool ended;
        bool done;
    };
    const char *const Text = R"({"prompt":"x","max_tokens":8,"ignore_eos":true,"stream":true})";
    for (const Failure &failure :
         {Failure{"vllm", "/v1/completions", Text, R"(data: {"error": {"message": )", true, true},
          Failure{"sglang", "/v1/completions", Text, R"(data: {"error": {"object": "error")", true, true},
          Failure{"llama.cpp", "/v1/completions", Text, R"(data: {"error":{"code":500)", true, false},
          Failure{"lmdeploy", "/v1/completions", Text, R"("object": "error"}})", true, true},
          Failure{"mlc-llm", "/v1/completions", Text, nullptr, false, false},
          Failure{"trtllm-serve", "/v1/completions", Text, nullptr, false, false},
          Failure{"ollama", "/v1/completions", Text, nullptr, true, false},
          Failure{"ollama", "/api/generate", R"({"prompt":"x","options":{"num_predict":8}})",
                  "\n{\"error\":\"simulated failure\"}\n", true, false},
          Failure{"tgi", "/v1/completions", Text, R"("http_status_code":422)", true, true},
          Failure{"bentoml", "/generate", R"({"prompt":"x","max_tokens":8})", nullptr, true, false}}) {
        speak(failure.dialect, {"error-frame"});
        const auto response = post(failure.path, failure.body);
        EXPECT_EQ(response.status, 200) << failure.dialect;
        EXPECT_EQ(response.bodyEnded, failure.ended) << failure.dialect;
        EXPECT_EQ(response.body.ends_with("data: [DONE]\n\n"), failure.done) << failure.dialect;
        if (failure.part != nullptr)
            EXPECT_NE(response.body.find(failure.part), std::string::npos) << failure.dialect << response.body;
        else
            EXPECT_EQ(response.body.find("error"), std::string::npos) << failure.dialect << response.body;
    }
}

TEST_F(DialectTest, ClosesAConnectionAfterAHundredAnswersOfLlamaCpp)
{
    speak("llama.cpp", {}, {.ttft = 1ms});
    RawClient client(m_server->port());
    for (int i = 1; i < 100; ++i) {
        client.get("/health");
        ASSERT_EQ(client.receive().head.find("Connection: close"), std::string::npos) << i;
    }
    client.get("/health");
    EXPECT_NE(client.receive().head.find("Connection: close"), std::string::npos);
    EXPECT_EQ(client.waitForClose(), End::Closed);
}

TEST_F(DialectTest, RefusesMadeUpHostsForOllama)
{
    speak("ollama");
    RawClient client(m_server->port());
    client.send("GET /api/version HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(client.receive().status, 403);
    client.send("GET /api/version HTTP/1.1\r\nHost: localhost:11434\r\n\r\n");
    EXPECT_EQ(client.receive().status, 200);
}

TEST_F(DialectTest, WritesPieceSizesOfTgiInCapitals)
{
    speak("tgi");
    RawClient client(m_server->port());
    client.post("/generate_stream", R"({"inputs":"x","parameters":{"max_new_tokens":2,"details":true}})");
    const auto response = client.receive();
    EXPECT_TRUE(std::ranges::any_of(
        response.sizes, [](const std::string &size) { return size.find_first_of("ABCDEF") != std::string::npos; }));
    EXPECT_TRUE(std::ranges::none_of(
        response.sizes, [](const std::string &size) { return size.find_first_of("abcdef") != std::string::npos; }));
}

TEST_F(DialectTest, TakesASecondToSayThatSglangIsHealthy)
{
    speak("sglang");
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(get("/health").status, 200);
    EXPECT_GE(std::chrono::steady_clock::now() - begin, 1s);
}

TEST_F(DialectTest, ServesPresetsInChosenDialects)
{
    start({}, {.presets = {"instant", "instant@tgi", "vllm-llama3-8b-a100@sglang"}});
    EXPECT_NE(get("/v1/models").body.find("tokamark-sim"), std::string::npos);
    EXPECT_EQ(get("/instant@tgi/info").status, 200);
    EXPECT_NE(get("/vllm-llama3-8b-a100@sglang/v1/models").body.find(R"("owned_by":"sglang")"), std::string::npos);
    EXPECT_EQ(SimulatorServer::start({.presets = {"instant@nobody"}}).error().code, ErrorCode::BadUsage);
}

} // namespace
} // namespace tokamark::simulator
