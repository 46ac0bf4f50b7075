#include "simulator/streamwriter.h"

#include <algorithm>
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
        m_ids += std::to_string(FirstTokenId + i % TokenIds);
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

void StreamWriter::appendOverload(StreamBytes &out, std::string_view more)
{
    m_message = std::string(m_format.overloadMessage) + jsonEscaped(more);
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
