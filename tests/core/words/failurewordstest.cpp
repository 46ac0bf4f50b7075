#include "words/failurewords.h"

#include <gtest/gtest.h>

namespace tokamark::words {
namespace {

using metrics::Outcome;

TEST(FailureWords, NameTheStatusOfARefusalAndOfNothingElse)
{
    EXPECT_EQ(failureCause({Outcome::HttpError, 503, 4, {}}).what, QStringLiteral("HTTP 503"));
    EXPECT_EQ(failureCause({Outcome::TimedOut, 0, 1, {}}).what, QStringLiteral("timed out"));
    EXPECT_EQ(failureCause({Outcome::ErrorFrame, 200, 1, {}}).what, QStringLiteral("error in the stream"));
    EXPECT_EQ(failureCause({Outcome::ProtocolError, 206, 1, {}}).what, QStringLiteral("protocol error, HTTP 206"));
    EXPECT_EQ(failureCause({Outcome::HttpError, 0, 1, {}}).what, QStringLiteral("HTTP error"))
        << "as counts without their requests tell it";
}

TEST(FailureWords, TakeTheMessageOutOfWhatItWasWrappedIn)
{
    const FailureCause cause
        = failureCause({Outcome::HttpError, 500, 1, QStringLiteral(R"({"error": {"message": "out of\n  memory"}})")});
    EXPECT_EQ(cause.message, QStringLiteral("out of memory"));
    EXPECT_TRUE(cause.advice.isEmpty());
    EXPECT_TRUE(failureCause({Outcome::Reset, 0, 1, {}}).message.isEmpty());
}

TEST(FailureWords, AdviseWhereTheMessageTellsWhatToChange)
{
    const FailureCause refused = failureCause({Outcome::HttpError, 400, 1, QStringLiteral("unknown field ignore_eos")});
    EXPECT_TRUE(refused.advice.contains(QStringLiteral("--no-ignore-eos"))) << refused.advice.toStdString();
    const QString document = QStringLiteral(R"({"choices": [{"message": {"role": "assistant", "content": "42"}}]})");
    const FailureCause whole = failureCause({Outcome::ProtocolError, 200, 1, document});
    EXPECT_TRUE(whole.advice.contains(QStringLiteral("\"stream\": true"))) << whole.advice.toStdString();
    EXPECT_FALSE(whole.message.contains(QStringLiteral("42"))) << "the model's answer is no reason";
}

} // namespace
} // namespace tokamark::words
