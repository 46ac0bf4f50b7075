#include "metrics/summarise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string_view>

namespace tokamark::metrics {
namespace {

/// A point with a server that counted the very same.
struct Case {
    CellFigures figures;
    VerdictInput input;

    Case()
    {
        figures.completed = figures.started = 1'000;
        figures.inputTokens = 90'000;
        figures.ttft.samples = 1'000;
        ServerFigures &server = figures.server.emplace();
        server.requests = {1'000, 1'000};
        server.promptTokens = {90'000, 90'000};
        server.outputTokens = {200'000, 200'000};
        server.cachedPromptShare = 0;
        input.users = 10;
    }
    [[nodiscard]] ServerFigures &server() { return *figures.server; }
    [[nodiscard]] std::optional<Verdict> find(std::string_view subject)
    {
        input.figures = &figures;
        const std::vector<Verdict> verdicts = judge(input);
        const auto it = std::ranges::find(verdicts, subject, &Verdict::subject);
        return it == verdicts.end() ? std::nullopt : std::optional(*it);
    }
};

TEST(JudgeServer, HasNothingAgainstCountsThatAgree)
{
    Case one;
    for (const char *subject : {"server-counters", "server-requests", "server-prompt-tokens", "server-output-tokens",
                                "server-ttft", "cache", "cached-prompt"})
        EXPECT_FALSE(one.find(subject)) << subject;
}

TEST(JudgeServer, FindsCountsThatDiffer)
{
    Case one;
    one.server().outputTokens.server = 199'000; // 0.5 %
    const auto few = one.find("server-output-tokens");
    ASSERT_TRUE(few);
    EXPECT_EQ(*few, (Verdict{VerdictCode::Impossible, Severity::Warning, "server-output-tokens", 0.5, 0.2, "%"}));
    one.server().outputTokens.server = 210'000;
    EXPECT_EQ(one.find("server-output-tokens")->severity, Severity::Bad);
    one.server().requests.server = 1'100;
    EXPECT_TRUE(one.find("server-requests"));
    one.server().promptTokens.server = 80'000;
    EXPECT_TRUE(one.find("server-prompt-tokens"));
}

TEST(JudgeServer, AllowsOneTokenForEachAnswerThatEndedByItself)
{
    Case one;
    one.server().outputTokens.server = 201'000;
    one.server().endTokens = 1'000;
    EXPECT_FALSE(one.find("server-output-tokens"));
    one.server().outputTokens.server = 202'000;
    EXPECT_TRUE(one.find("server-output-tokens"));
}

TEST(JudgeServer, ComparesNothingThatCannotBeCompared)
{
    Case failures;
    failures.server().outputTokens.server = 100;
    failures.figures.failed = 1;
    EXPECT_TRUE(failures.find("server-counters")) << "unchecked";
    EXPECT_FALSE(failures.find("server-output-tokens"));

    Case silent;
    silent.server().requests.server.reset();
    silent.server().promptTokens.server.reset();
    silent.server().outputTokens.server.reset();
    EXPECT_TRUE(silent.find("server-counters"));

    Case untold;
    untold.server().promptTokens.client = 0;
    EXPECT_FALSE(untold.find("server-prompt-tokens")) << "no usage came with the answers";

    Case guessed;
    guessed.figures.tokensEstimated = true;
    EXPECT_TRUE(guessed.find("server-counters"));
}

TEST(JudgeServer, FindsATtftBelowTheServersOwn)
{
    Case one;
    TtftSplit &split = one.server().ttft.emplace();
    split.client = 100;
    split.queue = 20;
    split.prefill = 83;
    split.requests = split.serverRequests = 1'000;
    const auto found = one.find("server-ttft");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->severity, Severity::Warning);
    EXPECT_EQ(found->observed, 3);
    split.prefill = 90;
    EXPECT_EQ(one.find("server-ttft")->severity, Severity::Bad);
    split.prefill = 80.5;
    EXPECT_FALSE(one.find("server-ttft"));
    split.prefill = 90;
    split.serverRequests = 999;
    EXPECT_FALSE(one.find("server-ttft")) << "means over other requests";
}

TEST(JudgeServer, FindsCachedPromptsThatNobodyAskedFor)
{
    Case one;
    one.server().cachedPromptShare = 0.02;
    const auto few = one.find("cached-prompt");
    ASSERT_TRUE(few);
    EXPECT_EQ(few->code, VerdictCode::CacheContaminated);
    EXPECT_EQ(few->severity, Severity::Warning);
}

TEST(JudgeServer, NamesHitsThatThePlanNeitherAsksForNorForbids)
{
    Case one;
    one.input.cacheOpen = true;
    one.server().cachedPromptShare = 0.42;
    EXPECT_FALSE(one.find("cached-prompt"));
    const auto open = one.find("cache-allowed");
    ASSERT_TRUE(open) << "not passed over in silence";
    EXPECT_EQ(*open, (Verdict{VerdictCode::Unchecked, Severity::Note, "cache-allowed", 42, 0, "%"}));
    one.server().cachedPromptShare = 0.001;
    EXPECT_FALSE(one.find("cache-allowed")) << "there were none";
    one.input.cacheOpen = false;
    one.figures.askedCachedShare = 1;
    one.server().cachedPromptShare = 0.42;
    EXPECT_TRUE(one.find("cache-system")) << "the system prompt may be all there is";
    EXPECT_FALSE(one.find("cached-beyond-asked"));
    one.figures.server.reset();
    EXPECT_TRUE(one.find("cache")) << "nor is it known whether there were any";
}

TEST(JudgeServer, HoldsAgainstAPointOnlyWhatIsCachedBeyondWhatWasAsked)
{
    Case one;
    one.figures.askedCachedShare = 0.5;
    one.server().cachedPromptShare = 0.505;
    EXPECT_FALSE(one.find("cached-beyond-asked"));
    one.server().cachedPromptShare = 0.3;
    EXPECT_FALSE(one.find("cached-beyond-asked")) << "a colder cache makes no point look better";
    one.server().cachedPromptShare = 0.56;
    const auto found = one.find("cached-beyond-asked");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->code, VerdictCode::CacheContaminated);
    EXPECT_EQ(found->severity, Severity::Bad);
    EXPECT_NEAR(found->observed, 6, 1e-9);
}

TEST(JudgeServer, GoesByTheAnswersWhereTheServerDoesNotTellItsCache)
{
    Case one;
    one.figures.server.reset();
    EXPECT_TRUE(one.find("cache")) << "unchecked";
    one.figures.cachedInputTokens = 9'000;
    const auto many = one.find("cached-prompt");
    ASSERT_TRUE(many);
    EXPECT_EQ(many->severity, Severity::Bad);
    EXPECT_EQ(many->observed, 10);
}

} // namespace
} // namespace tokamark::metrics
