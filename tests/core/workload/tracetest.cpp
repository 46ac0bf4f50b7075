#include "workload/trace.h"

#include "workload/tracesource.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <stop_token>
#include <streambuf>

namespace tokamark::workload {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

Trace load(const std::string &name)
{
    auto trace = readTraceFile(std::string(TOKAMARK_TEST_DATA) + "/traces/" + name);
    EXPECT_TRUE(trace) << (trace ? "" : trace.error().detail);
    return trace.value_or(Trace());
}

Expected<Trace> parse(const std::string &text)
{
    std::istringstream in(text);
    return readTrace(in, "t");
}

std::size_t words(const std::string &text)
{
    return static_cast<std::size_t>(std::ranges::count(text, ' ')) + 1;
}

TEST(Trace, ReadsMooncake)
{
    const Trace trace = load("mooncake.jsonl");
    ASSERT_EQ(trace.size(), 4u);
    EXPECT_EQ(trace[0], (TraceEntry{0s, 1100, 52, {46, 47, 48}}));
    EXPECT_EQ(trace[1].at, 0s);
    EXPECT_EQ(trace[2].at, 3053ms);
    EXPECT_EQ(trace[3].at, 6106500us);
}

TEST(Trace, TellsWhatItsPromptsShare)
{
    const Trace trace{{0s, 1024, 1, {1, 2}}, {1s, 1024, 1, {1, 3}}, {2s, 1000, 1, {1, 3}}, {3s, 512, 1, {2}}};
    EXPECT_EQ(sharedShareOf(trace, 1), 0);
    EXPECT_EQ(sharedShareOf(trace, 2), 0.25) << "the first of two blocks";
    EXPECT_DOUBLE_EQ(sharedShareOf(trace, 3), 1512.0 / 3048) << "all of the third, whose last block is shorter";
    EXPECT_DOUBLE_EQ(sharedShareOf(trace, 9), 1512.0 / 3560)
        << "a block behind nothing is another than behind the first";
    EXPECT_EQ(sharedShareOf(load("azure.csv"), 3), 0);
    EXPECT_EQ(sharedShareOf({}, 1), 0);
}

TEST(Trace, ReadsAzureOverMidnight)
{
    const Trace trace = load("azure.csv");
    ASSERT_EQ(trace.size(), 3u);
    EXPECT_EQ(trace[0], (TraceEntry{0s, 374, 44, {}}));
    EXPECT_EQ(trace[1].at, 50040us);
    EXPECT_EQ(trace[2].at, 2500ms);
}

TEST(Trace, ReadsBurstGptWithoutWhatFailedWhenRecorded)
{
    const Trace trace = load("burstgpt.csv");
    ASSERT_EQ(trace.size(), 3u);
    EXPECT_EQ(trace[1], (TraceEntry{40s, 1087, 230, {}}));
    EXPECT_EQ(trace[2], (TraceEntry{115500ms, 417, 276, {}}));
}

TEST(Trace, TellsWhichRowsItLeavesOutAndWhichStandOutOfOrder)
{
    std::istringstream in("Timestamp,Request tokens,Response tokens\n"
                          "5,10,1\n"
                          "3,10,1\n"
                          "1,10,0\n"
                          "4,10,1\n"
                          "5,10,1\n");
    plan::TraceRows rows;
    ASSERT_TRUE(readTrace(in, "t", &rows));
    EXPECT_EQ(rows, (plan::TraceRows{1, 2})) << "what is left out is in nobody's way";
}

TEST(Trace, EntriesComeInTheOrderOfTheirInstants)
{
    const auto trace = parse("Timestamp,Request tokens,Response tokens\n9,1,1\n4,2,2\n");
    ASSERT_TRUE(trace);
    EXPECT_EQ(*trace, (Trace{{0s, 2, 2, {}}, {5s, 1, 1, {}}}));
}

TEST(Trace, FaultsNameTheirLine)
{
    const auto faultOf = [](const std::string &text) {
        const auto trace = parse(text);
        EXPECT_FALSE(trace);
        EXPECT_EQ(trace.error().code, ErrorCode::BadDataset);
        return trace.error().detail;
    };
    const std::string azure = "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,4808,10\n";
    EXPECT_THAT(faultOf("a,b\n"), HasSubstr("line 1: not a trace of Mooncake, Azure or BurstGPT"));
    EXPECT_THAT(faultOf(azure + "\nyesterday,1,1\n"), HasSubstr("line 4: not a date and time: yesterday"));
    EXPECT_THAT(faultOf(azure + "2023-13-16 18:15:46,1,1\n"), HasSubstr("line 3: not a date and time"));
    EXPECT_THAT(faultOf(azure + "2023-11-16 18:15:46,1\n"), HasSubstr("line 3: too few columns"));
    EXPECT_THAT(faultOf(azure + "2023-11-16 18:15:46,1,-4\n"), HasSubstr("line 3: not a number of tokens: -4"));
    EXPECT_THAT(faultOf("Timestamp,Request tokens,Response tokens\nsoon,1,1\n"), HasSubstr("line 2: not a time"));
    EXPECT_THAT(faultOf("{\"timestamp\": 1}\n"), HasSubstr("line 1: input_length"));
    EXPECT_THAT(faultOf("{\"timestamp\": 1, \"input_length\": 1, \"output_length\": 1}\nx\n"),
                HasSubstr("line 2: not a JSON object"));
    EXPECT_THAT(faultOf("{\"timestamp\": 1, \"input_length\": 1, \"output_length\": 1, \"hash_ids\": [-1]}\n"),
                HasSubstr("line 1: hash_ids"));
    EXPECT_THAT(faultOf("TIMESTAMP,ContextTokens,GeneratedTokens\n"), HasSubstr("no requests"));
    EXPECT_THAT(faultOf(""), HasSubstr("no requests"));
    EXPECT_EQ(readTraceFile("/no/such/trace").error().code, ErrorCode::FileUnreadable);
}

TEST(Trace, SpeedShortensTheGaps)
{
    const Trace trace{{0s, 1, 1, {}}, {3s, 1, 1, {}}, {10s, 1, 1, {}}};
    EXPECT_EQ(instantsOf(trace, 1), (std::vector<Duration>{0s, 3s, 10s}));
    EXPECT_EQ(instantsOf(trace, 4), (std::vector<Duration>{0s, 750ms, 2500ms}));
    EXPECT_EQ(instantsOf(trace, 0.5), (std::vector<Duration>{0s, 6s, 20s}));
}

/// A trace that has its reader stopped in the middle, as by a window that is closed.
class StoppingTrace final : public std::streambuf {
public:
    StoppingTrace(std::string text, int times)
        : m_text(std::move(text))
        , m_left(times)
    {
    }

    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }
    [[nodiscard]] int left() const { return m_left; }

protected:
    int_type underflow() override
    {
        if (m_left == 0)
            return traits_type::eof();
        if (--m_left == 100)
            m_stop.request_stop();
        setg(m_text.data(), m_text.data(), m_text.data() + m_text.size());
        return traits_type::to_int_type(m_text.front());
    }

private:
    std::string m_text;
    int m_left;
    std::stop_source m_stop;
};

