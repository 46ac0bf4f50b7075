#include "core/protocol/wirerecording.h"
#include "http/responseparser.h"
#include "load/streamreader.h"
#include "profiles/protocolchoice.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

namespace tokamark::protocol {
namespace {

using namespace std::chrono_literals;
using profiles::makeProtocol;
using testing::loadRecording;
using testing::WireRead;
using testing::WireRecording;

constexpr Instant Sent = Instant(1h);

/// The way of a body from the parser to the reader, as a connection does it.
class Playback final : private http::ResponseHandler {
public:
    explicit Playback(const StreamProtocol &protocol)
        : m_reader(protocol)
        , m_parser(static_cast<http::ResponseHandler &>(*this))
    {
        record.at.sent = Sent;
        m_reader.start(record);
        m_reader.answerBegun(Sent);
    }

    void play(const WireRecording &recording)
    {
        for (const WireRead &read : recording.reads) {
            m_stamp = {Sent + read.since, m_stamp.read + 1, true};
            m_bytes += read.bytes;
            take();
        }
        EXPECT_TRUE(m_parser.is_done()) << recording.label;
        m_reader.settle(m_stamp.at, m_parser.is_done());
    }

    metrics::RequestRecord record;
    int status = 0;

private:
    void take()
    {
        while (!m_bytes.empty() && !m_parser.is_done()) {
            boost::beast::error_code error;
            const std::size_t used = m_parser.put(boost::asio::const_buffer(m_bytes.data(), m_bytes.size()), error);
            m_bytes.erase(0, used);
            if (error == boost::beast::http::error::need_more)
                return;
            ASSERT_FALSE(error) << error.message();
        }
    }

    void headParsed(const http::ResponseHead &head) override { status = head.status; }
    void chunkBegun(std::uint64_t) override { }
    void bodyParsed(std::string_view bytes) override { static_cast<void>(m_reader.read(bytes, m_stamp)); }

