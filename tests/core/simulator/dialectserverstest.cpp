// Triton, TGI, Ollama and BentoML, which speak more of their own than of OpenAI's.

#include "dialectstream.h"

namespace tokamark::simulator {
namespace {

const std::string Done = data("[DONE]");

std::vector<StreamCase> servers()
{
    const std::string ollama = R"({"id":"chatcmpl-#","object":"chat.completion.chunk","created":#,"model":"simulated",)"
                               R"("system_fingerprint":"fp_ollama","choices":[)";
    const char *const Chat = R"({"messages":[{"role":"user","content":"hello"}],"max_tokens":2,"ignore_eos":true,)"
                             R"("debug_config":{"ignore_eos":true},"stream":true,)"
                             R"("stream_options":{"include_usage":true}})";
    return {
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

INSTANTIATE_TEST_SUITE_P(Servers, DialectStream, testing::ValuesIn(servers()), nameOf);

} // namespace
} // namespace tokamark::simulator
