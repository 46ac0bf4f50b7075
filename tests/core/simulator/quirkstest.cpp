#include "simulator/quirks.h"

#include <gtest/gtest.h>

#include <string>

namespace tokamark::simulator {
namespace {

using namespace std::chrono_literals;

Quirks parsed(std::string_view text)
{
    Quirks quirks;
    EXPECT_TRUE(addQuirk(quirks, text)) << text;
    return quirks;
}

TEST(Quirks, ReadsEveryListedNameAndChangesSomething)
{
    for (const QuirkName &quirk : quirkNames()) {
        // With its default argument each one must do something; the role of the plain dialect aside.
        EXPECT_NE(parsed(quirk.name), Quirks()) << quirk.name;
        EXPECT_FALSE(quirk.meaning.empty()) << quirk.name;
    }
}

TEST(Quirks, ReadsArguments)
{
    EXPECT_EQ(parsed("tokens-per-chunk=7").tokensPerChunk, 7U);
    EXPECT_EQ(parsed("burst=3").burst, 3U);
    EXPECT_EQ(parsed("close-after=2").closeAfter, 2U);
    EXPECT_EQ(parsed("comment-ping=250ms").pingEvery, Duration(250ms));
    EXPECT_EQ(parsed("idle-close=1.5s").idleClose, Duration(1500ms));
    EXPECT_EQ(parsed("reasoning=reasoning_content").reasoningField, "reasoning_content");
    EXPECT_EQ(parsed("refuse=429").refuseStatus, 429);
    EXPECT_EQ(parsed("refuse").refuseStatus, 0); // the dialect's own
    EXPECT_EQ(parsed("error-frame").errorShape, std::nullopt);
    EXPECT_EQ(parsed("504=1s").fault, Fault::GatewayTimeout);
    EXPECT_EQ(parsed("truncate=cut").fault, Fault::Cut);
    EXPECT_EQ(parsed("garbage=http").fault, Fault::GarbageAnswer);
    EXPECT_EQ(parsed("drift=50").slowing, (Slowing{.perMinute = 0.5, .step = 0, .stepAt = {}}));
    EXPECT_EQ(parsed("step=30@2s").slowing, (Slowing{.perMinute = 0, .step = 0.3, .stepAt = 2s}));
    EXPECT_EQ(parsed("step=30").slowing.stepAt, Duration(10s));
    EXPECT_EQ(parsed("error-frame=abort").errorShape, ErrorShape::Abort);
}

TEST(Quirks, RefusesWhatItDoesNotUnderstand)
{
    for (const char *text : {"", "nonsense", "crlf=1", "burst=", "burst=0", "burst=-1", "burst=4x", "error-frame=odd",
                             "refuse=200", "refuse=600", "reasoning=thoughts", "truncate=half", "comment-ping=soon",
                             "drift=-1", "drift=5x", "step=30@", "step=@1s", "step=30@later"}) {
        Quirks quirks;
        const auto added = addQuirk(quirks, text);
        ASSERT_FALSE(added) << text;
        EXPECT_EQ(added.error().code, ErrorCode::BadUsage);
        EXPECT_NE(added.error().detail.find(text), std::string::npos) << added.error().detail;
        EXPECT_EQ(quirks, Quirks()) << text;
    }
}

TEST(Quirks, TakesOneFaultAtATime)
{
    Quirks quirks;
    ASSERT_TRUE(addQuirk(quirks, "stall"));
    EXPECT_FALSE(addQuirk(quirks, "reset"));
    EXPECT_EQ(quirks.fault, Fault::Stall);
    EXPECT_TRUE(addQuirk(quirks, "crlf")); // what is no fault goes with everything
}

TEST(ParseDuration, ReadsUnits)
{
    EXPECT_EQ(parseDuration("50ms"), Duration(50ms));
    EXPECT_EQ(parseDuration("1.5s"), Duration(1500ms));
    EXPECT_EQ(parseDuration("20us"), Duration(20us));
    EXPECT_EQ(parseDuration("20"), Duration(20ms));
    EXPECT_EQ(parseDuration("0"), Duration(0));
}

TEST(ParseDuration, RefusesOtherTexts)
{
    for (const char *text : {"", "ms", "-1ms", "1 s", "1m", "nan", "inf", "1e300s", "2h"})
        EXPECT_FALSE(parseDuration(text)) << text;
}

} // namespace
} // namespace tokamark::simulator
