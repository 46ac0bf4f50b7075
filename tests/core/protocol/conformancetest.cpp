#include "core/protocol/conformance.h"

#include <gtest/gtest.h>

namespace tokamark::protocol {

namespace testing {

void PrintTo(const ConformanceCase &value, std::ostream *out)
{
    *out << value.name;
}

} // namespace testing

namespace {

using testing::ConformanceCase;
using testing::describe;
using testing::play;
using enum plan::Endpoint;

std::string data(const std::string &payload)
{
    return "data: " + payload + "\n\n";
}

const std::string Done = "data: [DONE]\n\n";

// The bytes below are those that real servers were seen to send; ids, time stamps and repeated members are left out.

std::vector<ConformanceCase> vllmCases()
{
    const std::string role = data(
        R"({"id":"c","object":"chat.completion.chunk","model":"tiny","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}],"prompt_token_ids":null,"prompt_text":null})");
    const std::string was = data(
        R"({"choices":[{"index":0,"delta":{"content":" was"},"logprobs":null,"finish_reason":null,"token_ids":null}]})");
    const std::string last = data(
        R"({"choices":[{"index":0,"delta":{"content":"ed"},"logprobs":null,"finish_reason":"length","stop_reason":null,"token_ids":null}]})");
    const std::string eos
        = data(R"({"choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop","token_ids":null}]})");
    const auto usage = [](int prompt, int completion, const std::string &more = {}) {
        return data(R"({"choices":[],"usage":{"prompt_tokens":)" + std::to_string(prompt) + R"(,"completion_tokens":)"
                    + std::to_string(completion) + R"(},"system_fingerprint":"vllm-0.32.0")" + more + "}");
    };
    return {
        {"VllmNullsAndSeparateRole",
         "vllm",
         Chat,
         "",
         {{18.1, role}, {18.1, was}, {22, last}, {22.1, usage(20, 4)}, {22.2, Done}},
         "completed event=18.1 first=18.1 last=22 end=22.2 usage=20/4 events=2 length"},
        {"VllmEndTokenHasNoText",
         "vllm",
         Chat,
         "",
         {{18, role + was}, {20, eos}, {20, usage(20, 2) + Done}},
         "completed event=18 first=18 last=18 end=20 usage=20/2 events=1 stop"},
        {"VllmAnswerClippedAtTheContext",
         "vllm",
         Completions,
         "",
         {{5, data(R"({"choices":[{"index":0,"text":" a","finish_reason":"length"}]})")}, {6, usage(100, 1948) + Done}},
         "completed event=5 first=5 last=5 end=6 usage=100/1948 events=1 length"},
        {"VllmMergedTokensAreCounted",
         "vllm",
         Chat,
         "",
         {{10,
           data(
               R"({"choices":[{"delta":{"role":"assistant","content":""}}],"usage":{"prompt_tokens":20,"total_tokens":20,"completion_tokens":0,"completion_tokens_details":null}})")},
          {10, data(R"({"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":20,"completion_tokens":1}})")},
          {15,
           data(
               R"({"choices":[{"delta":{"content":" b c"},"finish_reason":"length"}],"usage":{"prompt_tokens":20,"completion_tokens":4}})")},
          {16, usage(20, 4) + Done}},
         "completed event=10 first=10 last=15 end=16 usage=20/4 events=2 length"},
        {"VllmErrorAfterTheHead",
         "vllm",
         Completions,
         "",
         {{3,
           data(
               R"({"error": {"message": "Token id 99999 is out of vocabulary", "type": "BadRequestError", "param": null, "code": 400}})")
               + Done}},
         "error-frame event=3 end=3 estimated=0/0 events=0 : Token id 99999 is out of vocabulary (400)"},
        {"VllmTellsItsOwnTimes",
         "vllm",
         Chat,
         "",
         {{18, role + was},
          {20, last},
          {20,
           usage(
               20, 2,
               R"(,"metrics":{"time_to_first_token_ms":12.5,"generation_time_ms":2,"queue_time_ms":3.25,"mean_itl_ms":2})")
               + Done}},
         "completed event=18 first=18 last=20 end=20 usage=20/2 events=2 length queue=3.25 prefill=12.5 decode=2"},
        {"VllmCutOff",
         "vllm",
         Chat,
         "",
         {{18, role + was}},
         "truncated event=18 first=18 last=18 end=18 estimated=0/1 events=1 : stream ended without its end",
         false},
    };
}

