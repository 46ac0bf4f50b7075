#include "metrics/selfchecks.h"

#include <gtest/gtest.h>

namespace tokamark::metrics {
namespace {

constexpr auto Agrees = CheckOutcome::Agrees;
constexpr auto Differs = CheckOutcome::Differs;
constexpr auto CannotTell = CheckOutcome::CannotTell;

/// A point of 1000 requests with witnesses that all agree: ten in flight for a minute, 600 ms each.
struct Case {
    CellFigures figures;
    SelfCheckInput input;

    Case()
    {
        figures.window = {Instant(std::chrono::seconds(10)), Instant(std::chrono::seconds(70)), false};
        figures.completed = figures.started = 1'000;
        figures.meanInputTokens = 128;
        figures.requestsPerSecond = 1'000 / 60.0;
        figures.meanConcurrency = 10;
        figures.e2el = {1'000, 0, 600, 30, 500, 600, 640, 650, 660, 700};
        figures.outputTokensPerSecond = 3'333;
        figures.outputTokens = 200'000;
        figures.ttft.samples = 1'000;
        figures.itl.samples = 199'000;
        figures.itlIsPerToken = true;
        ServerFigures &server = figures.server.emplace();
        server.requests = {1'000, 1'000};
        server.promptTokens = {128'000, 128'000};
        server.outputTokens = {200'000, 200'000};
        TtftSplit &split = server.ttft.emplace();
        split.client = 100;
        split.queue = 10;
        split.prefill = 88;
        split.requests = split.serverRequests = 1'000;
        server.meanRunning = 8.5;
        server.meanWaiting = 1.45;
        server.scrapes = 70;
        server.inFlight = InFlightCourse{{10, 10, 9.9}, {10, 10, 9}, {10, 10, 10}};
        PhysicsFigures &physics = figures.physics.emplace();
        physics.told = true;
        physics.mostTokensPerSecond = 5'000;
        input.askedPromptTokens = 128;
        input.leastPromptTokens = 98;
    }
    [[nodiscard]] SelfCheck check(CheckOf what)
    {
        input.figures = &figures;
        return checkOf(selfChecks(input), what);
    }
    [[nodiscard]] CheckOutcome outcome(CheckOf what) { return check(what).outcome; }
    [[nodiscard]] CheckDoubt doubt(CheckOf what) { return check(what).doubt; }
    [[nodiscard]] ServerFigures &server() { return *figures.server; }
};

TEST(SelfChecks, AgreeWhereEveryWitnessDoes)
{
    Case one;
    one.input.figures = &one.figures;
    std::size_t place = 0;
    for (const SelfCheck &check : selfChecks(one.input)) {
        EXPECT_EQ(static_cast<std::size_t>(check.what), place++) << "each at its place";
        EXPECT_EQ(check.outcome, Agrees) << name(check.what);
        EXPECT_EQ(check.doubt, CheckDoubt::None) << name(check.what);
        EXPECT_TRUE(check.ours && check.theirs) << name(check.what);
        EXPECT_LT(check.off, check.tolerance) << name(check.what);
    }
    EXPECT_EQ(place, 10u);
}

TEST(SelfChecks, CannotTellWithoutWitnesses)
{
    CellFigures nothing;
    for (const SelfCheck &check : selfChecks({&nothing, 0})) {
        EXPECT_EQ(check.outcome, CannotTell) << name(check.what);
        EXPECT_NE(check.doubt, CheckDoubt::None) << name(check.what);
        EXPECT_STRNE(name(check.doubt), "");
    }
}

TEST(SelfChecks, HoldCountsToTheLimitOfTheVerdict)
{
    Case one;
    one.server().outputTokens.server = 200'399;
    EXPECT_EQ(one.outcome(CheckOf::OutputTokens), Agrees);
    one.server().outputTokens.server = 200'400;
    const SelfCheck check = one.check(CheckOf::OutputTokens);
    EXPECT_EQ(check.outcome, Differs);
    EXPECT_DOUBLE_EQ(check.off, 0.2);
    EXPECT_DOUBLE_EQ(check.tolerance, plan::VerdictThresholds().serverCounters.warning);
    one.server().endTokens = 1'000;
    EXPECT_EQ(one.outcome(CheckOf::OutputTokens), Agrees) << "one for each answer that ended by itself";
    one.server().requests.server = 1'010;
    EXPECT_EQ(one.outcome(CheckOf::Requests), Differs);
    one.server().promptTokens.server.reset();
    EXPECT_EQ(one.doubt(CheckOf::PromptTokens), CheckDoubt::NotTold);
}

TEST(SelfChecks, CannotTellCountsWithFailures)
{
    Case one;
    one.figures.failed = 1;
    for (const CheckOf what : {CheckOf::Requests, CheckOf::OutputTokens, CheckOf::Ttft, CheckOf::LittlesLaw})
        EXPECT_EQ(one.doubt(what), CheckDoubt::Failures) << name(what);
    one.figures.failed = 0;
    one.figures.tokensEstimated = true;
    EXPECT_EQ(one.doubt(CheckOf::OutputTokens), CheckDoubt::Estimated);
}

TEST(SelfChecks, HoldTheEventsAgainstTheTotals)
{
    Case one;
    one.figures.itl.samples = 198'000;
    EXPECT_EQ(one.outcome(CheckOf::EventTokens), Differs);
    one.server().endTokens = 1'000;
    EXPECT_EQ(one.outcome(CheckOf::EventTokens), Agrees) << "the last token of an answer needs no event";
    one.figures.itl.samples = 201'000;
    EXPECT_EQ(one.outcome(CheckOf::EventTokens), Differs) << "more than the server says";
    one.figures.tokensEstimated = true;
    EXPECT_EQ(one.doubt(CheckOf::EventTokens), CheckDoubt::Estimated);
    one.figures.itlIsPerToken = false;
    EXPECT_EQ(one.doubt(CheckOf::EventTokens), CheckDoubt::EventsUntold);
}

TEST(SelfChecks, SayThatAPromptWasCutAndNotThatItIsLonger)
{
    Case one;
    one.figures.meanInputTokens = 140;
    EXPECT_EQ(one.doubt(CheckOf::PromptLength), CheckDoubt::Nominal) << "a chat template adds some";
    one.figures.meanInputTokens = 110;
    EXPECT_EQ(one.doubt(CheckOf::PromptLength), CheckDoubt::Nominal) << "many words of one token";
    one.figures.meanInputTokens = 64;
    EXPECT_EQ(one.outcome(CheckOf::PromptLength), Differs) << "fewer tokens than words";
    one.figures.meanInputTokens = 126;
    EXPECT_EQ(one.outcome(CheckOf::PromptLength), CannotTell);
    one.figures.meanInputTokensError = 1;
    EXPECT_EQ(one.outcome(CheckOf::PromptLength), Agrees) << "random lengths";
    one.input.askedPromptTokens = 0;
    EXPECT_EQ(one.doubt(CheckOf::PromptLength), CheckDoubt::NotTold);
}

TEST(SelfChecks, HoldTheTtftAgainstTheServersOwnFromBelow)
{
    Case one;
    one.server().ttft->prefill = 91.5;
    const SelfCheck check = one.check(CheckOf::Ttft);
    EXPECT_EQ(check.outcome, Differs);
    EXPECT_EQ(check.toleranceUnit, "ms");
    EXPECT_DOUBLE_EQ(check.off, 1.5);
    one.server().ttft->prefill = 10;
    EXPECT_EQ(one.outcome(CheckOf::Ttft), Agrees) << "what lies between may take its time";
    one.server().ttft->serverRequests = 999;
    EXPECT_EQ(one.doubt(CheckOf::Ttft), CheckDoubt::OtherRequests);
}

TEST(SelfChecks, HoldWhatIsInFlightAgainstTheGauges)
{
    Case one;
    one.server().meanRunning = 10.5;
    EXPECT_EQ(one.outcome(CheckOf::InFlight), Differs) << "somebody else uses the server";
    one.figures.arrivals.emplace();
    EXPECT_EQ(one.outcome(CheckOf::InFlight), Differs);
    one.server().meanRunning = 9.3;
    EXPECT_EQ(one.outcome(CheckOf::InFlight), Agrees) << "where requests come by chance it swings so";
    one.figures.arrivals.reset();
    one.server().meanRunning = 7.6;
    EXPECT_EQ(one.outcome(CheckOf::InFlight), Differs);
    one.server().ttft->prefill = 30;
    EXPECT_EQ(one.outcome(CheckOf::InFlight), Agrees) << "a tenth of each answer is on its way";
    one.server().ttft->prefill = 88;
    one.server().meanWaiting.reset();
    EXPECT_EQ(one.doubt(CheckOf::InFlight), CheckDoubt::QueueUntold);
    one.server().scrapes = 2;
    EXPECT_EQ(one.doubt(CheckOf::InFlight), CheckDoubt::FewReadings);
}

TEST(SelfChecks, FindInAPartOfTheWindowWhatTheMeanDoesNotShow)
{
    Case one;
    one.server().inFlight->server = {10, 10.1, 9.4};
    EXPECT_EQ(one.outcome(CheckOf::InFlightCourse), Agrees) << "the last gauge was old";
    one.server().inFlight->server = {10.3, 9.8, 9.9};
    const SelfCheck check = one.check(CheckOf::InFlightCourse);
    EXPECT_EQ(check.outcome, Differs) << "somebody else was there at first";
    EXPECT_EQ(one.outcome(CheckOf::InFlight), Agrees);
    EXPECT_EQ(check.ours, 10);
    EXPECT_EQ(check.theirs, 10.3) << "of the part that lies farthest apart";
    EXPECT_NEAR(check.off, 3, 1e-9);
    one.server().inFlight->server = {10, 7, 9.9};
    EXPECT_EQ(one.outcome(CheckOf::InFlightCourse), Agrees) << "some were on their way at the few moments of a part";
    one.server().inFlight.reset();
    EXPECT_EQ(one.doubt(CheckOf::InFlightCourse), CheckDoubt::FewReadings);
    one.figures.server.reset();
    EXPECT_EQ(one.doubt(CheckOf::InFlightCourse), CheckDoubt::NotTold);
}

TEST(SelfChecks, HoldLittlesLaw)
{
    Case one;
    one.figures.meanConcurrency = 10.3;
    EXPECT_EQ(one.outcome(CheckOf::LittlesLaw), Agrees);
    one.figures.meanConcurrency = 10.5;
    EXPECT_EQ(one.outcome(CheckOf::LittlesLaw), Differs);
    one.figures.window.close = one.figures.window.open + std::chrono::seconds(5);
    EXPECT_EQ(one.doubt(CheckOf::LittlesLaw), CheckDoubt::TooShort);
    one.figures.window.wholeCell = true;
    EXPECT_EQ(one.outcome(CheckOf::LittlesLaw), Differs) << "nothing is cut of a whole cell";
    one.figures.arrivals.emplace().growthShare = 0.5;
    EXPECT_EQ(one.doubt(CheckOf::LittlesLaw), CheckDoubt::Grew);
}

TEST(SelfChecks, HoldTheRateBelowTheRoofline)
{
    Case one;
    one.figures.outputTokensPerSecond = 5'100;
    EXPECT_EQ(one.outcome(CheckOf::Roofline), Differs);
    one.figures.physics->told = false;
    EXPECT_EQ(one.doubt(CheckOf::Roofline), CheckDoubt::NoHardware) << "put together from what was seen";
    one.input.gpusUntold = true;
    EXPECT_EQ(one.doubt(CheckOf::Roofline), CheckDoubt::GpusUntold) << "and it says what is missing";
}

TEST(SelfChecks, KnowWhereOnlyTheNumberOfGpusIsMissing)
{
    plan::Target target;
    EXPECT_FALSE(tellsAllButGpus(target));
    target.hardware.gpu = "h100-sxm";
    target.hardware.model = "llama3-8b";
    EXPECT_FALSE(tellsAllButGpus(target)) << "the weights too";
    target.hardware.weights = "bf16";
    EXPECT_TRUE(tellsAllButGpus(target));
    target.gpus = 1;
    EXPECT_FALSE(tellsAllButGpus(target));
}

TEST(SelfChecks, GoByTheLimitsOfThePlan)
{
    Case one;
    one.server().outputTokens.server = 201'000;
    plan::VerdictThresholds wide;
    wide.serverCounters = {1, 5};
    one.input.figures = &one.figures;
    EXPECT_EQ(checkOf(selfChecks(one.input, wide), CheckOf::OutputTokens).outcome, Agrees);
    EXPECT_EQ(one.outcome(CheckOf::OutputTokens), Differs);
}

} // namespace
} // namespace tokamark::metrics
