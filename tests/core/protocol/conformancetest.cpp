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
using testing::data;
using testing::describe;
using testing::Done;
using testing::play;
using enum plan::Endpoint;

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
         "completed event=18 first=18 last=20 end=20 usage=20/2 events=1 stop"},
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

std::vector<ConformanceCase> allCases()
{
    std::vector<ConformanceCase> all;
    for (auto cases : {vllmCases(), llamaCases(), sglangCases(), lmdeployCases(), testing::casesOfOtherServers()})
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