std::vector<ConformanceCase> llamaCases()
{
    const std::string role = data(
        R"({"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],"model":"tiny","system_fingerprint":"b11434-unknown","object":"chat.completion.chunk"})");
    const std::string word = data(R"({"choices":[{"finish_reason":null,"index":0,"delta":{"content":" or"}}]})");
    const std::string finish = data(R"({"choices":[{"finish_reason":"length","index":0,"delta":{}}]})");
    const std::string counts = data(
        R"({"choices":[],"usage":{"completion_tokens":3,"prompt_tokens":20,"total_tokens":23,"prompt_tokens_details":{"cached_tokens":19}},"timings":{"cache_n":19,"prompt_n":1,"prompt_ms":0.202,"predicted_n":3,"predicted_ms":0.234}})");
    const std::string frame = data(
        R"({"index":0,"content":" Hi","tokens":[9],"stop":false,"id_slot":-1,"tokens_predicted":1,"tokens_evaluated":7})");
    const std::string stop = data(
        R"({"index":0,"content":"","tokens":[],"id_slot":0,"stop":true,"model":"tiny","tokens_predicted":3,"tokens_evaluated":7,"generation_settings":{"stop":[]},"prompt":"x","truncated":false,"stop_type":"limit","tokens_cached":9,"timings":{"cache_n":2,"prompt_n":5,"prompt_ms":1.5,"predicted_n":3,"predicted_ms":2.5}})");
    const std::string half = data(
        R"({"index":0,"content":"\u00e9","tokens":[4,5],"stop":false,"tokens_predicted":3,"tokens_evaluated":7})");
    return {
        {"LlamaRoleAndFirstTokenInOneRead",
         "llama.cpp",
         Chat,
         "",
         {{8, role + word}, {9, word}, {10, word}, {10.5, finish + counts}, {10.6, Done}},
         "completed event=8 first=8 last=10 end=10.6 usage=20/3 cached=19 events=3 length prefill=0.202 decode=0.234"},
        {"LlamaNoRoleAtAll",
         "llama.cpp",
         Chat,
         "",
         {{8, data(R"({"choices":[{"finish_reason":null,"index":0,"delta":{"content":"\ufffd w"}}]})")},
          {9, finish + counts + Done}},
         "completed event=8 first=8 last=8 end=9 usage=20/3 cached=19 events=1 length prefill=0.202 decode=0.234"},
        {"LlamaPingsAndProgressInPrefill",
         "llama.cpp",
         Chat,
         "",
         {{2,
           data(
               R"({"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],"prompt_progress":{"total":20,"cache":19,"processed":19,"time_ms":0}})")},
          {1002, ":\n\n"},
          {2002, ":\n\n"},
          {3000, word},
          {3001, finish + counts + Done}},
         "completed event=2 first=3000 last=3000 end=3001 usage=20/3 cached=19 events=1 length prefill=0.202 "
         "decode=0.234"},
        {"LlamaErrorWithoutTheEndMark",
         "llama.cpp",
         Chat,
         "",
         {{8, role + word}, {9, data(R"({"error":{"code":500,"message":"broken","type":"server_error"}})")}},
         "error-frame event=8 first=8 last=8 end=9 estimated=0/1 events=1 : broken (500)"},
        {"LlamaCompletionEndsByItsStop",
         "llama.cpp",
         Native,
         "completion",
         {{8, frame}, {9, half}, {9.5, stop}},
         "completed event=8 first=8 last=9 end=9.5 usage=7/3 cached=2 events=2 length prefill=1.5 decode=2.5"},
        {"LlamaCompletionCutOff",
         "llama.cpp",
         Native,
         "",
         {{8, frame}},
         "truncated event=8 first=8 last=8 end=8 events=0/1 events=1 : stream ended without its end"},
        {"LlamaCompletionError",
         "llama.cpp",
         Native,
         "completion",
         {{8, data(R"({"error":{"code":400,"message":"request (3000 tokens) exceeds","type":"x"}})")}},
         "error-frame event=8 end=8 estimated=0/0 events=0 : request (3000 tokens) exceeds (400)"},
    };
}

