#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tokamark::simulator {

/// What stands in the place of a `$name` in the text of an event.
enum class Slot : std::uint8_t {
    None, ///< literal text alone
    Unknown, ///< a name that is none: a fault of the dialect's file
    // parts of the same format, put in as they are
    Head, ///< `$head`: what the events of a stream begin with
    Counts, ///< `$counts`: the object of the token counts
    Timings, ///< `$timings`
    Closing, ///< `$closing`: on the last JSON event only, whichever that is
    X, ///< `$x`: what the request may ask for
    Y, ///< `$y`: the same, once more
    Usage, ///< `$usage`: the counts with comma and key, null, zeros or nothing, as the request has it
    // of the request
    Id,
    Created,
    Model, ///< `$model`: the one served
    Asked, ///< `$asked`: as the request has it, with quotes, or null
    Prompt, ///< `$prompt`: its tokens
    Cached, ///< `$cached`: of the prompt's tokens, those that were in the cache
    Evaluated, ///< `$evaluated`: the others
    Version,
    // of the event
    Role, ///< `$role`: key and value with a comma, where every delta has them
    Field, ///< `$field`: content, or the name that reasoning goes by
    Text,
    All, ///< `$all`: the text from the beginning
    Ids, ///< `$ids`: of this event's tokens
    AllIds,
    Tokens, ///< `$tokens`: in this event
    Out, ///< `$out`: tokens so far
    Total, ///< `$total`: with those of the prompt
    Index, ///< `$index`: of the event, from 1
    Finish, ///< `$finish`: with quotes, or null
    Reason, ///< `$reason`: without quotes
    Message,
    Code,
    // times
    Iso, ///< `$iso`: now, in words
    QueueSeconds,
    TtftSeconds,
    ElapsedSeconds,
    PromptMs,
    PromptPerTokenMs,
    PromptPerSecond,
    DecodeMs,
    DecodePerTokenMs,
    DecodePerSecond,
    TotalNs,
    LoadNs,
    PromptNs,
    DecodeNs, ///< `$decodens`: with comma and key, left out when zero
    ReceivedUnix, ///< `$receivedunix`: seconds since 1970
    StartedUnix,
    FirstUnix,
    NowUnix,
    ReceivedNs, ///< `$receivedns`: on the server's own clock
    StartedNs,
    FirstNs,
    LastNs,
};

/// A text with `$name` in it, taken apart once so that writing it costs no search. Immutable; the text outlives it.
class WireTemplate {
public:
    struct Part {
        std::string_view literal; ///< stands before the slot
        Slot slot = Slot::None;
    };

    WireTemplate() = default;
    explicit WireTemplate(std::string_view text);

    [[nodiscard]] std::span<const Part> parts() const noexcept { return m_parts; }
    [[nodiscard]] bool empty() const noexcept { return m_parts.empty(); }
    [[nodiscard]] bool uses(Slot slot) const noexcept;

private:
    std::vector<Part> m_parts;
};

/// Where the next `$name` in `text` is and how long it is with its dollar; length 0: there is none.
struct NameSpan {
    std::size_t at = 0;
    std::size_t length = 0;
};
[[nodiscard]] NameSpan nextName(std::string_view text) noexcept;

} // namespace tokamark::simulator
