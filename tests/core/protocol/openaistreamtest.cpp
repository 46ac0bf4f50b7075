#include "core/protocol/streamreading.h"
#include "profiles/protocolchoice.h"

#include <gtest/gtest.h>

namespace tokamark::protocol {
namespace {

using profiles::makeProtocol;
using testing::everyByte;
using testing::read;

/// A body as a server sends it, and what each of its events says.
struct StreamCase {
    const char *name;
    std::string body;
    std::vector<std::string> facts;
};

void PrintTo(const StreamCase &value, std::ostream *out)
{
    *out << value.name;
}

std::string event(const std::string &json)
{
    return "data: " + json + "\n\n";
}

std::string choice(const std::string &members)
{
    return R"({"id":"c","object":"chat.completion.chunk","choices":[{"index":0,)" + members + "}]}";
}

std::string delta(const std::string &members, const std::string &finish = "null")
{
    return choice(R"("delta":{)" + members + R"(},"logprobs":null,"finish_reason":)" + finish);
}

/// A chunk with a usage object beside its one choice.
std::string counted(const std::string &deltaMembers, int completionTokens, const std::string &finish = "null")
{
    return R"({"choices":[{"index":0,"delta":{)" + deltaMembers + R"(},"finish_reason":)" + finish
        + R"(}],"usage":{"prompt_tokens":20,"total_tokens":)" + std::to_string(20 + completionTokens)
        + R"(,"completion_tokens":)" + std::to_string(completionTokens) + R"(,"completion_tokens_details":null}})";
}

const std::string Role = event(delta(R"("role":"assistant","content":"")"));
const std::string Hi = event(delta(R"("content":"Hi")"));
const std::string Finish = event(delta("", R"("length")"));
const std::string UsageOnly
    = event(R"({"choices":[],"usage":{"prompt_tokens":7,"total_tokens":9,"completion_tokens":2}})");
const std::string Done = "data: [DONE]\n\n";

std::vector<StreamCase> chunkCases()
{
    return {
        {"RoleChunkIsNoToken", Role + Hi + Done, {"-", "token answer", "end"}},
        {"RoleChunkWithNullContent",
         event(delta(R"("role":"assistant","content":null)")) + Hi + Done,
         {"-", "token answer", "end"}},
        {"RoleChunkWithoutContent", event(delta(R"("role":"assistant")")) + Hi + Done, {"-", "token answer", "end"}},
        {"NoRoleChunk", Hi + Hi + Done, {"token answer", "token answer", "end"}},
        {"RoleInEveryDelta", event(delta(R"("role":"assistant","content":"d")")) + Done, {"token answer", "end"}},
        {"EmptyTextIsNoTokenByItself",
         Hi + event(delta(R"("content":"")")) + Hi + Done,
         {"token answer", "-", "token answer", "end"}},
        {"EmptyDelta", Hi + event(delta("")) + Done, {"token answer", "-", "end"}},
        {"NullDelta", event(choice(R"("delta":null)")) + Done, {"-", "end"}},
        {"ReasoningThenAnswer", event(delta(R"("reasoning":"Let")")) + Hi + Done, {"token", "token answer", "end"}},
        {"ReasoningContentThenAnswer",
         event(delta(R"("reasoning_content":"Hm","content":null)"))
             + event(delta(R"("reasoning_content":null,"content":"Hi")")) + Done,
         {"token", "token answer", "end"}},
        {"BothAsStrings", event(delta(R"("content":"","reasoning_content":"Hm")")) + Done, {"token", "end"}},
        {"ToolCall",
         event(delta(R"("tool_calls":[{"index":0,"function":{"name":"f","arguments":"{"}}])"))
             + event(delta(R"("tool_calls":[])")) + event(delta("", R"("tool_calls")")) + Done,
         {"token answer", "-", "finish=tool-calls", "end"}},
        {"Refusal", event(delta(R"("content":null,"refusal":"No")")) + Done, {"token answer", "end"}},
        {"CompletionsText",
         event(choice(R"("text":" Hello","logprobs":null,"finish_reason":null,"stop_reason":null)"))
             + event(choice(R"("text":" end","finish_reason":"length")")) + Done,
         {"token answer", "token answer finish=length", "end"}},
        {"CompletionsEmptyLastText",
         event(choice(R"("text":"","finish_reason":"stop")")) + Done,
         {"finish=stop", "end"}},
        {"EscapedText", event(delta(R"("content":"\"\\\u00e9\n")")) + Done, {"token answer", "end"}},
        {"Utf8Text", event(delta("\"content\":\"\xF0\x9F\x98\x80\xD0\xB9\"")) + Done, {"token answer", "end"}},
        {"ReplacementCharacter", event(delta(R"("content":"\ufffd w")")) + Done, {"token answer", "end"}},
        {"OtherMembersAnywhere",
         event(
             R"({"x":{"choices":[1]},"choices":[{"x":[{"delta":{"content":"no"}}],"delta":{"x":{},"content":"Hi"}}],"y":[]})")
             + Done,
         {"token answer", "end"}},
        {"NumberWhereTextShouldBe", event(delta(R"("content":5)")) + Done, {"-", "end"}},
        {"PrefillProgress",
         event(delta(R"("role":"assistant","content":null)").insert(1, R"("prompt_progress":{"total":20,"cache":19},)"))
             + Hi + Done,
         {"-", "token answer", "end"}},
    };
}

std::vector<StreamCase> countCases()
{
    return {
        {"UsageChunkWithEmptyChoices",
         Hi + Finish + UsageOnly + Done,
         {"token answer", "finish=length", "usage=7/2", "end"}},
        {"UsageChunkWithoutChoices",
         Hi + event(R"({"usage":{"prompt_tokens":7,"completion_tokens":2}})") + Done,
         {"token answer", "usage=7/2", "end"}},
        {"UsageNullOnEachChunk",
         event(R"({"choices":[{"delta":{"content":"Hi"}}],"usage":null})") + UsageOnly + Done,
         {"token answer", "usage=7/2", "end"}},
        {"UsageZeroOnEachChunk",
         event(R"({"choices":[{"text":"Hi"}],"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}})")
             + event(R"({"choices":[{"text":"!"}],"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}})")
             + UsageOnly + Done,
         {"token answer", "token answer", "usage=7/2", "end"}},
        {"UsageOnTheFinishChunkIsNoToken",
         event(choice(R"("text":"a")")) + event(choice(R"("text":"b")"))
             + event(
                 R"({"choices":[{"text":"","finish_reason":"length"}],"usage":{"prompt_tokens":7,"completion_tokens":3}})")
             + Done,
         {"token answer", "token answer", "usage=7/3 finish=length", "end"}},
        {"UsageOnTheLastTextChunk",
         event(choice(R"("text":"a")"))
             + event(
                 R"({"choices":[{"text":"b","finish_reason":"length"}],"usage":{"prompt_tokens":7,"completion_tokens":3}})")
             + Done,
         {"token answer", "token answer usage=7/3 finish=length", "end"}},
        {"PromptCountOnEachChunkButNoOutputCount",
         event(counted(R"("content":"a")", 0)) + event(counted(R"("content":"b")", 0))
             + event(counted("", 2, R"("stop")")) + Done,
         {"token answer usage=20/0", "token answer usage=20/0", "usage=20/2 finish=stop", "end"}},
        {"ContinuousUsage",
         event(counted(R"("role":"assistant","content":"")", 0)) + event(counted(R"("content":" a")", 1))
             + event(counted(R"("content":" b c d")", 4)) + event(counted(R"("content":" e")", 5, R"("length")"))
             + event(R"({"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":5}})") + Done,
         {"usage=20/0", "token answer tokens=1 usage=20/1", "token answer tokens=3 usage=20/4",
          "token answer tokens=1 usage=20/5 finish=length", "usage=20/5", "end"}},
        {"CountRisesWithoutText",
         event(counted(R"("content":"")", 1)) + event(counted(R"("content":"ab")", 3))
             + event(counted("", 4, R"("stop")")) + Done,
         {"token tokens=1 usage=20/1", "token answer tokens=2 usage=20/3", "token tokens=1 usage=20/4 finish=stop",
          "end"}},
        {"HeldBackTextBringsNoNewToken",
         event(counted(R"("content":"a")", 3)) + event(counted(R"("content":"b")", 3)) + Done,
         {"token answer tokens=3 usage=20/3", "token answer usage=20/3", "end"}},
        {"TokenIds",
         event(R"({"prompt_token_ids":[300,301],"choices":[{"delta":{"content":"ab"},"token_ids":[296,11]}]})")
             + event(R"({"choices":[{"delta":{"content":""},"token_ids":[498]}]})")
             + event(R"({"choices":[{"delta":{"content":"c"},"token_ids":null}]})") + Done,
         {"token answer tokens=2", "token tokens=1", "token answer", "end"}},
        {"OutputIds",
         event(R"({"choices":[{"delta":{"role":"assistant","content":" d"},"output_ids":[291]}],"usage":null})")
             + event(
                 R"({"choices":[{"delta":{"role":"assistant","content":""},"output_ids":[],"finish_reason":"length"}]})")
             + Done,
         {"token answer tokens=1", "finish=length", "end"}},
        {"CachedAndReasoningTokens",
         event(
             R"({"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":9,"prompt_tokens_details":{"audio_tokens":1,"cached_tokens":19},"completion_tokens_details":{"reasoning_tokens":4}}})")
             + event(
                 R"({"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":9,"prompt_tokens_details":null,"reasoning_tokens":5}})")
             + Done,
         {"usage=20/9,cached=19,reasoning=4", "usage=20/9,reasoning=5", "end"}},
        {"TimingsWhereUsageIsMissing",
         Hi
             + event(
                 R"({"choices":[{"delta":{},"finish_reason":"length"}],"timings":{"cache_n":19,"prompt_n":1,"prompt_ms":0.2,"predicted_n":3}})")
             + Done,
         {"token answer", "usage=20/3,cached=19 finish=length", "end"}},
        {"UsageGoesBeforeTimings",
         event(
             R"({"choices":[],"timings":{"prompt_n":1,"predicted_n":9},"usage":{"prompt_tokens":7,"completion_tokens":3}})")
             + Done,
         {"usage=7/3", "end"}},
        {"CountsAsFloatingNumbers",
         event(R"({"choices":[],"usage":{"prompt_tokens":7.0,"completion_tokens":3e0}})") + Done,
         {"usage=7/3", "end"}},
        {"CountsOutOfReach",
         event(R"({"choices":[],"usage":{"prompt_tokens":99999999999999,"completion_tokens":-4,"total_tokens":"x"}})")
             + Done,
         {"usage=4294967295/0", "end"}},
    };
}

std::vector<StreamCase> endCases()
{
    return {
        {"FinishReasonEmpty", event(choice(R"("text":"a","finish_reason":"")")) + Done, {"token answer", "end"}},
        {"FinishReasonAbsent", event(choice(R"("text":"a")")) + Done, {"token answer", "end"}},
        {"FinishReasonsOfOtherMakers",
         event(delta("", R"("eos_token")")) + event(delta("", R"("content_filter")")) + Done,
         {"finish=stop", "finish=other", "end"}},
        {"NoSpaceAfterData", "data:" + delta(R"("content":"Hi")") + "\n\ndata:[DONE]\n\n", {"token answer", "end"}},
        {"TrailingSpace",
         "data: " + delta(R"("role":"assistant")") + " \n\n" + Hi + "data: [DONE] \n\n",
         {"-", "token answer", "end"}},
        {"CarriageReturns",
         "data: " + delta(R"("content":"Hi")") + "\r\n\r\ndata: [DONE]\r\n\r\n",
         {"token answer", "end"}},
        {"CommentPing", ":\n\n" + Hi + ": keep-alive\n\n" + Done, {"token answer", "end"}},
        {"EventNames", "event: message\nid: 1\n" + Hi + "event: done\n" + Done, {"token answer", "end"}},
        {"BlanksInJson",
         event("{\"choices\": [ { \"delta\": { \"content\": \"Hi\" } } ] }") + Done,
         {"token answer", "end"}},
        {"JsonOverSeveralDataLines",
         "data: {\"choices\":\ndata: [{\"text\":\"a\"}]}\n\n" + Done,
         {"token answer", "end"}},
        {"NoEndMarker", Hi + Finish, {"token answer", "finish=length"}},
        {"NothingCountsAfterTheEnd",
         Hi + Done + Hi + event("{broken") + UsageOnly,
         {"token answer", "end", "-", "-", "-"}},
        {"EndMarkerWithoutLineEnd", Hi + "data: [DONE]", {"token answer", "end"}},
        {"CutInTheMiddle", Hi + R"(data: {"choices":[{"del)", {"token answer", "malformed"}},
        {"ChoicesNull", event(R"({"choices":null})") + Done, {"-", "end"}},
    };
}

std::vector<StreamCase> errorCases()
{
    return {
        {"ErrorObject",
         Hi + event(R"({"error":{"message":"Out of memory","type":"InternalServerError","param":null,"code":500}})"),
         {"token answer", "error: Out of memory (500)"}},
        {"ErrorObjectWithBlanks",
         event(R"({"error": {"message": "Token id 99999 is out of vocabulary", "code": 400}})") + Done,
         {"error: Token id 99999 is out of vocabulary (400)", "end"}},
        {"ErrorString", event(R"({"error":"Unauthorized"})"), {"error: Unauthorized"}},
        {"ErrorFlat",
         event(R"({"object":"error","message":"no such model","type":"NotFoundError","code":404})"),
         {"error: no such model (404)"}},
        {"ErrorFlatInside",
         event(R"({"error": {"message": "An internal server error occurred.", "code": 500, "object": "error"}})"),
         {"error: An internal server error occurred. (500)"}},
        {"OverloadAt200",
         event(R"({"error":{"object":"error","message":"The request queue is full.","code":503}})") + Done,
         {"error: The request queue is full. (503)", "end"}},
        {"OverloadOfTgi",
         event(R"({"error":"Model is overloaded","error_type":"overloaded"})"),
         {"error: Model is overloaded"}},
        {"AbortFrame",
         event(
             R"({"text":"","meta_info":{"finish_reason":{"type":"abort","message":"queue full","status_code":503}}})"),
         {"finish=abort error: finish_reason queue full (503)"}},
        {"AbortAsFinishReason",
         Hi + event(delta("", R"("abort")")) + Done,
         {"token answer", "finish=abort error: finish_reason abort", "end"}},
        {"PlainText", Hi + "data: Internal Server Error\n\n", {"token answer", "error: Internal Server Error"}},
        {"JsonInsideAString",
         event(R"("{\"object\":\"error\",\"message\":\"prompt too long\",\"code\":400}")"),
         {"error: prompt too long (400)"}},
        {"ErrorInAList", event(R"([{"error":"bad argument"}])"), {"error: bad argument"}},
        {"DetailOfFastApi",
         event(R"({"error":null,"object":"error","detail":[{"type":"missing","msg":"Field required"}]})"),
         {"error: Field required"}},
        {"ErrorWithoutText", event(R"({"error":{"code":7}})"), {R"(error: {"error":{"code":7}})"}},
        {"NoErrorAtAll", event(R"({"error":null,"choices":[{"delta":{"content":"Hi"}}]})"), {"token answer"}},
        {"Nonsense", "data: \x01\x02\xFF\n\n", {"malformed"}},
        {"NonsenseThatIsNoUtf8", "data: caf\xE9\n\n", {"malformed"}},
        {"ErrorThatIsNoUtf8",
         Hi + event("{\"error\":{\"message\":\"caf\xE9 broke\"}}"),
         {"token answer", "error: caf\uFFFD broke"}},
        {"HalfACharacterInAText",
         event("{\"choices\":[{\"delta\":{\"content\":\"\xC3\"}}]}")
             + event("{\"choices\":[{\"delta\":{\"content\":\"\xA9\"}}]}"),
         {"token answer", "token answer"}},
        {"BrokenObject", event(R"({"choices":[{"delta":{"content":"a")"), {"malformed"}},
        {"ObjectAndMore", event(R"({"choices":[]} x)"), {"malformed"}},
        {"TwoObjects", event(R"({"choices":[]}{"choices":[]})"), {"malformed"}},
        {"ChoicesThatAreNone", event(R"({"choices":"many"})"), {"malformed"}},
        {"ANumber", event("42"), {"malformed"}},
    };
}

std::vector<StreamCase> allCases()
{
    std::vector<StreamCase> all;
    for (auto cases : {chunkCases(), countCases(), endCases(), errorCases()})
        all.insert(all.end(), cases.begin(), cases.end());
    return all;
}

class OpenAiStream : public ::testing::TestWithParam<StreamCase> {
protected:
    std::shared_ptr<const StreamProtocol> m_protocol = *makeProtocol({"openai", plan::Endpoint::Chat, "m", {}});
};

TEST_P(OpenAiStream, SaysTheSameWholeByteByByteAndSplitAnywhere)
{
    const StreamCase &given = GetParam();
    EXPECT_EQ(read(given.body, *m_protocol), given.facts);
    EXPECT_EQ(read(given.body, *m_protocol, everyByte(given.body)), given.facts);
    for (std::size_t cut = 1; cut < given.body.size(); ++cut)
        EXPECT_EQ(read(given.body, *m_protocol, {cut}), given.facts) << "split at " << cut;
}

INSTANTIATE_TEST_SUITE_P(Cases, OpenAiStream, ::testing::ValuesIn(allCases()),
                         [](const auto &tested) { return std::string(tested.param.name); });

TEST(OpenAiStreamMemory, LongEventsAndShortOnesShareOneParser)
{
    const auto protocol = *makeProtocol({"openai", plan::Endpoint::Chat, "m", {}});
    const std::string text(200'000, 'x');
    const std::string body = Hi + event(delta(R"("content":")" + text + "\"")) + Hi + Done;
    EXPECT_EQ(read(body, *protocol), (std::vector<std::string>{"token answer", "token answer", "token answer", "end"}));
}

TEST(OpenAiStreamMemory, ErrorTextsAreCutBetweenCharacters)
{
    const auto protocol = *makeProtocol({"openai", plan::Endpoint::Chat, "m", {}});
    std::string text = "x";
    for (int i = 0; i < 1000; ++i)
        text += "\xD0\xB9";
    const auto facts = read(event(R"({"error":")" + text + "\"}"), *protocol);
    ASSERT_EQ(facts.size(), 1u);
    EXPECT_LT(facts.front().size(), 420u);
    EXPECT_TRUE(facts.front().ends_with("\xD0\xB9\xE2\x80\xA6")) << facts.front();
}

} // namespace
} // namespace tokamark::protocol