std::vector<ConformanceCase> sglangCases()
{
    const std::string role = data(
        R"({"choices":[{"index":0,"delta":{"reasoning_content":null,"role":"assistant","content":""},"logprobs":null,"finish_reason":null,"matched_stop":null}]})");
    const std::string text
        = data(R"({"choices":[{"index":0,"delta":{"reasoning_content":null,"content":"#T"},"finish_reason":null}]})");
    const std::string finish = data(
        R"({"choices":[{"index":0,"delta":{"reasoning_content":null},"logprobs":null,"finish_reason":"length","matched_stop":null}]})");
    const std::string usage = data(
        R"({"choices":[],"usage":{"prompt_tokens":10,"total_tokens":15,"completion_tokens":5,"prompt_tokens_details":null,"reasoning_tokens":0,"completion_tokens_details":null}})");
    const std::string first = data(
        R"({"text":" not","output_ids":[391],"meta_info":{"finish_reason":null,"prompt_tokens":7,"num_retractions":0,"queue_time":0.000535,"completion_tokens":1,"cached_tokens":6,"cached_tokens_details":{"device":6,"host":0},"dp_rank":null}})");
    const std::string last = data(
        R"({"text":" not\ufffd&I","output_ids":[391,162,11,46],"meta_info":{"finish_reason":{"type":"length","length":4},"prompt_tokens":7,"queue_time":0.000535,"completion_tokens":4,"cached_tokens":6,"e2e_latency":0.0225,"first_token_latency":0.008535,"decode_throughput":221.1}})");
    const std::string lastOnlyNew = data(
        R"({"text":"\ufffd&I","output_ids":[162,11,46],"meta_info":{"finish_reason":{"type":"length","length":4},"prompt_tokens":7,"completion_tokens":4}})");
    return {
        {"SglangHeadersRoleAndTextInOneRead",
         "sglang",
         Chat,
         "",
         {{407.7, role + text + text}, {409, finish}, {409.1, usage}, {409.2, Done}},
         "completed event=407.7 first=407.7 last=407.7 end=409.2 usage=10/5 events=2 length"},
        {"SglangQueueFullAtStatus200",
         "sglang",
         Chat,
         "",
         {{3,
           data(
               R"({"error": {"object": "error", "message": "The request queue is full.", "type": "SERVICE_UNAVAILABLE", "param": null, "code": 503}})")
               + Done}},
         "error-frame event=3 end=3 estimated=0/0 events=0 : The request queue is full. (503)"},
        {"SglangGenerateIsCumulative",
         "sglang",
         Native,
         "generate",
         {{13, first}, {22, last}, {22.1, Done}},
         "completed event=13 first=13 last=22 end=22.1 usage=7/4 cached=6 events=2 length queue=0.535 prefill=8 "
         "decode=13.965"},
        {"SglangGenerateOnlyWhatIsNew",
         "sglang",
         Native,
         "",
         {{13, first}, {22, lastOnlyNew}, {22.1, Done}},
         "completed event=13 first=13 last=22 end=22.1 usage=7/4 events=2 length queue=0.535"},
        {"SglangGenerateTokenWithoutText",
         "sglang",
         Native,
         "generate",
         {{13,
           data(
               R"({"text":"","output_ids":[9],"meta_info":{"finish_reason":null,"prompt_tokens":7,"completion_tokens":1}})")},
          {22, lastOnlyNew + Done}},
         "completed event=13 first=13 last=22 end=22 usage=7/4 events=2 length"},
        {"SglangGenerateQueueFull",
         "sglang",
         Native,
         "generate",
         {{3,
           data(
               R"({"text":"","output_ids":[],"meta_info":{"finish_reason":{"type":"abort","message":"The request queue is full.","status_code":503},"prompt_tokens":7,"completion_tokens":0}})")
               + Done}},
         "error-frame event=3 end=3 estimated=0/0 events=0 : finish_reason The request queue is full. (503)"},
        {"SglangGenerateRefusesAtStatus200",
         "sglang",
         Native,
         "generate",
         {{3,
           data(
               R"({"error":{"message":"The input (904 tokens) is longer","type":"invalid_request_error","code":400,"retryable":false}})")
               + Done}},
         "error-frame event=3 end=3 estimated=0/0 events=0 : The input (904 tokens) is longer (400)"},
    };
}

std::vector<ConformanceCase> lmdeployCases()
{
    const std::string text = data(
        R"({"id": "c", "object": "chat.completion.chunk", "model": "tiny", "choices": [{"index": 0, "delta": {"role": "assistant", "content": " d"}, "output_ids": [291]}], "usage": null})");
    const std::string silent = data(
        R"({"choices": [{"index": 0, "delta": {"role": "assistant", "content": ""}, "output_ids": [17, 18]}], "usage": null})");
    const std::string finish = data(
        R"({"choices": [{"index": 0, "delta": {"role": "assistant", "content": ""}, "output_ids": [], "finish_reason": "length"}], "usage": null})");
    const std::string usage = data(
        R"({"choices":[],"usage":{"prompt_tokens":7,"total_tokens":11,"completion_tokens":4,"prompt_tokens_details":{"cached_tokens":0}}})");
    return {
        {"LmdeployStepWithoutTextIsATokenByItsIds",
         "lmdeploy",
         Chat,
         "",
         {{50, silent}, {53.2, text}, {54, text}, {54.1, finish}, {54.2, usage}, {54.3, Done}},
         "completed event=50 first=50 last=54 end=54.3 usage=7/4 events=3 length"},
        {"LmdeployErrorAfterTheHead",
         "lmdeploy",
         Chat,
         "",
         {{2,
           data(
               R"({"error": {"message": "An internal server error occurred.", "type": "server_error", "code": 500, "param": null, "object": "error"}})")
               + Done}},
         "error-frame event=2 end=2 estimated=0/0 events=0 : An internal server error occurred. (500)"},
        {"LmdeployCompletionsFinishByThemselves",
         "lmdeploy",
         Completions,
         "",
         {{5, data(R"({"id": "-1", "object": "text_completion", "choices": [{"index": 0, "text": " d"}]})")},
          {6,
           data(R"({"id": "-1", "choices": [{"index": 0, "text": "", "finish_reason": "length"}]})") + usage + Done}},
         "completed event=5 first=5 last=5 end=6 usage=7/4 events=1 length"},
        {"LmdeployGenerateSendsWhatIsNew",
         "lmdeploy",
         Native,
         "generate",
         {{5,
           data(
               R"({"text":"ei","output_ids":[318],"meta_info":{"prompt_tokens":4,"completion_tokens":1,"finish_reason":null,"output_token_logprobs":null}})")},
          {7,
           data(
               R"({"text":"ab","output_ids":[3,4],"meta_info":{"prompt_tokens":4,"completion_tokens":3,"finish_reason":null}})")},
          {8,
           data(
               R"({"text":"","output_ids":[],"meta_info":{"prompt_tokens":4,"completion_tokens":3,"finish_reason":{"type":"length"}}})")
               + Done}},
         "completed event=5 first=5 last=7 end=8 usage=4/3 events=2 length"},
    };
}

std::vector<ConformanceCase> ollamaCases()
{
    const std::string line = R"({"model":"tiny","created_at":"t","response":" one","done":false})"
                             "\n";
    const std::string last
        = R"({"model":"tiny","created_at":"t","response":"","done":true,"done_reason":"length","context":[33,97],"total_duration":630010740,"load_duration":6664078,"prompt_eval_count":53,"prompt_eval_duration":104067527,"eval_count":6,"eval_duration":515947245})"
          "\n";
    const std::string oneToken
        = R"({"model":"tiny","response":"","done":true,"done_reason":"stop","total_duration":110000000,"load_duration":6000000,"prompt_eval_count":53,"prompt_eval_duration":104000000,"eval_count":1})"
          "\n";
    const std::string message = R"({"model":"tiny","message":{"role":"assistant","content":" one"},"done":false})"
                                "\n";
    const std::string thinking
        = R"({"model":"tiny","message":{"role":"assistant","content":"","thinking":"hm"},"done":false})"
          "\n";
    const std::string v1 = data(
        R"({"choices":[{"index":0,"delta":{"role":"assistant","content":" one"},"finish_reason":null}],"system_fingerprint":"fp_ollama"})");
    return {
        {"OllamaLastLineIsLate",
         "ollama",
         Native,
         "generate",
         {{113.7, line}, {200, line}, {630, last}},
         "completed event=113.7 first=113.7 last=200 end=630 usage=53/6 events=2 length queue=3.33189 prefill=104.068 "
         "decode=515.947"},
        {"OllamaOneTokenHasNoDuration",
         "ollama",
         Native,
         "generate",
         {{113, line}, {115, oneToken}},
         "completed event=113 first=113 last=113 end=115 usage=53/1 events=1 stop queue=0 prefill=104 decode=0"},
        {"OllamaChatThinksFirst",
         "ollama",
         Native,
         "chat",
         {{90, thinking}, {113.7, message}, {630, last}},
         "completed event=90 first=90 last=113.7 end=630 usage=53/6 events=2 length queue=3.33189 prefill=104.068 "
         "decode=515.947"},
        {"OllamaRepetitionEndsWithoutDone",
         "ollama",
         Native,
         "generate",
         {{113.7, line}},
         "truncated event=113.7 first=113.7 last=113.7 end=113.7 estimated=0/1 events=1 : stream ended without its "
         "end"},
        {"OllamaErrorLine",
         "ollama",
         Native,
         "generate",
         {{113.7, line}, {120, "{\"error\":\"runner died\"}\n"}},
         "error-frame event=113.7 first=113.7 last=113.7 end=120 estimated=0/1 events=1 : runner died"},
        {"OllamaLoadsAndSaysNothing",
         "ollama",
         Native,
         "generate",
         {{5, "{\"model\":\"tiny\",\"response\":\"\",\"done\":true,\"done_reason\":\"load\"}\n"}},
         "truncated event=5 end=5 estimated=0/0 events=0 : stream ended without a token"},
        {"OllamaThreeEventsInOneRead",
         "ollama",
         Chat,
         "",
         {{113, v1},
          {140,
           data(R"({"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"length"}]})")
               + data(R"({"choices":[],"usage":{"prompt_tokens":53,"completion_tokens":4,"total_tokens":57}})")
               + Done}},
         "completed event=113 first=113 last=113 end=140 usage=53/4 events=1 length"},
        {"OllamaLosesAnErrorInAChat",
         "ollama",
         Chat,
         "",
         {{113, v1}, {120, data(R"({"choices":[]})")}},
         "truncated event=113 first=113 last=113 end=120 estimated=0/1 events=1 : stream ended without its end"},
    };
}

