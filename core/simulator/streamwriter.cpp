#include "simulator/streamwriter.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <utility>

namespace tokamark::simulator {
namespace {

/// A token's text. The words mean nothing; they only have the length that words have.
constexpr std::array<std::string_view, 32> Words{
    " a",     " the", " of",   " and",  " steady", " stream",  " gives",  " one",   " word",   " after", " another",
    " until", " its", " end",  ".",     " Then",   " some",    " more",   " words", " come",   ",",      " each",
    " at",    " due", " time", " with", " no",     " meaning", " beside", " their", " length", "."};
constexpr std::array<std::string_view, 4> MultiByteWords{" \xd1\x81\xd0\xbb\xd0\xbe\xd0\xb2\xd0\xbe", // Cyrillic
                                                         "\xe8\xaf\x8d", // CJK
                                                         " \xc3\xa9t\xc3\xa9", // Latin with accents
                                                         " \xf0\x9f\x99\x82"}; // four bytes
constexpr std::uint32_t ReasoningTokens = 8;
/// Ids have no meaning either, but differ from one token to the next.
constexpr std::uint32_t FirstTokenId = 256;
constexpr std::uint32_t TokenIds = 1024;
constexpr std::size_t PieceBreaksReserved = 8;

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

std::string jsonEscaped(std::string_view text)
{
    static constexpr std::string_view Hex = "0123456789abcdef";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += Hex[byte >> 4U];
            out += Hex[byte & 0xfU];
        } else {
            out += c;
        }
    }
    return out;
}

CompiledFormat::CompiledFormat(const StreamFormat &asSeen, const Quirks &quirks, std::string_view serverVersion)
    : format(asSeen)
    , version(serverVersion)
    , common(asSeen.common)
    , roleEvent(asSeen.roleEvent)
    , token(asSeen.token)
    , reasoning(asSeen.reasoning.empty() ? asSeen.token : asSeen.reasoning)
    , last(asSeen.last.empty() ? asSeen.token : asSeen.last)
    , finish(asSeen.finish)
    , usageEvent(asSeen.usageEvent)
    , counts(asSeen.counts)
    , runningCounts(asSeen.runningCounts.empty() ? asSeen.counts : asSeen.runningCounts)
    , timings(asSeen.timings)
    , closing(asSeen.closing)
    , error(asSeen.error)
    , overload(asSeen.overload)
    , refusal(asSeen.refusal)
    , whole(asSeen.whole)
    , spaceAfterColon(!quirks.noSpace)
    , crlf(quirks.crlf)
    , multiByteText(quirks.splitUtf8)
    , emptyTextEvery(quirks.emptyText ? 4 : 0)
{
    for (std::size_t i = 0; i < extrasOn.size(); ++i) {
        extrasOn[i] = WireTemplate(asSeen.extras[i].on);
        extrasOff[i] = WireTemplate(asSeen.extras[i].off);
    }
    for (const WireTemplate *text : {&token, &last, &finish, &usageEvent, &whole, &extrasOn[0], &extrasOff[0]})
        cumulative = cumulative || text->uses(Slot::All) || text->uses(Slot::AllIds);
    speaksRoles = !roleEvent.empty() || token.uses(Slot::Role);
    if (speaksRoles)
        format.role = quirks.role.value_or(format.role);
    if (quirks.usage) {
        format.usage = *quirks.usage;
        format.usageOnlyIfAsked = false;
    }
    format.emptyFinish = format.emptyFinish || quirks.emptyFinish;
    trailingSpace = quirks.trailingSpace;
    if (token.uses(Slot::Field) || !asSeen.reasoning.empty())
        reasoningField = quirks.reasoningField;
}

StreamWriter::StreamWriter(const CompiledFormat &compiled, StreamSubject subject)
    : m_compiled(compiled)
    , m_format(compiled.format)
    , m_subject(std::move(subject))
    , m_model(jsonEscaped(m_subject.model))
{
}

// ---- slots

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

// ---- events

void StreamWriter::openEvent(std::string &out) const
{
    if (m_format.framing == Framing::Sse)
        out += m_compiled.spaceAfterColon ? "data: " : "data:";
}

