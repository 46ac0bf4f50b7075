#include "words/misfitwords.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tokamark::words {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

profiles::Detection vllm()
{
    profiles::Detection detection;
    detection.kind = "vllm";
    detection.version = "0.32.0";
    return detection;
}

std::vector<std::string> misfitsOf(const plan::Target &target, const profiles::Detection &detection)
{
    std::vector<std::string> texts;
    for (const QString &text : misfitTexts(session::misfitsOf(target, detection)))
        texts.push_back(text.toStdString());
    return texts;
}

TEST(Misfits, NameAModelThatTheServerDoesNotList)
{
    profiles::Detection detection = vllm();
    plan::Target target;
    target.kind = "vllm";
    target.model = "gpt-9";
    EXPECT_TRUE(misfitsOf(target, detection).empty()) << "it lists none";
    detection.models = {{"gpt-oss", {}}, {"llama", {}}};
    const std::vector<std::string> misfits = misfitsOf(target, detection);
    ASSERT_EQ(misfits.size(), 1u);
    EXPECT_EQ(misfits[0], "the server does not list the model gpt-9; it lists gpt-oss, llama");
    target.model = "lama";
    EXPECT_THAT(misfitsOf(target, detection)[0], EndsWith("; nearest is llama"));
    target.model = "llama";
    EXPECT_TRUE(misfitsOf(target, detection).empty());
    target.model.clear();
    EXPECT_TRUE(misfitsOf(target, detection).empty());
}

TEST(Misfits, NameEightModelsAndCountTheRest)
{
    profiles::Detection detection = vllm();
    for (int i = 0; i < 10; ++i)
        detection.models.push_back({"m" + std::to_string(i), {}});
    plan::Target target;
    target.model = "elsewhere";
    EXPECT_THAT(misfitsOf(target, detection)[0], EndsWith("m6, m7 and 2 more"));
}

TEST(Misfits, NameAKindThatTheServerIsNot)
{
    plan::Target target;
    target.kind = "triton";
    ASSERT_EQ(misfitsOf(target, vllm()).size(), 1u);
    EXPECT_THAT(misfitsOf(target, vllm())[0], HasSubstr("the server says that it is vllm"));
    target.kind = "openai";
    EXPECT_TRUE(misfitsOf(target, vllm()).empty()) << "the plan leaves it open";
    target.kind = "vllm";
    EXPECT_TRUE(misfitsOf(target, {}).empty()) << "the server does not tell";
}

TEST(Misfits, MayBeOnlyWhereThePlanSaysSomething)
{
    plan::Target target;
    target.url = "http://127.0.0.1:8000";
    target.kind = "openai";
    EXPECT_FALSE(session::mayMisfit(target));
    target.model = "llama";
    EXPECT_TRUE(session::mayMisfit(target));
    target.url = "sim:instant";
    EXPECT_FALSE(session::mayMisfit(target));
}

} // namespace
} // namespace tokamark::words
