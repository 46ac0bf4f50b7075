#include "protocol/ollamaline.h"

#include "protocol/eventjson.h"

namespace tokamark::protocol {

namespace {

struct Line {
    bool answer = false;
    bool reasoning = false;
    bool done = false;
    bool error = false;
    Usage usage;
    metrics::FinishReason finish = metrics::FinishReason::Unknown;
    std::optional<double> total; ///< nanoseconds, as all of these
    std::optional<double> load;
    std::optional<double> prefill;
    std::optional<double> decode;
};

bool readMessage(ondemand::value value, Line &line)
{
    return forEachField(value, [&](ondemand::raw_json_string key, ondemand::value member) {
        if (key.unsafe_is_equal("content") || key.unsafe_is_equal("tool_calls"))
            return readPresence(member, line.answer);
        if (key.unsafe_is_equal("thinking"))
            return readPresence(member, line.reasoning);
        return true;
    });
}

bool readMember(ondemand::raw_json_string key, ondemand::value member, Line &line)
{
    if (key.unsafe_is_equal("response"))
        return readPresence(member, line.answer);
    if (key.unsafe_is_equal("thinking"))
        return readPresence(member, line.reasoning);
    if (key.unsafe_is_equal("message"))
        return readMessage(member, line);
    if (key.unsafe_is_equal("done"))
        return readFlag(member, line.done);
    if (key.unsafe_is_equal("done_reason"))
        return readFinish(member, line.finish);
    if (key.unsafe_is_equal("error"))
        return readPresence(member, line.error);
    if (key.unsafe_is_equal("prompt_eval_count"))
        return readCount(member, line.usage.promptTokens);
    if (key.unsafe_is_equal("eval_count"))
        return readCount(member, line.usage.completionTokens);
    if (key.unsafe_is_equal("total_duration"))
        return readNumber(member, line.total);
    if (key.unsafe_is_equal("load_duration"))
        return readNumber(member, line.load);
    if (key.unsafe_is_equal("prompt_eval_duration"))
        return readNumber(member, line.prefill);
    if (key.unsafe_is_equal("eval_duration"))
        return readNumber(member, line.decode);
    return true;
}

/// The wait in the queue stands nowhere: it is what the other times leave of the whole. A zero is left out.
void takeTimes(const Line &line, metrics::ServerTimes &times)
{
    constexpr double PerSecond = 1e9;
    if (!line.total)
        return;
    const double prefill = line.prefill.value_or(0);
    const double decode = line.decode.value_or(0);
    takeSeconds(prefill / PerSecond, times.prefill);
    takeSeconds(decode / PerSecond, times.decode);
    takeSeconds((*line.total - line.load.value_or(0) - prefill - decode) / PerSecond, times.queue);
}

} // namespace

bool decodeOllamaLine(std::string_view payload, DecodeState &state, EventFacts &facts)
{
    switch (beginEvent(payload, state, facts)) {
    case Opening::Nothing: return true;
    case Opening::Text: return reportError(payload, facts);
    case Opening::Object: break;
    }
    Line line;
    const auto onField
        = [&](ondemand::raw_json_string key, ondemand::value member) { return readMember(key, member, line); };
    if (!readEvent(payload, onField))
        return false;
    if (line.error)
        return reportError(payload, facts);
    if (!line.done) {
        facts.answer = line.answer;
        facts.token = line.answer || line.reasoning;
        return true;
    }
    facts.usage = line.usage;
    facts.usage.present = line.usage.promptTokens != 0 || line.usage.completionTokens != 0;
    // "load" and "unload" are no ends of an answer.
    if (line.finish != metrics::FinishReason::Other)
        facts.finish = line.finish;
    takeTimes(line, facts.server);
    facts.end = true;
    state.ended = true;
    return true;
}

Json ollamaBody(const workload::GenerationRequest &request, const std::string &model)
{
    return {{"model", model},
            {"stream", true},
            {"options",
             {{"num_predict", request.maxTokens},
              {"temperature", request.temperature},
              {"seed", portableSeed(request.seed)}}}};
}

} // namespace tokamark::protocol