void StreamWriter::closeEvent(std::string &out, bool roleEvent) const
{
    if (m_format.framing == Framing::Raw)
        return;
    if (m_compiled.trailingSpace || (roleEvent && m_format.spaceBehindRole))
        out += ' ';
    const std::string_view lineEnd = m_compiled.crlf ? "\r\n" : "\n";
    out += lineEnd;
    if (m_format.framing == Framing::Sse)
        out += lineEnd;
}

void StreamWriter::appendEvent(StreamBytes &out, const WireTemplate &event, Then then)
{
    openEvent(out.text);
    appendTemplate(out.text, event);
    closeEvent(out.text, &event == &m_compiled.roleEvent);
    if (then == Then::NewPiece && !m_format.joinAll) {
        if (out.breaks.capacity() == 0)
            out.breaks.reserve(PieceBreaksReserved);
        out.breaks.push_back(out.text.size());
    }
}

void StreamWriter::appendRole(StreamBytes &out, Then then)
{
    m_roleSent = true;
    if (!m_compiled.roleEvent.empty()) {
        appendEvent(out, m_compiled.roleEvent, then);
        return;
    }
    // A server that has the role in every delta only: its token event without a token.
    m_text.clear();
    m_ids.clear();
    m_roleAlone = true;
    appendEvent(out, m_compiled.token, then);
    m_roleAlone = false;
}

void StreamWriter::appendRoleBeforePrefill(StreamBytes &out)
{
    if (m_compiled.speaksRoles && m_format.role == RoleMode::First && !m_roleSent)
        appendRole(out, Then::NewPiece);
}

void StreamWriter::takeText(std::uint32_t tokens, bool silent, bool eos)
{
    m_text.clear();
    m_ids.clear();
    m_tokens = tokens;
    for (std::uint32_t i = m_produced; i < m_produced + tokens; ++i) {
        const bool ends = eos && i + 1 == m_produced + tokens;
        if (!silent && !ends)
            m_text += m_compiled.multiByteText ? MultiByteWords[i % MultiByteWords.size()] : Words[i % Words.size()];
        if (!m_ids.empty())
            m_ids += ',';
        appendNumber(m_ids, FirstTokenId + i % TokenIds);
    }
    m_produced += tokens;
    if (!m_compiled.cumulative)
        return;
    m_all += m_text;
    if (!m_allIds.empty() && !m_ids.empty())
        m_allIds += ',';
    m_allIds += m_ids;
}

void StreamWriter::appendDelta(StreamBytes &out, std::uint32_t tokens, bool reasoning, bool last)
{
    ++m_events;
    const bool eos = last && m_finish == "stop" && m_format.eos != Eos::Text;
    takeText(tokens, m_compiled.emptyTextEvery != 0 && m_events % m_compiled.emptyTextEvery == 0, eos);
    if (m_text.empty() && ((eos && m_format.eos == Eos::NoEvent) || (m_format.dropsTextless && !m_subject.extras[0])))
        return;
    m_reasoning = reasoning;
    m_closing = last && m_compiled.finish.empty() && !m_subject.includeUsage;
    const auto finish = last && m_compiled.finish.empty() ? m_finish : std::string_view();
    const auto told = std::exchange(m_finish, finish);
    appendEvent(out, reasoning ? m_compiled.reasoning : last ? m_compiled.last : m_compiled.token, Then::NewPiece);
    m_finish = told;
    m_reasoning = m_closing = false;
}

void StreamWriter::appendTokens(StreamBytes &out, std::uint32_t tokens, std::string_view finish)
{
    if (m_compiled.speaksRoles && m_format.role == RoleMode::WithFirstToken && !m_roleSent)
        appendRole(out, m_format.joinRole ? Then::SamePiece : Then::NewPiece);
    m_finish = finish;
    const bool last = !finish.empty();
    const auto thinking = !m_compiled.reasoningField.empty() && m_produced < ReasoningTokens
        ? std::min(tokens, ReasoningTokens - m_produced)
        : 0;
    if (thinking > 0)
        appendDelta(out, thinking, true, last && thinking == tokens);
    if (thinking < tokens)
        appendDelta(out, tokens - thinking, false, last);
    if (!last || m_compiled.finish.empty())
        return;
    m_text.clear();
    m_ids.clear();
    m_tokens = 0;
    m_closing = !m_subject.includeUsage;
    const bool endsHere = m_compiled.usageEvent.empty() || !m_subject.includeUsage;
    appendEvent(out, m_compiled.finish,
                m_format.joinEnd && !(endsHere && m_format.endAlone) ? Then::SamePiece : Then::NewPiece);
    m_closing = false;
}

