#include "workload/promptsource.h"
#include "workload/prompttext.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include <unistd.h>

namespace tokamark::workload {
namespace {

std::shared_ptr<const PromptSource> source(const plan::Workload &workload, const UniqueSalt &salt = {})
{
    return makePromptSource(workload, salt).value();
}

std::size_t wordCount(const std::string &text)
{
    return static_cast<std::size_t>(std::ranges::count(text, ' ')) + 1;
}

/// The prompt without the words that make it unique.
std::string bodyOf(const std::string &prompt)
{
    std::size_t at = 0;
    for (std::uint32_t word = 0; word < UniqueWords; ++word)
        at = prompt.find(' ', at) + 1;
    return prompt.substr(at);
}

TEST(SyntheticPrompts, HaveTheAskedNominalLength)
{
    plan::Workload workload;
    for (const std::uint32_t tokens : {1u, 8u, 130u, 4096u}) {
        workload.inputTokens.mean = tokens;
        EXPECT_EQ(wordCount(source(workload)->request(0).prompt), wordsForTokens(tokens)) << tokens;
    }
    // Servers that count about four characters a token come to the same length.
    EXPECT_NEAR(static_cast<double>(source(workload)->request(3).prompt.size()) / 4, 4096, 0.1 * 4096);
}

/// The words that both begin with.
std::size_t commonWords(const std::string &a, const std::string &b)
{
    const auto end = std::ranges::mismatch(a, b).in1;
    return static_cast<std::size_t>(std::count(a.begin(), end, ' '));
}

TEST(SyntheticPrompts, ShareTheAskedPartWithinTheirGroupAndNothingElse)
{
    plan::Workload workload;
    workload.inputTokens.mean = 1300;
    workload.sharedPrefix = plan::SharedPrefix{0.75, 3};
    const auto prompts = source(workload);
    const auto at = [&](std::uint32_t index) { return prompts->request(index).prompt; };
    EXPECT_EQ(wordCount(at(0)), 1000u);
    // One word more may be the same by chance.
    EXPECT_NEAR(static_cast<double>(commonWords(at(0), at(3))), 750, 2);
    EXPECT_NEAR(static_cast<double>(commonWords(at(1), at(31))), 750, 2);
    EXPECT_LT(commonWords(at(0), at(1)), 3u);
    EXPECT_LT(commonWords(at(0), source(workload, {.level = 1})->request(0).prompt), 3u) << "another cell starts cold";
    EXPECT_NEAR(static_cast<double>(commonWords(at(0), source(workload, {.warmup = true})->request(0).prompt)), 750, 2)
        << "a warm-up warms the cache for the window";
}

TEST(SyntheticPrompts, BeginAlikeWithinAGroupHoweverLongTheyAre)
{
    plan::Workload workload;
    workload.inputTokens = {plan::LengthSpec::Shape::Uniform, 1300, 650, 1, 1u << 20};
    workload.sharedPrefix = plan::SharedPrefix{0.5, 1};
    const auto prompts = source(workload);
    for (std::uint32_t index = 1; index < 20; ++index) {
        const std::string first = prompts->request(0).prompt;
        const std::string other = prompts->request(index).prompt;
        const double shorter = static_cast<double>(std::min(wordCount(first), wordCount(other)));
        EXPECT_NEAR(static_cast<double>(commonWords(first, other)), shorter / 2, 2) << index;
    }
}

TEST(SyntheticPrompts, ShareNothingTheyHaveNotGot)
{
    plan::Workload workload;
    workload.inputTokens.mean = 1;
    workload.sharedPrefix = plan::SharedPrefix{0.9, 1};
    EXPECT_EQ(wordCount(source(workload)->request(0).prompt), 1u);
}

TEST(AskedCachedShare, IsThatOfTheSharedPrefix)
{
    plan::Workload workload;
    EXPECT_FALSE(askedCachedShare(workload, 100));
    workload.sharedPrefix = plan::SharedPrefix{0.9, 1};
    EXPECT_EQ(askedCachedShare(workload, 100), 0.9);
    EXPECT_EQ(askedCachedShare(workload, 0), 0.9);
}

TEST(AskedCachedShare, HoldsASystemPromptAndNoMore)
{
    plan::Workload workload;
    workload.systemPrompt = "Hm.";
    EXPECT_NEAR(*askedCachedShare(workload, 350), 0.1, 1e-9) << "three tokens, and 32 of a template";
    EXPECT_EQ(askedCachedShare(workload, 20), 1) << "it is all there is";
    workload.inputTokens.mean = 315;
    EXPECT_NEAR(*askedCachedShare(workload, 0), 0.1, 1e-9) << "by the plan's length where usage does not tell";
    workload.sharedPrefix = plan::SharedPrefix{0.5, 1};
    EXPECT_NEAR(*askedCachedShare(workload, 350), 0.1 + 0.9 * 0.5, 1e-9) << "of what is left beside it";
}

TEST(AskedCachedShare, GoesByTheSystemPromptsOfAFileWhereItHasThem)
{
    plan::Workload workload;
    EXPECT_NEAR(*askedCachedShare(workload, 350, {}, 70.0), 0.2, 1e-9);
    EXPECT_FALSE(askedCachedShare(workload, 350, {}, 0.0)) << "there are none";
    workload.systemPrompt = "Hm.";
    EXPECT_NEAR(*askedCachedShare(workload, 350, {}, 70.0), 0.2, 1e-9) << "lines without one have it, counted already";
}

TEST(AskedCachedShare, CannotBeToldWherePromptsMayBeAlike)
{
    plan::Workload workload;
    workload.uniquePrompts = false;
    workload.systemPrompt = "Hm.";
    EXPECT_FALSE(askedCachedShare(workload, 350));
    EXPECT_NEAR(*askedCachedShare(workload, 350, 0.0), 0.1, 1e-9) << "a trace goes by its blocks alone";
}

TEST(SyntheticPrompts, DependOnNothingButSeedAndIndex)
{
    const plan::Workload workload;
    EXPECT_EQ(source(workload)->request(5), source(workload)->request(5));
    EXPECT_NE(source(workload)->request(5).prompt, source(workload)->request(6).prompt);
    EXPECT_NE(source(workload, {.planSeed = 1})->request(5).prompt,
              source(workload, {.planSeed = 2})->request(5).prompt);
}

TEST(SyntheticPrompts, OneBodyForEveryCellBehindAStartOfItsOwn)
{
    const plan::Workload workload;
    std::set<std::string> starts;
    std::set<std::string> bodies;
    for (const UniqueSalt &salt : {UniqueSalt{}, UniqueSalt{.target = 1}, UniqueSalt{.level = 1},
                                   UniqueSalt{.repetition = 1}, UniqueSalt{.warmup = true}, UniqueSalt{.attempt = 1}}) {
        const std::string prompt = source(workload, salt)->request(9).prompt;
        starts.insert(prompt.substr(0, prompt.find(' ', 12)));
        bodies.insert(bodyOf(prompt));
    }
    EXPECT_EQ(starts.size(), 6u);
    EXPECT_EQ(bodies.size(), 1u);
}

TEST(SyntheticPrompts, OfAnotherWorkloadStartDifferently)
{
    plan::Workload shorter;
    plan::Workload longer;
    longer.name = "long";
    longer.inputTokens.mean = 1'000;
    const std::string prompt = source(shorter)->request(0).prompt;
    EXPECT_FALSE(source(longer)->request(0).prompt.starts_with(prompt.substr(0, prompt.find(' ', 12))));
}

TEST(SyntheticPrompts, AreEqualEverywhereWhereThePlanAsksForCacheHits)
{
    plan::Workload workload;
    workload.uniquePrompts = false;
    EXPECT_EQ(source(workload, {.target = 1})->request(9), source(workload, {.target = 2})->request(9));
}

TEST(SyntheticPrompts, NeverStartAlikeInsideACell)
{
    const plan::Workload workload;
    const auto prompts = source(workload);
    std::set<std::string> starts;
    for (std::uint32_t index = 0; index < 10'000; ++index) {
        const std::string prompt = prompts->request(index).prompt;
        starts.insert(prompt.substr(0, prompt.size() - bodyOf(prompt).size()));
    }
    EXPECT_EQ(starts.size(), 10'000u);
}

TEST(SyntheticPrompts, CarryTheChoicesOfTheWorkload)
{
    plan::Workload workload;
    workload.outputTokens = {plan::LengthSpec::Shape::Uniform, 100, 50, 1, 1000};
    workload.systemPrompt = "Be brief.";
    workload.temperature = 0.5;
    workload.ignoreEos = false;
    const auto first = source(workload, {.target = 1});
    const auto second = source(workload, {.target = 2, .level = 3});
    std::set<std::uint32_t> lengths;
    for (std::uint32_t index = 0; index < 100; ++index) {
        const GenerationRequest request = first->request(index);
        EXPECT_EQ(request.promptIndex, index);
        EXPECT_EQ(request.system, "Be brief.");
        EXPECT_EQ(request.temperature, 0.5);
        EXPECT_FALSE(request.ignoreEos);
        EXPECT_LT(request.seed, 1ULL << 31);
        EXPECT_EQ(request.maxTokens, second->request(index).maxTokens) << "one list of lengths for all targets";
        lengths.insert(request.maxTokens);
    }
    EXPECT_GT(lengths.size(), 20u);
}

class FilePrompts : public testing::Test {
protected:
    void SetUp() override
    {
        std::ofstream(m_path) << R"({"prompt":"alpha","output_tokens":9})" << '\n'
                              << R"({"messages":[{"role":"system","content":"own"},{"role":"user","content":"beta"}]})";
        m_workload.origin = plan::PromptOrigin::File;
        m_workload.file = m_path;
        m_workload.systemPrompt = "common";
        m_workload.outputTokens.mean = 33;
    }
    void TearDown() override { std::filesystem::remove(m_path); }

    const std::string m_path = testing::TempDir() + "tokamark-prompts-" + std::to_string(getpid()) + ".jsonl";
    plan::Workload m_workload;
};

TEST_F(FilePrompts, GoRoundAndRoundInTheOrderOfTheFile)
{
    m_workload.uniquePrompts = false;
    const auto prompts = source(m_workload);
    EXPECT_EQ(prompts->request(0).prompt, "alpha");
    EXPECT_EQ(prompts->request(1).prompt, "beta");
    EXPECT_EQ(prompts->request(2).prompt, "alpha");
    EXPECT_EQ(prompts->request(2).promptIndex, 0u);
}

TEST_F(FilePrompts, TheLineWinsOverTheWorkload)
{
    const auto prompts = source(m_workload);
    EXPECT_EQ(prompts->request(0).maxTokens, 9u);
    EXPECT_EQ(prompts->request(1).maxTokens, 33u);
    EXPECT_EQ(prompts->request(0).system, "common");
    EXPECT_EQ(prompts->request(1).system, "own");
}

TEST_F(FilePrompts, AreUniqueAtTheStartEvenWhenTheFileRepeats)
{
    const auto prompts = source(m_workload);
    const std::string first = prompts->request(0).prompt;
    const std::string again = prompts->request(2).prompt;
    EXPECT_TRUE(first.ends_with("\nalpha"));
    EXPECT_TRUE(again.ends_with("\nalpha"));
    EXPECT_NE(first, again);
}

TEST_F(FilePrompts, AMissingFileIsAnError)
{
    m_workload.file = "/nonexistent.jsonl";
    EXPECT_EQ(makePromptSource(m_workload, {}).error().code, ErrorCode::FileUnreadable);
}

} // namespace
} // namespace tokamark::workload
