#include "simulator/dialect.h"

#include <algorithm>
#include <array>
#include <charconv>
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

void appendNumber(std::string &out, std::uint64_t value)
{
    std::array<char, 20> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(digits.data(), end);
}

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

StreamDialect::StreamDialect(DialectOptions options, StreamSubject subject)
    : m_options(std::move(options))
    , m_subject(std::move(subject))
{
    m_head = R"({"id":")" + jsonEscaped(m_subject.id) + R"(","object":")"
        + (m_subject.chat ? "chat.completion.chunk" : "text_completion") + R"(","created":)"
        + std::to_string(m_subject.createdUnix) + R"(,"model":")" + jsonEscaped(m_subject.model) + R"(","choices":[)";
}

void StreamDialect::appendEventStart(std::string &out) const
{
    out += m_options.spaceAfterColon ? "data: " : "data:";
}

void StreamDialect::appendEventEnd(std::string &out, bool roleEvent) const
{
    if (m_options.trailingSpace || (roleEvent && m_options.roleTrailingSpace))
        out += ' ';
    out += m_options.crlf ? "\r\n\r\n" : "\n\n";
}

void StreamDialect::appendChunkHead(std::string &out) const
{
    appendEventStart(out);
    out += m_head;
}

void StreamDialect::appendUsageObject(std::string &out) const
{
    out += R"({"prompt_tokens":)";
    appendNumber(out, m_subject.promptTokens);
    out += R"(,"total_tokens":)";
    appendNumber(out, std::uint64_t{m_subject.promptTokens} + m_produced);
    out += R"(,"completion_tokens":)";
    appendNumber(out, m_produced);
    if (!m_options.reasoningField.empty()) {
        out += R"(,"completion_tokens_details":{"reasoning_tokens":)";
        appendNumber(out, std::min(m_produced, m_options.reasoningTokens));
        out += '}';
    }
    out += '}';
}

void StreamDialect::appendChunkTail(std::string &out) const
{
    if (m_subject.continuousUsage) {
        out += R"(,"usage":)";
        appendUsageObject(out);
    } else if (m_options.usage == UsageMode::Null) {
        out += R"(,"usage":null)";
    } else if (m_options.usage == UsageMode::Zero) {
        out += R"(,"usage":{"prompt_tokens":0,"total_tokens":0,"completion_tokens":0})";
    }
    out += '}';
}

void StreamDialect::appendFinish(std::string &out, std::string_view finish) const
{
    out += R"(,"finish_reason":)";
    if (finish.empty()) {
        out += m_options.emptyFinish ? R"("")" : "null";
    } else {
        out += '"';
        out += finish;
        out += '"';
    }
}

void StreamDialect::appendRoleEvent(std::string &out)
{
    appendChunkHead(out);
    out += m_options.roleContent ? R"({"index":0,"delta":{"role":"assistant","content":""})"
                                 : R"({"index":0,"delta":{"role":"assistant"})";
    appendFinish(out, {});
    out += "}]";
    appendChunkTail(out);
    appendEventEnd(out, true);
    m_roleSent = true;
}

void StreamDialect::appendRoleBeforePrefill(std::string &out)
{
    if (m_subject.chat && m_options.role == RoleMode::First && !m_roleSent)
        appendRoleEvent(out);
}

void StreamDialect::appendText(std::string &out, std::uint32_t from, std::uint32_t tokens) const
{
    for (std::uint32_t i = from; i < from + tokens; ++i)
        out += m_options.multiByteText ? MultiByteWords[i % MultiByteWords.size()] : Words[i % Words.size()];
}

std::string StreamDialect::wholeAnswer(std::uint32_t tokens, std::string_view finish)
{
    std::string out = R"({"id":")" + jsonEscaped(m_subject.id) + R"(","object":")"
        + (m_subject.chat ? "chat.completion" : "text_completion") + R"(","created":)"
        + std::to_string(m_subject.createdUnix) + R"(,"model":")" + jsonEscaped(m_subject.model)
        + R"(","choices":[{"index":0,)"
        + (m_subject.chat ? R"("message":{"role":"assistant","content":")" : R"("text":")");
    appendText(out, 0, tokens);
    out += m_subject.chat ? R"("})" : R"(")";
    appendFinish(out, finish);
    out += R"(}],"usage":)";
    m_produced = tokens;
    appendUsageObject(out);
    out += '}';
    return out;
}

