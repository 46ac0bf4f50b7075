#include "core/protocol/conformance.h"

#include "load/streamreader.h"
#include "profiles/protocolchoice.h"

#include <cmath>
#include <sstream>

namespace tokamark::protocol::testing {

namespace {

constexpr Instant Sent = Instant(std::chrono::hours(1));

Duration fromMs(double ms)
{
    return Duration(std::llround(ms * 1e6));
}

class Words {
public:
    void say(const std::string &word) { m_text += m_text.empty() ? word : " " + word; }
    void instant(const char *name, Instant at)
    {
        if (happened(at))
            time(name, at - Sent);
    }
    void time(const char *name, Duration duration)
    {
        std::ostringstream number;
        number << name << '=' << toMilliseconds(duration);
        say(number.str());
    }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

} // namespace

std::string data(const std::string &payload)
{
    return "data: " + payload + "\n\n";
}

std::string describe(const metrics::RequestRecord &record)
{
    Words words;
    words.say(metrics::name(record.outcome));
    words.instant("event", record.at.firstEvent);
    words.instant("first", record.at.firstToken);
    words.instant("last", record.at.lastToken);
    words.instant("end", record.at.end);
    words.say(std::string(metrics::name(record.outputSource)) + "=" + std::to_string(record.promptTokens) + "/"
              + std::to_string(record.outputTokens));
    if (record.cachedPromptTokens != 0)
        words.say("cached=" + std::to_string(record.cachedPromptTokens));
    words.say("events=" + std::to_string(record.contentEvents));
    if (record.finish != metrics::FinishReason::Unknown)
        words.say(metrics::name(record.finish));
    if (record.server.queue)
        words.time("queue", *record.server.queue);
    if (record.server.prefill)
        words.time("prefill", *record.server.prefill);
    if (record.server.decode)
        words.time("decode", *record.server.decode);
    if (!record.error.empty())
        words.say(": " + record.error);
    return words.take();
}

metrics::RequestRecord play(const ConformanceCase &given, bool byteByByte)
{
    profiles::ProtocolOptions options;
    options.kind = given.kind;
    options.endpoint = given.endpoint;
    options.native = given.native;
    options.model = "tiny";
    const auto protocol = profiles::makeProtocol(options).value();
    metrics::RequestRecord record;
    load::StreamReader reader(*protocol);
    reader.start(record);
    reader.answerBegun(Sent);
    http::ReadStamp stamp{Sent, 0, true};
    for (const TimedRead &read : given.reads) {
        const std::size_t step = byteByByte ? 1 : read.bytes.size();
        for (std::size_t from = 0; from < read.bytes.size(); from += step) {
            stamp = {Sent + fromMs(read.ms), stamp.read + 1, true};
            std::ignore = reader.read(read.bytes.substr(from, step), stamp);
        }
    }
    reader.settle(stamp.at, given.whole);
    return record;
}

} // namespace tokamark::protocol::testing