std::vector<ConformanceCase> tgiCases()
{
    const std::string silent = data(
        R"({"index":3,"token":{"id":421,"text":"","logprob":-1.5,"special":false},"generated_text":null,"details":null})");
    const std::string last = data(
        R"({"index":4,"token":{"id":458,"text":"x","logprob":-1.5,"special":false},"generated_text":"..","details":{"finish_reason":"length","generated_tokens":2,"seed":null,"input_length":7}})");
    const std::string eos = data(
        R"({"index":2,"token":{"id":2,"text":"</s>","logprob":0,"special":true},"generated_text":"","details":{"finish_reason":"eos_token","generated_tokens":2,"seed":null,"input_length":7}})");
    return {
        {"TgiEveryEventIsOneToken",
         "tgi",
         Native,
         "generate_stream",
         {{5, silent}, {6, last}},
         "completed event=5 first=5 last=6 end=6 usage=7/2 events=2 length"},
        {"TgiEndToken",
         "tgi",
         Native,
         "generate_stream",
         {{5, silent}, {6, eos}},
         "completed event=5 first=5 last=6 end=6 usage=7/2 events=2 stop"},
        {"TgiPingsWhileQueued",
         "tgi",
         Native,
         "generate_stream",
         {{15000, ":\n\n"}, {16000, silent}, {16001, last}},
         "completed event=16000 first=16000 last=16001 end=16001 usage=7/2 events=2 length"},
        {"TgiNoSpaceAfterData",
         "tgi",
         Native,
         "generate_stream",
         {{6, "data:" + last.substr(6)}},
         "completed event=6 first=6 last=6 end=6 usage=7/2 events=1 length"},
        {"TgiOverloadedAtStatus200",
         "tgi",
         Native,
         "generate_stream",
         {{1, data(R"({"error":"Model is overloaded","error_type":"overloaded"})")}},
         "error-frame event=1 end=1 events=0/0 events=0 : Model is overloaded"},
        {"TgiOverloadedInAChat",
         "tgi",
         Chat,
         "",
         {{1, data(R"({"error":{"message":"Model is overloaded","http_status_code":422}})") + Done}},
         "error-frame event=1 end=1 events=0/0 events=0 : Model is overloaded (422)"},
        {"TgiCutOff",
         "tgi",
         Native,
         "generate_stream",
         {{5, silent}},
         "truncated event=5 first=5 last=5 end=5 events=0/1 events=1 : stream ended without its end"},
        {"TgiChatEndTokenWithoutText",
         "tgi",
         Chat,
         "",
         {{5,
           data(
               R"({"choices":[{"index":0,"delta":{"role":"assistant","content":"G"},"logprobs":null,"finish_reason":null}],"usage":null})")},
          {6,
           data(
               R"({"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"stop"}],"usage":null})")
               + data(R"({"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12}})")
               + Done}},
         "completed event=5 first=5 last=6 end=6 usage=10/2 events=1 stop"},
        {"TgiCompletionsFinishIsEmptyText",
         "tgi",
         Completions,
         "",
         {{5, data(R"({"id":"","choices":[{"index":0,"text":"a","finish_reason":""}]})")},
          {6,
           data(
               R"({"choices":[{"index":0,"text":"b","finish_reason":"length"}],"usage":{"prompt_tokens":4,"completion_tokens":2,"total_tokens":6}})")
               + Done}},
         "completed event=5 first=5 last=6 end=6 usage=4/2 events=2 length"},
    };
}

