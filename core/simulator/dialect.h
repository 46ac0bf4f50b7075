#pragma once

#include "simulator/quirks.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tokamark::simulator {

/// What one stream is about: all that its events repeat.
struct StreamSubject {
    bool chat = true;
    std::string id; ///< as the events say it, prefix included
    std::string model;
    std::int64_t createdUnix = 0;
    std::uint32_t promptTokens = 0;
    bool includeUsage = false;
    bool continuousUsage = false;
};

/// Writes the events of one OpenAI stream as the bytes after the HTTP framing. Appends to a buffer of the caller and
/// allocates nothing per token once that buffer has grown. Owned by one request; single-threaded.
class StreamDialect {
public:
    StreamDialect(DialectOptions options, StreamSubject subject);

    /// The event with the role alone, where the dialect has one at this place.
    void appendRoleBeforePrefill(std::string &out);
    /// The event for `tokens` more tokens. `finish` not empty: they are the last; the finish reason rides along or
    /// follows in an event of its own, as the dialect has it.
    void appendTokens(std::string &out, std::uint32_t tokens, std::string_view finish);
    /// What follows the last token: the usage, if it was asked for, and the end mark.
    void appendEnd(std::string &out) const;
    void appendDone(std::string &out) const;
    void appendComment(std::string &out) const;
    void appendGarbage(std::string &out) const;
    void appendError(std::string &out, ErrorShape shape, int code, std::string_view message) const;

    [[nodiscard]] std::uint32_t produced() const noexcept { return m_produced; }
    /// The answer of `tokens` tokens to a request that wants no stream.
    [[nodiscard]] std::string wholeAnswer(std::uint32_t tokens, std::string_view finish);

private:
    void appendUsageObject(std::string &out) const;
    void appendEventStart(std::string &out) const;
    void appendEventEnd(std::string &out, bool roleEvent) const;
    void appendChunkHead(std::string &out) const;
    void appendChunkTail(std::string &out) const;
    void appendRoleEvent(std::string &out);
    void appendText(std::string &out, std::uint32_t from, std::uint32_t tokens) const;
    void appendDelta(std::string &out, std::uint32_t tokens, bool reasoning, std::string_view finish);
    void appendFinish(std::string &out, std::string_view finish) const;

    DialectOptions m_options;
    StreamSubject m_subject;
    std::string m_head; ///< what every chunk begins with, up to its choices
    std::uint32_t m_produced = 0;
    std::uint32_t m_events = 0;
    bool m_roleSent = false;
};

/// `text` inside the quotes of a JSON string.
[[nodiscard]] std::string jsonEscaped(std::string_view text);

} // namespace tokamark::simulator
