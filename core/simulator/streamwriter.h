#pragma once

#include "base/clock.h"
#include "simulator/dialects/dialect.h"
#include "simulator/quirks.h"
#include "simulator/wiretemplate.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokamark::simulator {

/// A stream's format with its texts taken apart and the quirks laid over it. Made once per endpoint of a target.
struct CompiledFormat {
    CompiledFormat(const StreamFormat &asSeen, const Quirks &quirks, std::string_view serverVersion);

    StreamFormat format; ///< with the quirks that change a rule
    std::string_view version;
    WireTemplate common, roleEvent, token, reasoning, last, finish, usageEvent, counts, runningCounts, timings, closing,
        error, overload, refusal, whole;
    std::array<WireTemplate, 2> extrasOn;
    std::array<WireTemplate, 2> extrasOff;
    bool speaksRoles = false;
    bool cumulative = false; ///< some event repeats the text or the ids from the beginning
    // what of a quirk no rule can say
    bool trailingSpace = false;
    bool spaceAfterColon = true;
    bool crlf = false;
    bool multiByteText = false;
    std::uint32_t emptyTextEvery = 0; ///< every so many token events have no text; 0: none
    std::string reasoningField = {}; ///< not empty: the first tokens are reasoning
};

/// What one stream is about: all that its events repeat.
struct StreamSubject {
    std::uint64_t number = 1;
    std::string model = {};
    std::string asked = {}; ///< empty: the request named none
    std::int64_t createdUnix = 0;
    std::uint32_t promptTokens = 0;
    bool includeUsage = false;
    bool continuousUsage = false;
    std::array<bool, 2> extras = {};
};

/// What has happened to a request so far, on the server's clock; zero: has not.
struct StreamTimes {
    Instant received = {};
    Instant started = {}; ///< got its place
    Instant firstToken = {};
    Instant now = {};
    Duration load = {}; ///< waited for the model
    std::uint32_t cachedTokens = 0; ///< of the prompt, that were not read again
};

/// Bytes behind the HTTP framing, and where one piece of the body ends and the next begins.
struct StreamBytes {
    std::string text;
    std::vector<std::size_t> breaks;

    void clear()
    {
        text.clear();
        breaks.clear();
    }
};

/// Writes the events of one stream. Appends to a buffer of the caller and allocates nothing per token once that buffer
/// has grown (unless every event repeats the whole text). Owned by one request; single-threaded.
class StreamWriter {
public:
    StreamWriter(const CompiledFormat &compiled, StreamSubject subject);

    /// For the events that tell times; kept up to date by the owner.
    void setTimes(const StreamTimes &times) noexcept { m_times = times; }

    /// The event with the role alone, where there is one at this place.
    void appendRoleBeforePrefill(StreamBytes &out);
    /// The event for `tokens` more tokens. `finish` is "stop" or "length" with the last ones; the reason rides along or
    /// follows in an event of its own, in the words of the format.
    void appendTokens(StreamBytes &out, std::uint32_t tokens, std::string_view finish);
    /// What follows the last token: the usage, if it was asked for, and the end mark.
    void appendEnd(StreamBytes &out);
    void appendDone(StreamBytes &out) const;
    void appendComment(StreamBytes &out) const;
    void appendGarbage(StreamBytes &out) const;
    /// In the given shape, or in the server's own.
    void appendError(StreamBytes &out, std::optional<ErrorShape> shape, int code, std::string_view message);
    /// `more` stands behind the server's own words.
    void appendOverload(StreamBytes &out, std::string_view more = {});
    void appendRefusal(StreamBytes &out, int code, std::string_view message);

    [[nodiscard]] std::uint32_t produced() const noexcept { return m_produced; }
    /// The answer of `tokens` tokens to a request that wants no stream.
    [[nodiscard]] std::string wholeAnswer(std::uint32_t tokens, std::string_view finish);
    /// The same as the one event of a stream.
    void appendWhole(StreamBytes &out, std::uint32_t tokens, std::string_view finish);

private:
    enum class Then : std::uint8_t { NewPiece, SamePiece };

    void appendEvent(StreamBytes &out, const WireTemplate &event, Then then);
    void openEvent(std::string &out) const;
    void closeEvent(std::string &out, bool roleEvent) const;
    void appendTemplate(std::string &out, const WireTemplate &text) const;
    void appendSlot(std::string &out, Slot slot) const;
    void appendCountSlot(std::string &out, Slot slot) const;
    void appendTimeSlot(std::string &out, Slot slot) const;
    void appendExtra(std::string &out, std::size_t which) const;
    void appendUsage(std::string &out) const;
    void appendFinish(std::string &out) const;
    void appendRole(StreamBytes &out, Then then);
    void appendDelta(StreamBytes &out, std::uint32_t tokens, bool reasoning, bool last);
    void takeText(std::uint32_t tokens, bool silent, bool eos);
    void appendShaped(StreamBytes &out, ErrorShape shape) const;
    [[nodiscard]] std::uint32_t countedTokens() const;
    [[nodiscard]] std::string_view reason() const;

    const CompiledFormat &m_compiled;
    const StreamFormat &m_format;
    StreamSubject m_subject;
    StreamTimes m_times;
    std::string m_model; ///< escaped
    std::string m_text; ///< of the event being written
    std::string m_ids;
    std::string m_all;
    std::string m_allIds;
    std::string m_message;
    std::string_view m_finish;
    int m_code = 0;
    std::uint32_t m_tokens = 0; ///< in the event being written
    std::uint32_t m_produced = 0;
    std::uint32_t m_events = 0;
    bool m_reasoning = false; ///< the event being written is
    bool m_roleSent = false;
    bool m_roleAlone = false; ///< a role event is being made of a token event
    bool m_closing = false; ///< the event being written is the last JSON one
};

/// `text` inside the quotes of a JSON string.
[[nodiscard]] std::string jsonEscaped(std::string_view text);

} // namespace tokamark::simulator