std::vector<ConformanceCase> nvidiaCases()
{
    const std::string event = data(
        R"({"model_name":"ensemble","model_version":"1","sequence_end":false,"sequence_id":0,"sequence_start":false,"text_output":" a"})");
    const std::string counted = data(
        R"({"arrival_time_ns":1795364529000000000,"first_scheduled_time_ns":1795364529010000000,"first_token_time_ns":1795364529050000000,"last_token_time_ns":1795364529090000000,"model_name":"ensemble","num_input_tokens":4,"num_output_tokens":1,"text_output":" and"})");
    const auto soFar = [](const std::string &text, const char *finish) {
        return data(R"({"finish_reason":")" + std::string(finish)
                    + R"(","model_name":"tensorrt_llm","model_version":"1","text_output":")" + text + "\"}");
    };
    const std::string role = data(R"({"choices":[{"index":0,"delta":{"role":"assistant"}}]})");
    return {
        {"TritonEnsembleEndsWithTheBody",
         "triton",
         Native,
         "ensemble",
         {{55.8, event}, {56, event}},
         "completed event=55.8 first=55.8 last=56 end=56 events=0/2 events=2"},
        {"TritonEnsembleCountsPerResponse",
         "triton",
         Native,
         "ensemble",
         {{55.8, counted}, {60, counted}},
         "completed event=55.8 first=55.8 last=60 end=60 usage=4/2 events=2 queue=10 prefill=40 decode=40"},
        {"TritonSaysNothingWhereAnInputIsMissing",
         "triton",
         Native,
         "ensemble",
         {},
         "truncated end=0 events=0/0 events=0 : stream ended without its end"},
        {"TritonEnsembleCutOff",
         "triton",
         Native,
         "ensemble",
         {{55.8, event}},
         "truncated event=55.8 first=55.8 last=55.8 end=55.8 events=0/1 events=1 : stream ended without its end",
         false},
        {"TritonErrorInTheStream",
         "triton",
         Native,
         "ensemble",
         {{55.8, event}, {56, data(R"({"error":"in ensemble 'ensemble', it broke"})")}},
         "error-frame event=55.8 first=55.8 last=55.8 end=56 events=0/1 events=1 : in ensemble 'ensemble', it broke"},
        {"TritonLlmApiIsCumulative",
         "triton",
         Native,
         "llmapi",
         {{50, soFar(" a", "None")},
          {51, soFar(" a", "None")},
          {52, soFar(" a quiet", "None")},
          {53, soFar(" a quiet\\u00e9", "length")}},
         "completed event=50 first=50 last=53 end=53 estimated=0/3 events=3 length"},
        {"TritonFrontEndSendsTheRoleBeforePrefill",
         "triton",
         Chat,
         "",
         {{2, role},
          {600, data(R"({"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"length"}]})")},
          {601, data(R"({"choices":[],"usage":{"prompt_tokens":4,"completion_tokens":1}})") + Done}},
         "completed event=2 first=600 last=600 end=601 usage=4/1 events=1 length"},
        {"TrtllmSpaceAfterTheRole",
         "trtllm-serve",
         Chat,
         "",
         {{40, "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]} \n\n"},
          {40, data(R"({"choices":[{"index":0,"delta":{"content":"Hi","reasoning_content":""}}]})")},
          {41,
           data(
               R"({"choices":[],"usage":{"prompt_tokens":7,"total_tokens":8,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":0}}})")
               + Done}},
         "completed event=40 first=40 last=40 end=41 usage=7/1 events=1"},
        {"TrtllmCutOffWithoutAFrame",
         "trtllm-serve",
         Chat,
         "",
         {{40, data(R"({"choices":[{"index":0,"delta":{"content":"Hi"}}]})")}},
         "truncated event=40 first=40 last=40 end=40 estimated=0/1 events=1 : stream ended without its end",
         false},
    };
}