void StreamWriter::appendEnd(StreamBytes &out)
{
    if (m_subject.includeUsage && !m_compiled.usageEvent.empty()) {
        m_closing = true;
        appendEvent(out, m_compiled.usageEvent,
                    m_format.joinEnd && !m_format.endAlone ? Then::SamePiece : Then::NewPiece);
        m_closing = false;
    }
    appendDone(out);
}

void StreamWriter::appendDone(StreamBytes &out) const
{
    if (m_format.end.empty())
        return;
    openEvent(out.text);
    out.text += m_format.end;
    out.text += m_compiled.crlf ? "\r\n\r\n" : "\n\n";
}

void StreamWriter::appendComment(StreamBytes &out) const
{
    if (m_format.framing == Framing::Sse)
        out.text += m_compiled.crlf ? ":\r\n\r\n" : ":\n\n";
}

void StreamWriter::appendGarbage(StreamBytes &out) const
{
    openEvent(out.text);
    out.text += R"({"choices":[{"delta":{"content":<half an answer)";
    closeEvent(out.text, false);
}

// ---- errors

void StreamWriter::appendError(StreamBytes &out, std::optional<ErrorShape> shape, int code, std::string_view message)
{
    m_message = shape == ErrorShape::Plain ? std::string(message) : jsonEscaped(message);
    m_code = code;
    if (shape)
        appendShaped(out, *shape);
    else if (!m_compiled.error.empty())
        appendEvent(out, m_compiled.error, Then::NewPiece);
}

void StreamWriter::appendShaped(StreamBytes &out, ErrorShape shape) const
{
    std::string &text = out.text;
    if (shape == ErrorShape::Plain) {
        text += m_message;
        text += m_compiled.crlf ? "\r\n" : "\n";
        return;
    }
    const std::string fields = R"("message":")" + m_message + R"(","type":"internal_error","param":null,"code":)"
        + std::to_string(m_code) + '}';
    openEvent(text);
    switch (shape) {
    case ErrorShape::Object: text += R"({"error":{)" + fields + '}'; break;
    case ErrorShape::Text: text += R"({"error":")" + m_message + R"("})"; break;
    case ErrorShape::Flat: text += R"({"object":"error",)" + fields; break;
    case ErrorShape::Abort:
        appendTemplate(text, m_compiled.common);
        text += R"({"index":0,"delta":{},"finish_reason":{"type":"abort","message":")" + m_message
            + R"(","status_code":)" + std::to_string(m_code) + "}}]}";
        break;
    case ErrorShape::Plain: break;
    }
    closeEvent(text, false);
}

void StreamWriter::appendOverload(StreamBytes &out)
{
    m_message = "The request queue is full.";
    m_code = 503;
    appendEvent(out, m_compiled.overload, Then::NewPiece);
}

void StreamWriter::appendRefusal(StreamBytes &out, int code, std::string_view message)
{
    m_message = jsonEscaped(message);
    m_code = code;
    appendEvent(out, m_compiled.refusal, Then::NewPiece);
}

// ---- in one piece

void StreamWriter::appendWhole(StreamBytes &out, std::uint32_t tokens, std::string_view finish)
{
    openEvent(out.text);
    out.text += wholeAnswer(tokens, finish);
    closeEvent(out.text, false);
}

std::string StreamWriter::wholeAnswer(std::uint32_t tokens, std::string_view finish)
{
    m_finish = finish;
    const bool eos = finish == "stop" && m_format.eos != Eos::Text;
    takeText(tokens, false, eos);
    if (!m_compiled.cumulative) {
        m_all = m_text;
        m_allIds = m_ids;
    }
    m_closing = true;
    std::string out;
    appendTemplate(out, m_compiled.whole);
    return out;
}

} // namespace tokamark::simulator
