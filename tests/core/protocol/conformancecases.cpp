#include "core/protocol/conformance.h"

namespace tokamark::protocol::testing {

namespace {

using enum plan::Endpoint;

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

} // namespace

std::vector<ConformanceCase> casesOfOtherServers()
{
    std::vector<ConformanceCase> all;
    for (auto cases : {ollamaCases(), tgiCases(), nvidiaCases(), otherCases()})
        all.insert(all.end(), cases.begin(), cases.end());
    return all;
}

} // namespace tokamark::protocol::testing