std::vector<ConformanceCase> otherCases()
{
    return {
        {"MlcEveryMemberIsThere",
         "mlc-llm",
         Chat,
         "",
         {{55,
           data(
               R"({"choices":[{"finish_reason":null,"index":0,"delta":{"content":"Hi","role":"assistant","name":null,"tool_calls":null,"tool_call_id":null},"logprobs":null}],"usage":null})")},
          {60,
           data(
               R"({"choices":[{"finish_reason":"length","index":0,"delta":{"content":"!","role":"assistant","tool_calls":null}}],"usage":null})")
               + data(
                   R"({"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":3,"total_tokens":13,"extra":null}})")
               + Done}},
         "completed event=55 first=55 last=60 end=60 usage=10/3 events=2 length"},
        {"MlcCutOffWithoutAFrame",
         "mlc-llm",
         Chat,
         "",
         {{55, data(R"({"choices":[{"finish_reason":null,"index":0,"delta":{"content":"Hi"}}],"usage":null})")}},
         "truncated event=55 first=55 last=55 end=55 estimated=0/1 events=1 : stream ended without its end",
         false},
        {"BentoProxyJoinsEvents",
         "openllm",
         Chat,
         "",
         {{20,
           data(R"({"choices":[{"delta":{"role":"assistant","content":""}}]})")
               + data(R"({"choices":[{"delta":{"content":"a"}}]})")},
          {25,
           data(R"({"choices":[{"delta":{},"finish_reason":"length"}]})")
               + data(R"({"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":1}})") + Done}},
         "completed event=20 first=20 last=20 end=25 usage=9/1 events=1 length"},
    };
}