TEST(Trace, IsReadNoFurtherThanSomebodyWaitsForIt)
{
    const std::string request = R"({"timestamp": 5, "input_length": 3, "output_length": 2})";
    for (const std::string &text : {request + '\n', std::string(40'000, ' ')}) {
        StoppingTrace lines(text, 200);
        std::istream in(&lines);
        const auto trace = readTrace(in, "t", nullptr, lines.token());
        ASSERT_FALSE(trace);
        EXPECT_EQ(trace.error().code, ErrorCode::Interrupted);
        EXPECT_GE(lines.left(), 90) << "nor a line that does not end";
    }
}

TEST(Trace, ReadsLinesOfAnyLength)
{
    for (const std::size_t blanks : {16'382U, 16'383U, 16'384U, 50'000U}) {
        const std::string request = R"({"timestamp": 5, "input_length": 3, "output_length": 2})";
        const std::string line = request + std::string(blanks - request.size(), ' ');
        const auto ended = parse(line + '\n' + line + '\n');
        ASSERT_TRUE(ended) << blanks;
        EXPECT_EQ(ended->size(), 2U) << blanks;
        const auto open = parse(line + '\n' + line);
        ASSERT_TRUE(open) << blanks;
        EXPECT_EQ(open->size(), 2U) << blanks;
    }
}

TEST(TraceSource, LengthsAreTheTraces)
{
    const auto source = makeTraceSource(std::make_shared<const Trace>(load("azure.csv")), {}, {});
    const GenerationRequest request = source->request(1);
    EXPECT_EQ(request.maxTokens, 109u);
    EXPECT_EQ(words(request.prompt), 305u) << "396 tokens at 1.3 a word";
    EXPECT_EQ(request, source->request(1));
    EXPECT_NE(request.prompt.substr(0, 30), source->request(0).prompt.substr(0, 30));
}

TEST(TraceSource, EqualBlocksAreEqualTextAndNothingElseIs)
{
    const auto trace = std::make_shared<const Trace>(load("mooncake.jsonl"));
    const auto source = makeTraceSource(trace, {}, {});
    const std::string first = source->request(0).prompt;
    const std::string second = source->request(1).prompt;
    std::size_t shared = 0;
    while (shared < second.size() && first[shared] == second[shared])
        ++shared;
    EXPECT_EQ(words(second.substr(0, shared)), 395u) << "the first block, 512 tokens at 1.3 a word, and a blank";
    EXPECT_EQ(words(source->request(2).prompt), 15u) << "a prompt ends where its length says, inside a block";

    UniqueSalt other;
    other.level = 1;
    EXPECT_NE(makeTraceSource(trace, {}, other)->request(0).prompt.substr(0, 40), first.substr(0, 40))
        << "no level finds the blocks of another in the cache";
}

} // namespace
} // namespace tokamark::workload
