#include "protocol/eventframer.h"

#include "core/protocol/streamreading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tokamark::protocol {
namespace {

using namespace std::string_view_literals;
using ::testing::ElementsAre;
using testing::everyByte;
using testing::frame;

struct FramingCase {
    const char *name;
    Framing framing;
    std::string_view body;
    std::vector<std::string> payloads;
};

void PrintTo(const FramingCase &value, std::ostream *out)
{
    *out << value.name;
}

class Framed : public ::testing::TestWithParam<FramingCase> { };

TEST_P(Framed, WholeByteByByteAndSplitAnywhere)
{
    const FramingCase &given = GetParam();
    EXPECT_EQ(frame(given.body, given.framing), given.payloads);
    EXPECT_EQ(frame(given.body, given.framing, everyByte(given.body)), given.payloads);
    for (std::size_t first = 0; first <= given.body.size(); ++first) {
        for (std::size_t second = first; second <= given.body.size(); ++second)
            EXPECT_EQ(frame(given.body, given.framing, {first, second}), given.payloads) << first << ", " << second;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, Framed,
    ::testing::Values(
        FramingCase{"LineFeeds", Framing::Sse, "data: a\n\ndata: b\n\n", {"a", "b"}},
        FramingCase{"CarriageReturnLineFeeds", Framing::Sse, "data: a\r\n\r\ndata: b\r\n\r\n", {"a", "b"}},
        FramingCase{"CarriageReturns", Framing::Sse, "data: a\r\rdata: b\r\r", {"a", "b"}},
        FramingCase{"MixedLineEnds", Framing::Sse, "data: a\r\n\ndata: b\n\r\ndata: c\r\r\n", {"a", "b", "c"}},
        FramingCase{"NoSpaceAfterColon", Framing::Sse, "data:{\"a\":1}\n\n", {"{\"a\":1}"}},
        FramingCase{"OneSpaceIsTakenAndNoMore", Framing::Sse, "data:   a \n\n", {"  a "}},
        FramingCase{"DataLinesJoin", Framing::Sse, "data: a\ndata: b\ndata\ndata: c\n\n", {"a\nb\n\nc"}},
        FramingCase{"Comments", Framing::Sse, ":\n\n: ping\n\ndata: a\n: between\n\n:\r\n\r\n", {"a"}},
        FramingCase{"OtherFields", Framing::Sse, "event: x\nid: 7\nretry: 10\ndata: a\nevent: y\n\n", {"a"}},
        FramingCase{"LongerFieldNamesAreOthers", Framing::Sse, "database: x\ndat: y\ndata: a\n\n", {"a"}},
        FramingCase{"EmptyDataGivesNothing", Framing::Sse, "data:\n\ndata: \n\ndata\n\ndata: a\n\n", {"a"}},
        FramingCase{"BlankLines", Framing::Sse, "\n\n\ndata: a\n\n\n\n", {"a"}},
        FramingCase{"ByteOrderMark",
                    Framing::Sse,
                    "\xEF\xBB\xBF"
                    "data: a\n\n",
                    {"a"}},
        FramingCase{"HalfAByteOrderMark",
                    Framing::Sse,
                    "\xEF\xBB"
                    "data: a\n\ndata: b\n\n",
                    {"b"}},
        FramingCase{"ByteOrderMarkLaterIsText", Framing::Sse, "data: \xEF\xBB\xBF\n\n", {"\xEF\xBB\xBF"}},
        FramingCase{
            "SeveralByteCharacters", Framing::Sse, "data: \xD0\xB9\xF0\x9F\x98\x80\n\n", {"\xD0\xB9\xF0\x9F\x98\x80"}},
        FramingCase{"LastEventWithoutBlankLine", Framing::Sse, "data: a\n\ndata: b\n", {"a", "b"}},
        FramingCase{"LastLineWithoutEnd", Framing::Sse, "data: a\n\ndata: b", {"a", "b"}},
        FramingCase{"TextThatIsNoEventStream", Framing::Sse, "alpha beta\ngamma\n\ndelta", {}},
        FramingCase{"Zero", Framing::Sse, "data: a\0b\n\n"sv, {std::string("a\0b", 3)}},
        FramingCase{"Nothing", Framing::Sse, "", {}},
        FramingCase{"Lines",
                    Framing::Ndjson,
                    "{\"a\":1}\n{\"b\":2}\r\n\n \n{\"c\":3}",
                    {"{\"a\":1}", "{\"b\":2}", "{\"c\":3}"}},
        FramingCase{"LinesWithCarriageReturnInside", Framing::Ndjson, "{\"a\":\r1}\n", {"{\"a\":\r1}"}}),
    [](const auto &tested) { return std::string(tested.param.name); });

TEST(EventFramer, GivesAnEventInsideOneReadWithoutACopy)
{
    const std::string read = ": ping\n\ndata: first\n\ndata: second\n\ndata: cut";
    EventFramer framer;
    std::vector<std::string> payloads;
    ASSERT_TRUE(framer.feed(read, [&](std::string_view payload) {
        EXPECT_GE(payload.data(), read.data());
        EXPECT_LE(payload.data() + payload.size(), read.data() + read.size());
        payloads.emplace_back(payload);
    }));
    EXPECT_THAT(payloads, ElementsAre("first", "second"));
}

TEST(EventFramer, HoldsNoBufferWhileIdle)
{
    EventFramer framer;
    std::size_t events = 0;
    const std::string large = "data: " + std::string(100'000, 'x');
    ASSERT_TRUE(framer.feed(large, [&](std::string_view) { ++events; }));
    EXPECT_GE(framer.heldBytes(), large.size());
    ASSERT_TRUE(framer.feed("\n", [&](std::string_view) { ++events; }));
    ASSERT_TRUE(framer.feed("\n", [&](std::string_view) { ++events; }));
    EXPECT_EQ(events, 1u);
    EXPECT_LE(framer.heldBytes(), 1200u);
}

TEST(EventFramer, RefusesAnEventWithoutEnd)
{
    for (const Framing framing : {Framing::Sse, Framing::Ndjson}) {
        EventFramer framer(framing);
        const std::string piece(1u << 16, 'x');
        std::size_t accepted = 0;
        while (framer.feed(piece, [](std::string_view) { FAIL() << "no event has ended"; }))
            ++accepted;
        EXPECT_EQ(accepted, EventFramer::MaxEventBytes / piece.size());
    }
}

TEST(EventFramer, TakesAnEventThatRepeatsALongRequest)
{
    const std::string prompt(EventFramer::MaxEventBytes + 1, 'x');
    const std::string event = "data: " + prompt + "\n\n";
    const std::string_view cut = std::string_view(event).substr(0, event.size() - 1);
    EventFramer framer;
    EXPECT_FALSE(framer.feed(cut.substr(0, cut.size() - 1), [](std::string_view) {}));

    framer.reset(prompt.size());
    std::size_t length = 0;
    const auto measure = [&length](std::string_view payload) { length = payload.size(); };
    ASSERT_TRUE(framer.feed(cut, measure));
    ASSERT_TRUE(framer.feed("\n", measure));
    EXPECT_EQ(length, prompt.size());

    framer.reset();
    EXPECT_FALSE(framer.feed(cut.substr(0, cut.size() - 1), [](std::string_view) {})) << "the next request is short";
}

TEST(EventFramer, RefusesAnEventOfEndlesslyManyLines)
{
    EventFramer framer;
    const std::string line = "data: " + std::string(1u << 16, 'x') + "\n";
    std::size_t accepted = 0;
    while (framer.feed(line, [](std::string_view) { FAIL() << "no event has ended"; }))
        ASSERT_LT(++accepted, 100u);
    EXPECT_GE(accepted, 15u);
}

/// Payloads, with "error: " before those of events that their name calls so.
std::vector<std::string> framedWithNames(std::string_view body, std::size_t step)
{
    EventFramer framer;
    std::vector<std::string> payloads;
    const auto keep = [&](std::string_view payload) {
        payloads.push_back((framer.isErrorEvent() ? "error: " : "") + std::string(payload));
    };
    for (; !body.empty(); body.remove_prefix(std::min(step, body.size())))
        EXPECT_TRUE(framer.feed(std::string(body.substr(0, step)), keep));
    framer.finish(keep);
    return payloads;
}

TEST(EventFramer, KnowsTheEventsThatAreErrorsByTheirName)
{
    constexpr std::string_view Body = "event: error\ndata: a\n\ndata: b\n\ndata: c\r\nevent:error\r\n\r\n"
                                      "event: error\n\ndata: d\n\nevent: error\nevent: message\ndata: e\n\n"
                                      "event: errors\ndata: f\n\neventual: error\ndata: g\n\nevent: error\ndata: h";
    for (std::size_t step = 1; step <= Body.size(); ++step) {
        EXPECT_THAT(framedWithNames(Body, step),
                    ElementsAre("error: a", "b", "error: c", "d", "e", "f", "g", "error: h"))
            << step;
    }
}

TEST(EventFramer, KeepsTheFirstLineThatIsNoneOfTheirs)
{
    const auto strayIn = [](std::string_view body) {
        EventFramer framer;
        EXPECT_TRUE(framer.feed(body, [](std::string_view) {}));
        framer.finish([](std::string_view) {});
        return std::string(framer.strayLine());
    };
    EXPECT_EQ(strayIn("data: a\n\nupstream connect error\nreset\n"), "upstream connect error");
    EXPECT_EQ(strayIn("data: a\n\ndatabase is locked by another job\n"), "database is locked by another job");
    EXPECT_EQ(strayIn("data: a\n\ndatabase is locked: job 7"), "database is locked: job 7");
    EXPECT_EQ(strayIn("data: a\ndata\ndata:b\nid\n: data base\n\n"), "");
}

TEST(EventFramer, HandsRawBytesOnAsTheyCome)
{
    EXPECT_THAT(frame("alpha data: beta", Framing::Raw, {6}), ElementsAre("alpha ", "data: beta"));
}

TEST(EventFramer, StartsAnewAfterReset)
{
    EventFramer framer;
    std::vector<std::string> payloads;
    const auto keep = [&](std::string_view payload) { payloads.emplace_back(payload); };
    ASSERT_TRUE(framer.feed("data: lost\ndata: too\r", keep));
    framer.reset();
    ASSERT_TRUE(framer.feed("\xEF\xBB\xBF"
                            "data: a\n\n",
                            keep));
    EXPECT_THAT(payloads, ElementsAre("a"));
}

} // namespace
} // namespace tokamark::protocol