void StreamDialect::appendDelta(std::string &out, std::uint32_t tokens, bool reasoning, std::string_view finish)
{
    ++m_events;
    const bool silent = m_options.emptyTextEvery != 0 && m_events % m_options.emptyTextEvery == 0;
    const auto from = m_produced;
    m_produced += tokens;
    appendChunkHead(out);
    out += R"({"index":0,)";
    if (m_subject.chat) {
        out += R"("delta":{)";
        if (m_options.role == RoleMode::EveryDelta)
            out += R"("role":"assistant",)";
        out += '"';
        out += reasoning ? std::string_view(m_options.reasoningField) : std::string_view("content");
        out += R"(":")";
    } else {
        out += R"("text":")";
    }
    if (!silent)
        appendText(out, from, tokens);
    out += m_subject.chat ? R"("})" : R"(")";
    appendFinish(out, finish);
    out += "}]";
    appendChunkTail(out);
    appendEventEnd(out, false);
}

void StreamDialect::appendTokens(std::string &out, std::uint32_t tokens, std::string_view finish)
{
    if (m_subject.chat && m_options.role == RoleMode::WithFirstToken && !m_roleSent)
        appendRoleEvent(out);
    const auto inLast = m_options.separateFinish ? std::string_view() : finish;
    const bool reasons = m_subject.chat && !m_options.reasoningField.empty();
    const auto thinking = reasons && m_produced < m_options.reasoningTokens
        ? std::min(tokens, m_options.reasoningTokens - m_produced)
        : 0;
    if (thinking > 0)
        appendDelta(out, thinking, true, thinking == tokens ? inLast : std::string_view());
    if (thinking < tokens)
        appendDelta(out, tokens - thinking, false, inLast);
    if (finish.empty() || !m_options.separateFinish)
        return;
    appendChunkHead(out);
    if (!m_subject.chat)
        out += R"({"index":0,"text":"")";
    else if (m_options.role == RoleMode::EveryDelta)
        out += R"({"index":0,"delta":{"role":"assistant","content":""})";
    else
        out += R"({"index":0,"delta":{})";
    appendFinish(out, finish);
    out += "}]";
    appendChunkTail(out);
    appendEventEnd(out, false);
}

void StreamDialect::appendEnd(std::string &out) const
{
    if (m_subject.includeUsage) {
        appendChunkHead(out);
        out += R"(],"usage":)";
        appendUsageObject(out);
        out += '}';
        appendEventEnd(out, false);
    }
    appendDone(out);
}

void StreamDialect::appendDone(std::string &out) const
{
    appendEventStart(out);
    out += "[DONE]";
    out += m_options.crlf ? "\r\n\r\n" : "\n\n";
}

void StreamDialect::appendComment(std::string &out) const
{
    out += m_options.crlf ? ":\r\n\r\n" : ":\n\n";
}

void StreamDialect::appendGarbage(std::string &out) const
{
    appendEventStart(out);
    out += R"({"choices":[{"delta":{"content":<half an answer)";
    appendEventEnd(out, false);
}

void StreamDialect::appendError(std::string &out, ErrorShape shape, int code, std::string_view message) const
{
    const auto text = jsonEscaped(message);
    const auto number = std::to_string(code);
    if (shape == ErrorShape::Plain) {
        out += message;
        out += m_options.crlf ? "\r\n" : "\n";
        return;
    }
    appendEventStart(out);
    switch (shape) {
    case ErrorShape::Object:
        out += R"({"error":{"message":")" + text + R"(","type":"internal_error","param":null,"code":)" + number + "}}";
        break;
    case ErrorShape::Text: out += R"({"error":")" + text + R"("})"; break;
    case ErrorShape::Flat:
        out += R"({"object":"error","message":")" + text + R"(","type":"internal_error","param":null,"code":)" + number
            + "}";
        break;
    case ErrorShape::Abort:
        out += m_head + R"({"index":0,"delta":{},"finish_reason":{"type":"abort","message":")" + text
            + R"(","status_code":)" + number + "}}]}";
        break;
    case ErrorShape::Plain: break;
    }
    appendEventEnd(out, false);
}

} // namespace tokamark::simulator