    load::StreamReader m_reader;
    http::ResponseParser m_parser;
    http::ReadStamp m_stamp;
    std::string m_bytes;
};

/// What the recording shows to the eye.
struct WireCase {
    const char *file;
    Duration firstEvent;
    Duration firstToken;
    Duration lastToken;
    Duration end;
    std::uint32_t promptTokens;
    std::vector<std::uint32_t> tokensOfEvents; ///< 0: not told
    std::uint64_t readsWithTokens;
    metrics::CountSource source = metrics::CountSource::Usage;
    metrics::FinishReason finish = metrics::FinishReason::Length;
};

void PrintTo(const WireCase &value, std::ostream *out)
{
    *out << value.file;
}

std::shared_ptr<const StreamProtocol> protocolOf(const WireRecording &recording)
{
    return *makeProtocol({recording.kind, recording.endpoint, "tiny", {}, recording.native, {}});
}

/// As a name of a test.
std::string nameOf(std::string file)
{
    file.resize(file.rfind('.'));
    std::ranges::replace_if(
        file, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    return file;
}

class WireReplay : public ::testing::TestWithParam<WireCase> {
protected:
    void expectAsSeen(const WireRecording &recording, bool readsAsRecorded) const
    {
        const WireCase &seen = GetParam();
        const auto protocol = protocolOf(recording);
        Playback playback(*protocol);
        playback.play(recording);
        const metrics::RequestRecord &record = playback.record;
        EXPECT_EQ(playback.status, 200);
        EXPECT_EQ(record.outcome, metrics::Outcome::Completed) << record.error;
        EXPECT_EQ(record.at.firstEvent - Sent, seen.firstEvent);
        EXPECT_EQ(record.at.firstToken - Sent, seen.firstToken);
        EXPECT_EQ(record.at.firstAnswer - Sent, seen.firstToken);
        EXPECT_EQ(record.at.lastToken - Sent, seen.lastToken);
        EXPECT_EQ(record.at.end - Sent, seen.end);
        EXPECT_EQ(record.promptTokens, seen.promptTokens);
        EXPECT_EQ(record.outputTokens, 12u);
        EXPECT_EQ(record.outputSource, seen.source);
        EXPECT_EQ(record.finish, seen.finish);
        EXPECT_EQ(record.firstEventTokens, 1u);
        EXPECT_EQ(record.contentEvents, seen.tokensOfEvents.size());
        const std::vector<metrics::Chunk> chunks = record.timeline.chunks();
        std::vector<std::uint32_t> tokens;
        std::uint64_t reads = 0;
        for (const metrics::Chunk &chunk : chunks) {
            tokens.push_back(chunk.tokens);
            reads += chunk.sameRead ? 0 : 1;
        }
        EXPECT_EQ(tokens, seen.tokensOfEvents);
        if (readsAsRecorded) {
            EXPECT_EQ(reads, seen.readsWithTokens);
        }
    }
};

TEST_P(WireReplay, GivesTheCountsAndInstantsOfTheRecording)
{
    expectAsSeen(loadRecording(GetParam().file), true);
}

/// Of text without any mark of its own every read is an event, so it is not among these.
class WireReplayInBytes : public WireReplay { };

TEST_P(WireReplayInBytes, GivesTheSame)
{
    expectAsSeen(loadRecording(GetParam().file).byteByByte(), false);
}

const std::vector<std::uint32_t> OneEach(12, 1);
const std::vector<std::uint32_t> NotTold(12, 0);
const std::vector<std::uint32_t> TwoTokensTwice{1, 2, 2, 1, 1, 1, 1, 1, 1, 1};
const std::vector<std::uint32_t> TwoTokensLate{1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 1};

const WireCase Marked[]
    = {WireCase{"bentoml-mounted-1.4.40-chat.jsonl", 5096us, 61119us, 272794us, 277098us, 6, NotTold, 12},
       WireCase{"bentoml-proxy-1.4.40-chat.jsonl", 58723us, 58723us, 519422us, 520021us, 34, NotTold, 12},
       WireCase{"llamacpp-b11434-chat.jsonl", 580211us, 580211us, 1156388us, 1156388us, 34, NotTold, 12},
       // Pings and progress come through the whole prefill, and none of them is a token.
       WireCase{"llamacpp-b11434-progress.jsonl", 7557us, 5364025us, 5852574us, 5852925us, 854, NotTold, 12},
       WireCase{"llamacpp-b11434-native-completion.jsonl", 272270us, 272270us, 768321us, 768321us, 20, OneEach, 12},
       WireCase{"lmdeploy-0.18.0-chat.jsonl", 53337us, 53337us, 273500us, 274001us, 15, OneEach, 12},
       WireCase{"lmdeploy-0.18.0-completions.jsonl", 58748us, 58748us, 284797us, 284797us, 15, NotTold, 12},
       WireCase{"lmdeploy-0.18.0-native-generate.jsonl", 53659us, 53659us, 274064us, 278577us, 15, OneEach, 12},
       WireCase{"ollama-0.17.4-chat.jsonl", 78264us, 78264us, 562256us, 562256us, 34, NotTold, 12},
       WireCase{"ollama-0.17.4-completions.jsonl", 62867us, 62867us, 276422us, 276990us, 34, NotTold, 11},
       WireCase{"ollama-0.17.4-native-chat.jsonl", 72970us, 72970us, 572040us, 575722us, 34, NotTold, 12},
       WireCase{"ollama-0.17.4-native-generate.jsonl", 72057us, 72057us, 569933us, 570096us, 34, NotTold, 12},
       WireCase{"sglang-0.5.23-chat.jsonl", 39102us, 39102us, 221559us, 221559us, 26, OneEach, 12},
       WireCase{"sglang-0.5.23-completions.jsonl", 52017us, 52017us, 184941us, 185133us, 15, TwoTokensTwice, 10},
       WireCase{"sglang-0.5.23-native-generate.jsonl", 30289us, 30289us, 65586us, 65586us, 15, TwoTokensLate, 10},
       WireCase{"triton-ensemble-2.51.0-native-ensemble.jsonl", 59598us, 59598us, 276008us, 276008us, 7, OneEach, 12,
                metrics::CountSource::Usage, metrics::FinishReason::Unknown},
       WireCase{"triton-llmapi-2.51.0-native-llmapi.jsonl", 52067us, 52067us, 276943us, 276943us, 0, NotTold, 12,
                metrics::CountSource::Estimated},
       WireCase{"vllm-0.32.0-chat.jsonl", 16889us, 16983us, 76496us, 76496us, 26, OneEach, 11},
       WireCase{"vllm-0.32.0-completions.jsonl", 24391us, 24391us, 151228us, 151228us, 20, OneEach, 7}};

const WireCase Bare{"bentoml-raw-1.4.40-native-generate.jsonl",
                    55710us,
                    55710us,
                    276250us,
                    276548us,
                    0,
                    NotTold,
                    12,
                    metrics::CountSource::Estimated,
                    metrics::FinishReason::Unknown};

std::string nameOfCase(const ::testing::TestParamInfo<WireCase> &tested)
{
    return nameOf(tested.param.file);
}

INSTANTIATE_TEST_SUITE_P(Servers, WireReplay, ::testing::ValuesIn(Marked), nameOfCase);
INSTANTIATE_TEST_SUITE_P(ServersBare, WireReplay, ::testing::Values(Bare), nameOfCase);
INSTANTIATE_TEST_SUITE_P(Servers, WireReplayInBytes, ::testing::ValuesIn(Marked), nameOfCase);

/// An answer of status 200 that turns out to be a failure.
struct FailureCase {
    const char *file;
    const char *error;
    Duration end;
    std::uint64_t eventsBefore;
};

void PrintTo(const FailureCase &value, std::ostream *out)
{
    *out << value.file;
}

class WireFailure : public ::testing::TestWithParam<FailureCase> {
protected:
    static void expectFailure(const WireRecording &recording)
    {
        const auto protocol = protocolOf(recording);
        Playback playback(*protocol);
        playback.play(recording);
        EXPECT_EQ(playback.status, 200);
        EXPECT_EQ(playback.record.outcome, metrics::Outcome::ErrorFrame);
        EXPECT_EQ(playback.record.error, GetParam().error);
        EXPECT_EQ(playback.record.at.end - Sent, GetParam().end);
        EXPECT_EQ(playback.record.contentEvents, GetParam().eventsBefore);
    }
};

TEST_P(WireFailure, IsSeenAndKeepsTheServersWords)
{
    expectFailure(loadRecording(GetParam().file));
}

TEST_P(WireFailure, IsSeenWhereEveryByteIsARead)
{
    expectFailure(loadRecording(GetParam().file).byteByByte());
}

INSTANTIATE_TEST_SUITE_P(Servers, WireFailure,
                         ::testing::Values(FailureCase{"lmdeploy-0.18.0-failure.jsonl",
                                                       "An internal server error occurred. (500)", 123009us, 3},
                                           FailureCase{"vllm-0.32.0-refused-late.jsonl",
                                                       "Token id 99999 is out of vocabulary (400)", 2703us, 0}),
                         [](const auto &tested) { return nameOf(tested.param.file); });

} // namespace
} // namespace tokamark::protocol