std::vector<ConformanceCase> allCases()
{
    std::vector<ConformanceCase> all;
    for (auto cases : {vllmCases(), llamaCases(), sglangCases(), lmdeployCases(), ollamaCases(), tgiCases(),
                       nvidiaCases(), otherCases()})
        all.insert(all.end(), cases.begin(), cases.end());
    return all;
}

class Conformance : public ::testing::TestWithParam<ConformanceCase> { };

TEST_P(Conformance, InstantsCountsAndOutcome)
{
    EXPECT_EQ(describe(play(GetParam(), false)), GetParam().record);
}

TEST_P(Conformance, TheSameWhereEveryByteIsARead)
{
    EXPECT_EQ(describe(play(GetParam(), true)), GetParam().record);
}

INSTANTIATE_TEST_SUITE_P(Servers, Conformance, ::testing::ValuesIn(allCases()),
                         [](const auto &tested) { return std::string(tested.param.name); });

// Bare text has no events: a piece is what a chunk of the coding or a read brought.
TEST(RawText, PiecesAreTokensOfUnknownNumber)
{
    const ConformanceCase given{"",
                                "bentoml",
                                Native,
                                "generate",
                                {{211.9, "alpha "}, {312, "beta "}, {412, "\xC3\xA9psilon "}},
                                "completed event=211.9 first=211.9 last=412 end=412 estimated=0/3 events=3"};
    EXPECT_EQ(describe(play(given, false)), given.record);
}

TEST(RawText, NothingIsNoAnswer)
{
    const ConformanceCase given{"", "bentoml", Native, "generate", {}, "", true};
    EXPECT_EQ(play(given, false).outcome, metrics::Outcome::Truncated);
}

TEST(RawText, CutOff)
{
    const ConformanceCase given{"", "bentoml", Native, "generate", {{5, "alpha "}}, "", false};
    EXPECT_EQ(play(given, false).outcome, metrics::Outcome::Truncated);
}

} // namespace
} // namespace tokamark::protocol
