#include "core/protocol/streamreading.h"

#include "protocol/eventframer.h"

#include <numeric>

namespace tokamark::protocol::testing {

namespace {

const char *finishName(metrics::FinishReason finish)
{
    switch (finish) {
    case metrics::FinishReason::Unknown: return "";
    case metrics::FinishReason::Length: return "length";
    case metrics::FinishReason::Stop: return "stop";
    case metrics::FinishReason::ToolCalls: return "tool-calls";
    case metrics::FinishReason::Abort: return "abort";
    case metrics::FinishReason::Other: return "other";
    }
    return "?";
}

template <class OnEvent>
void feedInPieces(std::string_view body, Framing framing, const std::vector<std::size_t> &cuts, OnEvent &&onEvent)
{
    EventFramer framer(framing);
    std::size_t from = 0;
    bool intact = true;
    const auto feed = [&](std::size_t to) {
        // A copy of its own, so that the sanitizers see a view that outlives its read.
        const std::string piece(body.substr(from, to - from));
        intact = intact && framer.feed(piece, onEvent);
        from = to;
    };
    for (const std::size_t cut : cuts)
        feed(cut);
    feed(body.size());
    framer.finish(onEvent);
    if (!intact)
        onEvent("TOO LONG");
}

} // namespace

std::string describe(bool decoded, const EventFacts &facts)
{
    if (!decoded)
        return "malformed";
    std::string words;
    const auto say = [&words](const std::string &word) { words += words.empty() ? word : " " + word; };
    if (facts.token)
        say("token");
    if (facts.answer)
        say("answer");
    if (facts.tokens != 0)
        say("tokens=" + std::to_string(facts.tokens));
    if (facts.usage.present) {
        std::string usage
            = "usage=" + std::to_string(facts.usage.promptTokens) + "/" + std::to_string(facts.usage.completionTokens);
        if (facts.usage.cachedPromptTokens != 0)
            usage += ",cached=" + std::to_string(facts.usage.cachedPromptTokens);
        if (facts.usage.reasoningTokens != 0)
            usage += ",reasoning=" + std::to_string(facts.usage.reasoningTokens);
        say(usage);
    }
    if (facts.finish != metrics::FinishReason::Unknown)
        say(std::string("finish=") + finishName(facts.finish));
    if (facts.end)
        say("end");
    if (facts.error)
        say("error: " + facts.errorText);
    return words.empty() ? "-" : words;
}

std::vector<std::string> read(std::string_view body, const StreamProtocol &protocol,
                              const std::vector<std::size_t> &cuts)
{
    std::vector<std::string> lines;
    DecodeState state;
    EventFacts facts;
    feedInPieces(body, protocol.framing(), cuts, [&](std::string_view payload) {
        const bool decoded = protocol.decode(payload, state, facts);
        lines.push_back(describe(decoded, facts));
    });
    return lines;
}

std::vector<std::string> frame(std::string_view body, Framing framing, const std::vector<std::size_t> &cuts)
{
    std::vector<std::string> payloads;
    feedInPieces(body, framing, cuts, [&](std::string_view payload) { payloads.emplace_back(payload); });
    return payloads;
}

std::vector<std::size_t> everyByte(std::string_view body)
{
    std::vector<std::size_t> cuts(body.size());
    std::iota(cuts.begin(), cuts.end(), std::size_t(1));
    return cuts;
}

} // namespace tokamark::protocol::testing
