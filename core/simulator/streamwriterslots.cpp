// What stands in the place of each `$name`; the rest of the class is in streamwriter.cpp.

#include "simulator/streamwriter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>

namespace tokamark::simulator {
namespace {

void appendNumber(std::string &out, std::int64_t value)
{
    std::array<char, 21> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(digits.data(), end);
}

void appendDecimal(std::string &out, double value, int places)
{
    std::array<char, 40> digits{};
    const auto [end, error]
        = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, places);
    out.append(digits.data(), end);
}

double seconds(Duration time)
{
    return std::chrono::duration<double>(time).count();
}

double unixSeconds(Instant at, Instant now)
{
    const auto wall = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    return wall - seconds(now - at);
}

std::string isoNow()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto whole = std::chrono::duration_cast<std::chrono::seconds>(now);
    const std::time_t time = whole.count();
    std::tm parts{};
    gmtime_r(&time, &parts);
    std::array<char, 64> text{};
    const auto length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    std::string out(text.data(), length);
    const auto digits
        = std::to_string(std::chrono::duration_cast<std::chrono::nanoseconds>(now - whole).count() + 1'000'000'000);
    return out + '.' + digits.substr(1) + 'Z';
}

/// Zeros in the shape of the counts' object.
constexpr std::string_view ZeroCounts = R"({"prompt_tokens":0,"total_tokens":0,"completion_tokens":0})";

} // namespace

std::uint32_t StreamWriter::countedTokens() const
{
    const bool eosInside = m_format.usageWithoutEos && m_finish == "stop" && m_produced > 0;
    return m_produced - (eosInside ? 1 : 0);
}

void StreamWriter::appendTemplate(std::string &out, const WireTemplate &text) const
{
    for (const WireTemplate::Part &part : text.parts()) {
        out += part.literal;
        if (part.slot != Slot::None)
            appendSlot(out, part.slot);
    }
}

void StreamWriter::appendExtra(std::string &out, std::size_t which) const
{
    appendTemplate(out, m_subject.extras[which] ? m_compiled.extrasOn[which] : m_compiled.extrasOff[which]);
}

void StreamWriter::appendUsage(std::string &out) const
{
    if (m_subject.continuousUsage) {
        out += R"(,"usage":)";
        appendTemplate(out, m_compiled.runningCounts);
        return;
    }
    if (m_format.usageOnlyIfAsked && !m_subject.includeUsage)
        return;
    if (m_format.usage == UsageMode::Null) {
        out += m_format.nullUsage;
    } else if (m_format.usage == UsageMode::Zero) {
        out += R"(,"usage":)";
        out += ZeroCounts;
    }
}

std::string_view StreamWriter::reason() const
{
    return m_format.reasons.at(m_finish == "stop" ? 0 : 1);
}

void StreamWriter::appendFinish(std::string &out) const
{
    if (m_finish.empty()) {
        out += m_format.emptyFinish ? R"("")" : "null";
        return;
    }
    out += '"';
    out += reason();
    out += '"';
}

void StreamWriter::appendSlot(std::string &out, Slot slot) const
{
    switch (slot) {
    case Slot::Head: appendTemplate(out, m_compiled.common); return;
    case Slot::Counts: appendTemplate(out, m_compiled.counts); return;
    case Slot::Timings: appendTemplate(out, m_compiled.timings); return;
    case Slot::Closing:
        if (m_closing)
            appendTemplate(out, m_compiled.closing);
        return;
    case Slot::X: appendExtra(out, 0); return;
    case Slot::Y: appendExtra(out, 1); return;
    case Slot::Usage: appendUsage(out); return;
    case Slot::Id:
        out += m_format.idPrefix;
        appendNumber(out, static_cast<std::int64_t>(m_subject.number));
        return;
    case Slot::Model: out += m_model; return;
    case Slot::Asked: out += m_subject.asked.empty() ? "null" : '"' + jsonEscaped(m_subject.asked) + '"'; return;
    case Slot::Version: out += m_compiled.version; return;
    case Slot::Role:
        if (m_format.role == RoleMode::EveryDelta || m_roleAlone)
            out += m_format.roleText;
        return;
    case Slot::Field: out += m_reasoning ? std::string_view(m_compiled.reasoningField) : "content"; return;
    case Slot::Text: out += m_text; return;
    case Slot::All: out += m_all; return;
    case Slot::Ids: out += m_ids; return;
    case Slot::AllIds: out += m_allIds; return;
    case Slot::Finish: appendFinish(out); return;
    case Slot::Reason: out += reason(); return;
    case Slot::Message: out += m_message; return;
    case Slot::Iso: out += isoNow(); return;
    default: appendCountSlot(out, slot); return;
    }
}

