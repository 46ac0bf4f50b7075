#include "load/streamreader.h"

#include <gtest/gtest.h>

#include <string>

namespace tokamark::load {
namespace {

using namespace std::chrono_literals;
using metrics::CountSource;
using metrics::Outcome;

/// Events of a made-up protocol: a letter and a number. t: token(s), 0 for "not told"; r: reasoning; u: usage;
/// s: no text; f: finish, F: for the length, without text; e: error; d: done; n: nothing; anything else does not parse.
class LetterProtocol : public protocol::StreamProtocol {
public:
    bool eofEnds = false;
    bool oneEach = false;

    [[nodiscard]] std::string path() const override { return "/"; }
    [[nodiscard]] std::string body(const workload::GenerationRequest &) const override { return {}; }
    [[nodiscard]] protocol::Framing framing() const noexcept override { return protocol::Framing::Ndjson; }
    [[nodiscard]] bool endsAtEof() const noexcept override { return eofEnds; }
    [[nodiscard]] bool oneTokenPerEvent() const noexcept override { return oneEach; }
    [[nodiscard]] bool decode(std::string_view payload, protocol::DecodeState &,
                              protocol::EventFacts &facts) const override
    {
        facts = {};
        const auto number
            = static_cast<std::uint32_t>(payload.size() > 1 ? std::stoul(std::string(payload.substr(1))) : 0);
        switch (payload.front()) {
        case 't':
        case 'r':
            facts.token = true;
            facts.answer = payload.front() == 't';
            facts.tokens = number;
            return true;
        case 'u':
            facts.usage.present = true;
            facts.usage.completionTokens = number;
            facts.usage.promptTokens = 11;
            return true;
        case 's': facts.textless = true; return true;
        case 'f': facts.finish = metrics::FinishReason::Stop; return true;
        case 'F':
            facts.finish = metrics::FinishReason::Length;
            facts.textless = true;
            return true;
        case 'e':
            facts.error = true;
            facts.errorText = "broken";
            return true;
        case 'd': facts.end = true; return true;
        case 'n': return true;
        default: return false;
        }
    }
};

/// Reads of a body at given times, and what came of them.
class Reading {
public:
    explicit Reading(const LetterProtocol &protocol)
        : m_reader(protocol)
    {
        m_reader.start(record);
        m_reader.answerBegun(Instant(1s));
    }

    http::Wish read(Duration at, std::string_view events)
    {
        std::string body;
        for (const char c : events)
            body.push_back(c == ' ' ? '\n' : c);
        body.push_back('\n');
        return m_reader.read(body, {Instant(at), ++m_reads, true});
    }

    void settle(Duration at, bool whole = true) { m_reader.settle(Instant(at), whole); }

    metrics::RequestRecord record;

private:
    StreamReader m_reader;
    std::uint64_t m_reads = 0;
};

/// The same letters, as server-sent events.
class NamedEvents final {
public:
    NamedEvents()
    {
        m_reader.start(record);
        m_reader.answerBegun(Instant(1s));
    }
    http::Wish read(std::string_view body) { return m_reader.read(body, {Instant(2s), ++m_reads, true}); }

    metrics::RequestRecord record;

private:
    class Protocol final : public LetterProtocol {
    public:
        [[nodiscard]] protocol::Framing framing() const noexcept override { return protocol::Framing::Sse; }
    };

