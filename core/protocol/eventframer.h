#pragma once

#include "protocol/streamprotocol.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace tokamark::protocol {

/// Cuts the body of one response into events, however the bytes were split on the way: the payloads of server-sent
/// events, the lines of NDJSON, or the pieces of a raw body as they come.
///
/// One per request, used by the worker that reads it. An event that lies within one read is handed on as a view into
/// that read, without a copy; only what is cut by a read's end is kept, and given back once the event is complete, so
/// an idle stream holds no buffer.
class EventFramer {
public:
    /// A longer event is an attack or a mistake, unless it repeats the request. This much lets a server send the whole
    /// answer so far, text and ids, with every token of a long one, and still bounds what thousands of streams can hold.
    static constexpr std::size_t MaxEventBytes = 1u << 20;
    /// Some servers repeat the prompt in the last event (llama.cpp as text, Ollama as ids). Escapes make a text up to three
    /// times as long, and ids are longer than most of the words they stand for.
    static constexpr std::size_t BytesPerRequestByte = 4;

    explicit EventFramer(Framing framing = Framing::Sse) noexcept
        : m_framing(framing)
    {
    }

    /// Takes the next bytes of the body and calls `onEvent(std::string_view payload)` for each event they complete.
    /// The view is valid during the call only. Comments and events without data give no call.
    /// False: an event is longer than `reset` allows; the framer is of no more use then.
    template <class OnEvent> [[nodiscard]] bool feed(std::string_view bytes, OnEvent &&onEvent)
    {
        return feedTo(bytes, sinkOf(onEvent));
    }

    /// The body has ended in the normal way: hands on what stands there without its last line end. Such an event may be
    /// cut short, so one that cannot be decoded means "truncated" rather than "malformed".
    template <class OnEvent> void finish(OnEvent &&onEvent) { finishTo(sinkOf(onEvent)); }

    /// During a call of `onEvent`: the name of the event is "error". What such an event holds is no part of an answer,
    /// whatever its form. No other name means anything in the streams of these servers.
    [[nodiscard]] bool isErrorEvent() const noexcept { return m_isErrorEvent; }

    /// Ready for the body of another response. Its events may have MaxEventBytes, and BytesPerRequestByte more for each
    /// of the `requestBytes` that were sent.
    void reset(std::size_t requestBytes = 0) noexcept;

    /// The first line of a body of server-sent events that is none of theirs: what somebody says in plain words. Cut to
    /// StrayBytes; kept until `reset`.
    [[nodiscard]] std::string_view strayLine() const noexcept { return m_stray; }
    static constexpr std::size_t StrayBytes = 300;

    /// Bytes on the heap, for tests of the memory bound.
    [[nodiscard]] std::size_t heldBytes() const noexcept;

private:
    struct Sink {
        void *context;
        void (*call)(void *context, std::string_view payload);
    };

    template <class OnEvent> static Sink sinkOf(OnEvent &onEvent) noexcept
    {
        using Callable = std::remove_const_t<OnEvent>;
        return {const_cast<Callable *>(&onEvent),
                [](void *context, std::string_view payload) { (*static_cast<OnEvent *>(context))(payload); }};
    }

    bool feedTo(std::string_view bytes, Sink sink);
    void finishTo(Sink sink);
    bool feedSse(std::string_view bytes, Sink sink);
    bool feedLines(std::string_view bytes, Sink sink);
    [[nodiscard]] std::string_view withoutByteOrderMark(std::string_view bytes);
    void noteField(std::string_view line);
    void sseLine(std::string_view line, std::string_view &pending, Sink sink);
    void keepStray(std::string_view line);
    void dispatch(std::string_view &pending, Sink sink);
    void joinData(std::string_view value);
    [[nodiscard]] bool keep(std::string_view rest);

    std::string m_line; ///< start of a line whose end has not come yet
    std::string m_stray;
    std::string m_data; ///< data lines of an event whose blank line has not come yet
    std::size_t m_maxEventBytes = MaxEventBytes;
    Framing m_framing;
    std::uint8_t m_bomBytes = 0; ///< of a byte order mark seen at the very start; 3: past it
    bool m_hasData = false; ///< `m_data` holds a data line, maybe an empty one
    bool m_isErrorEvent = false; ///< of the event whose blank line has not come yet
    bool m_skipLineFeed = false; ///< the last read ended in CR: a LF that follows belongs to it
};

} // namespace tokamark::protocol