void StreamWriter::appendCountSlot(std::string &out, Slot slot) const
{
    switch (slot) {
    case Slot::Created: appendNumber(out, m_subject.createdUnix); return;
    case Slot::Prompt: appendNumber(out, m_subject.promptTokens); return;
    case Slot::Cached: appendNumber(out, m_times.cachedTokens); return;
    case Slot::Evaluated: appendNumber(out, std::int64_t{m_subject.promptTokens} - m_times.cachedTokens); return;
    case Slot::Tokens: appendNumber(out, m_tokens); return;
    case Slot::Out: appendNumber(out, countedTokens()); return;
    case Slot::Total: appendNumber(out, std::int64_t{m_subject.promptTokens} + countedTokens()); return;
    case Slot::Index: appendNumber(out, m_events); return;
    case Slot::Code: appendNumber(out, m_code); return;
    default: appendTimeSlot(out, slot); return;
    }
}

void StreamWriter::appendTimeSlot(std::string &out, Slot slot) const
{
    const StreamTimes &times = m_times;
    const auto prompt = std::max(Duration::zero(), times.firstToken - times.started);
    const auto decode = std::max(Duration::zero(), times.now - times.firstToken);
    const auto perSecond
        = [](std::uint32_t count, Duration time) { return time.count() > 0 ? count / seconds(time) : 0; };
    const auto each = [](std::uint32_t count, Duration time) { return count > 0 ? seconds(time) * 1e3 / count : 0; };
    switch (slot) {
    case Slot::QueueSeconds: appendDecimal(out, seconds(times.started - times.received), 6); return;
    case Slot::TtftSeconds: appendDecimal(out, seconds(times.firstToken - times.received), 6); return;
    case Slot::ElapsedSeconds: appendDecimal(out, seconds(times.now - times.received), 6); return;
    case Slot::PromptMs: appendDecimal(out, seconds(prompt) * 1e3, 3); return;
    case Slot::PromptPerTokenMs: appendDecimal(out, each(m_subject.promptTokens, prompt), 3); return;
    case Slot::PromptPerSecond: appendDecimal(out, perSecond(m_subject.promptTokens, prompt), 3); return;
    case Slot::DecodeMs: appendDecimal(out, seconds(decode) * 1e3, 3); return;
    case Slot::DecodePerTokenMs: appendDecimal(out, each(m_produced, decode), 3); return;
    case Slot::DecodePerSecond: appendDecimal(out, perSecond(m_produced, decode), 3); return;
    case Slot::TotalNs: appendNumber(out, (times.now - times.received).count()); return;
    case Slot::LoadNs: appendNumber(out, times.load.count()); return;
    case Slot::PromptNs: appendNumber(out, prompt.count()); return;
    case Slot::DecodeNs:
        if (m_produced > 1) {
            out += R"(,"eval_duration":)";
            appendNumber(out, decode.count());
        }
        return;
    case Slot::ReceivedUnix: appendDecimal(out, unixSeconds(times.received, times.now), 6); return;
    case Slot::StartedUnix: appendDecimal(out, unixSeconds(times.started, times.now), 6); return;
    case Slot::FirstUnix: appendDecimal(out, unixSeconds(times.firstToken, times.now), 6); return;
    case Slot::NowUnix: appendDecimal(out, unixSeconds(times.now, times.now), 6); return;
    case Slot::ReceivedNs: appendNumber(out, times.received.time_since_epoch().count()); return;
    case Slot::StartedNs: appendNumber(out, times.started.time_since_epoch().count()); return;
    case Slot::FirstNs: appendNumber(out, times.firstToken.time_since_epoch().count()); return;
    case Slot::LastNs: appendNumber(out, times.now.time_since_epoch().count()); return;
    default: return;
    }
}

} // namespace tokamark::simulator