    Protocol m_protocol;
    StreamReader m_reader{m_protocol};
    std::uint64_t m_reads = 0;
};

TEST(StreamReader, AnEventNamedErrorIsOneWhateverItsForm)
{
    NamedEvents reading;
    EXPECT_EQ(reading.read("data: t1\n\nevent: error\ndata: {\"message\":\"boom6\"}\n\n"), http::Wish::Close);
    EXPECT_EQ(reading.record.outcome, Outcome::ErrorFrame);
    EXPECT_EQ(reading.record.error, "boom6");

    NamedEvents first;
    EXPECT_EQ(first.read("event: error\ndata: out of memory\n\n"), http::Wish::Close);
    EXPECT_EQ(first.record.error, "out of memory");
    EXPECT_TRUE(happened(first.record.at.firstEvent));

    NamedEvents other;
    EXPECT_EQ(other.read("event: message\ndata: t1\n\n"), http::Wish::GoOn);
    EXPECT_EQ(other.record.contentEvents, 1u);
}

TEST(StreamReader, FindsFirstAndLastToken)
{
    const LetterProtocol protocol;
    Reading reading(protocol);
    EXPECT_EQ(reading.read(2s, "n"), http::Wish::GoOn);
    EXPECT_EQ(reading.read(3s, "r1"), http::Wish::GoOn);
    EXPECT_EQ(reading.read(4s, "t1"), http::Wish::GoOn);
    EXPECT_EQ(reading.read(5s, "t1 f"), http::Wish::GoOn);
    EXPECT_EQ(reading.read(6s, "u3 d"), http::Wish::Finish);
    reading.settle(7s);

    const metrics::RequestRecord &record = reading.record;
    EXPECT_EQ(record.outcome, Outcome::Completed);
    EXPECT_EQ(record.at.firstEvent, Instant(2s));
    EXPECT_EQ(record.at.firstToken, Instant(3s));
    EXPECT_EQ(record.at.firstAnswer, Instant(4s));
    EXPECT_EQ(record.at.lastToken, Instant(5s));
    EXPECT_EQ(record.at.end, Instant(6s));
    EXPECT_EQ(record.outputTokens, 3u);
    EXPECT_EQ(record.promptTokens, 11u);
    EXPECT_EQ(record.outputSource, CountSource::Usage);
    EXPECT_EQ(record.contentEvents, 3u);
    EXPECT_EQ(record.timeline.origin(), Instant(1s));
    EXPECT_EQ(record.finish, metrics::FinishReason::Stop);
}

TEST(StreamReader, TakesTheFinishEventForAFinalTokenWithoutText)
{
    const LetterProtocol protocol;
    Reading reading(protocol);
    std::ignore = reading.read(2s, "t1");
    std::ignore = reading.read(3s, "t1");
    std::ignore = reading.read(4s, "f");
    std::ignore = reading.read(5s, "u3 d");
    reading.settle(5s);
    EXPECT_EQ(reading.record.at.lastToken, Instant(4s));
    EXPECT_EQ(reading.record.contentEvents, 2u);
}

TEST(StreamReader, TakesTheFinishEventForTheOneTokenMoreThanThereWereEvents)
{
    const LetterProtocol protocol;
    Reading reading(protocol);
    std::ignore = reading.read(2s, "t0");
    std::ignore = reading.read(3s, "t0");
    std::ignore = reading.read(4s, "f");
    std::ignore = reading.read(5s, "u3 d");
    reading.settle(5s);
    EXPECT_EQ(reading.record.at.lastToken, Instant(4s)) << "llama.cpp's chat, where the model ended the answer";
}

TEST(StreamReader, TakesEventsWithoutTextForTheTokensThatTheServerCounted)
{
    const LetterProtocol protocol;
    const auto lastTokenOf = [&protocol](std::string_view third, std::string_view fourth, std::string_view rest) {
        Reading reading(protocol);
        std::ignore = reading.read(2s, "t0");
        std::ignore = reading.read(3s, "s");
        std::ignore = reading.read(4s, third);
        std::ignore = reading.read(5s, fourth);
        std::ignore = reading.read(6s, rest);
        reading.settle(6s);
        return reading.record.at.lastToken;
    };
    EXPECT_EQ(lastTokenOf("t0", "s", "F u4 d"), Instant(5s)) << "the last event without text is the last token";
    EXPECT_EQ(lastTokenOf("t0", "F", "u4 d"), Instant(5s)) << "the finish event is the last token";
    EXPECT_EQ(lastTokenOf("t0", "F", "u3 d"), Instant(4s)) << "every token has its event before it";
    EXPECT_EQ(lastTokenOf("t0", "F", "u2 d"), Instant(4s)) << "events without text were no tokens";
    EXPECT_EQ(lastTokenOf("t0", "F", "u9 d"), Instant(4s)) << "events hold several";
}

TEST(StreamReader, KeepsThePlainWordsOfAServerThatGaveUp)
{
    class SseProtocol final : public protocol::StreamProtocol {
    public:
        [[nodiscard]] std::string path() const override { return "/"; }
        [[nodiscard]] std::string body(const workload::GenerationRequest &) const override { return {}; }
        [[nodiscard]] protocol::Framing framing() const noexcept override { return protocol::Framing::Sse; }
        [[nodiscard]] bool endsAtEof() const noexcept override { return false; }
        [[nodiscard]] bool oneTokenPerEvent() const noexcept override { return true; }
        [[nodiscard]] bool decode(std::string_view, protocol::DecodeState &, protocol::EventFacts &facts) const override
        {
            facts = {};
            facts.token = true;
            return true;
        }
    };
    const SseProtocol protocol;
    StreamReader reader(protocol);
    metrics::RequestRecord record;
    reader.start(record);
    std::ignore = reader.read("data: x\n\nInternal Ser", {Instant(2s), 1, true});
    std::ignore = reader.read("ver Error", {Instant(3s), 2, true});
    reader.settle(Instant(3s), true);
    EXPECT_EQ(record.outcome, Outcome::Truncated);
    EXPECT_EQ(record.error, "stream ended without its end: Internal Server Error");
}

TEST(StreamReader, LeavesTheLastTokenWhereEventsHoldSeveralUntold)
{
    LetterProtocol protocol;
    const auto lastTokenOf = [&protocol](std::string_view first, std::string_view second) {
        Reading reading(protocol);
        std::ignore = reading.read(2s, first);
        std::ignore = reading.read(3s, second);
        std::ignore = reading.read(4s, "f");
        std::ignore = reading.read(5s, "u8 d");
        reading.settle(5s);
        return reading.record.at.lastToken;
    };
    EXPECT_EQ(lastTokenOf("t0", "t0"), Instant(3s));
    EXPECT_EQ(lastTokenOf("t1", "t0"), Instant(3s)) << "one event that does not say is enough";
    protocol.oneEach = true;
    EXPECT_EQ(lastTokenOf("t0", "t0"), Instant(4s));
}

TEST(StreamReader, LeavesTheLastTokenWhereEveryTokenHadText)
{
    const LetterProtocol protocol;
    Reading reading(protocol);
    std::ignore = reading.read(2s, "t2");
    std::ignore = reading.read(4s, "f u2 d");
    reading.settle(5s);
    EXPECT_EQ(reading.record.at.lastToken, Instant(2s));
    EXPECT_EQ(reading.record.firstEventTokens, 2u);
}

TEST(StreamReader, KeepsABurstAsAFact)
{
    const LetterProtocol protocol;
    Reading reading(protocol);
    std::ignore = reading.read(2s, "t1 t1");
    std::ignore = reading.read(3s, "t1");
    std::ignore = reading.read(4s, "t1 t1 u5 d");
    reading.settle(5s);
    EXPECT_TRUE(reading.record.firstTokenSharedRead);
    const std::vector<metrics::Chunk> chunks = reading.record.timeline.chunks();
    const std::vector<metrics::Chunk> expected{{Instant(2s), 1, false},
                                               {Instant(2s), 1, true},
                                               {Instant(3s), 1, false},
                                               {Instant(4s), 1, false},
                                               {Instant(4s), 1, true}};
    EXPECT_EQ(chunks, expected);
}

TEST(StreamReader, DoesNotCallALaterBurstAShareOfTheFirstToken)
{
    const LetterProtocol protocol;
    Reading reading(protocol);
    std::ignore = reading.read(2s, "n t1");
    std::ignore = reading.read(3s, "t1 t1 d");
    reading.settle(5s);
    EXPECT_FALSE(reading.record.firstTokenSharedRead);
}

TEST(StreamReader, IgnoresZeroUsageOnEveryEvent)
{
    const LetterProtocol protocol;
    Reading reading(protocol);
    std::ignore = reading.read(2s, "t1 u0 t1 u2 u0 d");
    reading.settle(3s);
    EXPECT_EQ(reading.record.outputTokens, 2u);
    EXPECT_EQ(reading.record.outputSource, CountSource::Usage);
}

TEST(StreamReader, SaysWhereACountWithoutUsageComesFrom)
{
    LetterProtocol protocol;
    const auto sourceOf = [&protocol](std::string_view events) {
        Reading reading(protocol);
        std::ignore = reading.read(2s, events);
        reading.settle(3s);
        return std::pair(reading.record.outputTokens, reading.record.outputSource);
    };
    EXPECT_EQ(sourceOf("t0 t0 d"), std::pair(2u, CountSource::Estimated));
    EXPECT_EQ(sourceOf("t2 t3 d"), std::pair(5u, CountSource::Events));
    EXPECT_EQ(sourceOf("t2 t0 d"), std::pair(3u, CountSource::Estimated));
    protocol.oneEach = true;
    EXPECT_EQ(sourceOf("t0 t0 d"), std::pair(2u, CountSource::Events));
}

TEST(StreamReader, JudgesAStreamWithoutItsEnd)
{
    LetterProtocol protocol;
    const auto outcomeOf = [&protocol](std::string_view events, bool whole) {
        Reading reading(protocol);
        std::ignore = reading.read(2s, events);
        reading.settle(3s, whole);
        EXPECT_EQ(reading.record.at.end, Instant(3s));
        return reading.record.outcome;
    };
    EXPECT_EQ(outcomeOf("t1", true), Outcome::Truncated);
    EXPECT_EQ(outcomeOf("t1", false), Outcome::Truncated);
    protocol.eofEnds = true;
    EXPECT_EQ(outcomeOf("t1", true), Outcome::Completed);
    EXPECT_EQ(outcomeOf("t1", false), Outcome::Truncated);
}

TEST(StreamReader, AStreamThatSaysNothingIsNoAnswer)
{
    const LetterProtocol protocol;
    const auto outcomeOf = [&protocol](std::string_view events) {
        Reading reading(protocol);
        std::ignore = reading.read(2s, events);
        reading.settle(3s);
        return reading.record.outcome;
    };
    EXPECT_EQ(outcomeOf("d"), Outcome::Truncated);
    EXPECT_EQ(outcomeOf("n d"), Outcome::Truncated);
    // A model may end its answer at once.
    EXPECT_EQ(outcomeOf("f d"), Outcome::Completed);
    EXPECT_EQ(outcomeOf("u1 d"), Outcome::Completed);
    EXPECT_EQ(outcomeOf("t1 d"), Outcome::Completed);
}

TEST(StreamReader, AnEventWithoutItsLineEndHasTheTimeOfItsRead)
{
    const LetterProtocol protocol;
    StreamReader reader(protocol);
    metrics::RequestRecord record;
    reader.start(record);
    reader.answerBegun(Instant(1s));
    std::ignore = reader.read("t1\n", {Instant(2s), 1, true});
    std::ignore = reader.read("d", {Instant(3s), 2, true});
    reader.settle(Instant(9s), true); // the connection was closed much later
    EXPECT_EQ(record.outcome, Outcome::Completed);
    EXPECT_EQ(record.at.end, Instant(3s));
}

TEST(StreamReader, StopsAtAnErrorAndAtNonsense)
{
    const LetterProtocol protocol;
    Reading failed(protocol);
    EXPECT_EQ(failed.read(2s, "t1 e t1"), http::Wish::Close);
    failed.settle(3s);
    EXPECT_EQ(failed.record.outcome, Outcome::ErrorFrame);
    EXPECT_EQ(failed.record.error, "broken");
    EXPECT_EQ(failed.record.contentEvents, 1u);

    Reading nonsense(protocol);
    EXPECT_EQ(nonsense.read(2s, "?"), http::Wish::Close);
    nonsense.settle(3s);
    EXPECT_EQ(nonsense.record.outcome, Outcome::ProtocolError);
    EXPECT_EQ(nonsense.record.error, "?");
}

TEST(StreamReader, HasNoMemoryOfTheRequestBefore)
{
    const LetterProtocol protocol;
    StreamReader reader(protocol);
    metrics::RequestRecord first;
    reader.start(first);
    reader.answerBegun(Instant(1s));
    std::ignore = reader.read("t4\nu9\nt", {Instant(2s), 1, true});
    reader.settle(Instant(2s), false);

    metrics::RequestRecord second;
    reader.start(second);
    reader.answerBegun(Instant(3s));
    std::ignore = reader.read("t1\nd\n", {Instant(4s), 2, true});
    reader.settle(Instant(4s), true);
    EXPECT_EQ(second.outcome, Outcome::Completed);
    EXPECT_EQ(second.outputTokens, 1u);
    EXPECT_EQ(second.promptTokens, 0u);
}

} // namespace
} // namespace tokamark::load
