// Servers of one engine: OpenAI's endpoints and what stands beside them.

#include "dialectstream.h"

#include <regex>

namespace tokamark::simulator {
namespace {

const std::string Done = data("[DONE]");

std::vector<StreamCase> engines()
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
    };
}

INSTANTIATE_TEST_SUITE_P(Engines, DialectStream, testing::ValuesIn(engines()), nameOf);

} // namespace
} // namespace tokamark::simulator
