#include "workload/promptfile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace tokamark::workload {
namespace {

Expected<std::vector<FilePrompt>> read(const std::string &text)
{
    std::istringstream in(text);
    return readPrompts(in, "p.jsonl");
}

TEST(PromptFile, ReadsEveryFormEvenMixed)
{
    const auto prompts = read("\xef\xbb\xbf{\"prompt\":\"one\",\"output_tokens\":7}\r\n"
                              "\n"
                              R"({"messages":[{"role":"system","content":"S"},{"role":"user","content":"two"}]})"
                              "\n"
                              R"({"instruction":"three?","context":"Read this. ","response":"x","category":"y"})"
                              "\n"
                              R"({"instruction":"four","context":""})");
    ASSERT_TRUE(prompts) << prompts.error().detail;
    const std::vector<FilePrompt> expected{{"", "one", 7},
                                           {"S", "two", std::nullopt},
                                           {"", "Read this. three?", std::nullopt},
                                           {"", "four", std::nullopt}};
    EXPECT_EQ(*prompts, expected);
}

TEST(PromptFile, JoinsALongerConversation)
{
    const auto prompts = read(R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},)"
                              R"({"role":"user","content":[{"type":"text","text":"c"},{"type":"text","text":"d"}]}]})");
    ASSERT_TRUE(prompts);
    EXPECT_EQ(prompts->front().text, "a\n\nb\n\ncd");
}

TEST(PromptFile, NamesTheLineThatCannotBeUsed)
{
    struct Case {
        const char *line;
        const char *why;
    };
    for (const Case &bad :
         {Case{"{\"prompt\":", "not JSON"}, Case{"[1]", "not a JSON object"},
          Case{"{\"text\":\"a\"}", "none of prompt, messages, instruction"},
          Case{"{\"prompt\":\"\"}", "an empty prompt"}, Case{"{\"prompt\":5}", "prompt is not a string"},
          Case{"{\"prompt\":\"a\",\"output_tokens\":0}", "output_tokens"},
          Case{"{\"prompt\":\"a\",\"output_tokens\":-3}", "output_tokens"},
          Case{"{\"prompt\":\"a\",\"output_tokens\":99999999999}", "output_tokens"},
          Case{"{\"messages\":{}}", "messages is not a list"},
          Case{"{\"messages\":[{\"content\":\"a\"}]}", "without role"},
          Case{"{\"messages\":[{\"role\":\"user\"}]}", "without content"},
          Case{"{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]}", "not text"},
          Case{"{\"instruction\":\"a\",\"context\":[]}", "context is not a string"},
          Case{"{\"prompt\":\"\xff\"}", "not JSON"}}) {
        const auto prompts = read("{\"prompt\":\"good\"}\n\n" + std::string(bad.line) + "\n");
        ASSERT_FALSE(prompts) << bad.line;
        EXPECT_EQ(prompts.error().code, ErrorCode::BadDataset);
        EXPECT_THAT(prompts.error().detail, testing::HasSubstr("p.jsonl, line 3: "));
        EXPECT_THAT(prompts.error().detail, testing::HasSubstr(bad.why));
    }
}

TEST(PromptFile, AnEmptyFileIsAnError)
{
    EXPECT_EQ(read("\n \n").error().code, ErrorCode::BadDataset);
    EXPECT_EQ(readPromptFile("/nonexistent/p.jsonl").error().code, ErrorCode::FileUnreadable);
    EXPECT_EQ(readPromptFile(testing::TempDir()).error().code, ErrorCode::FileUnreadable);
}

} // namespace
} // namespace tokamark::workload
