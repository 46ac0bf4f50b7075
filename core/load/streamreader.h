#pragma once

#include "http/exchange.h"
#include "metrics/requestrecord.h"
#include "protocol/eventframer.h"
#include "protocol/streamprotocol.h"

#include <string_view>

namespace tokamark::load {

/// Turns the body of one response into the instants and counts of its record: framing, decoding, and the rules about
/// which event is the first token and which the last.
///
/// One per user, restarted for every request, on the worker's thread. Allocates nothing per token but the record's
/// timeline.
class StreamReader final {
public:
    explicit StreamReader(const protocol::StreamProtocol &protocol);

    /// `record` must stay where it is until `settle`. `requestBytes`: length of the request's body, which the server may
    /// repeat.
    void start(metrics::RequestRecord &record, std::size_t requestBytes = 0);
    /// `sentAt` is the origin of the timeline.
    void answerBegun(Instant sentAt);
    [[nodiscard]] http::Wish read(std::string_view body, const http::ReadStamp &stamp);
    /// The body is over: decides what the stream was and completes counts and instants. `bodyWhole`: no fault cut it.
    void settle(Instant endAt, bool bodyWhole);

    [[nodiscard]] bool sawEvent() const noexcept { return happened(m_record->at.firstEvent); }
    [[nodiscard]] bool isOver() const noexcept { return m_over; } ///< the end marker came, or a failure
    /// Tokens of the events so far, one for an event that does not say how many.
    [[nodiscard]] std::uint64_t tokensSoFar() const noexcept { return m_tokensSoFar; }
    /// Reads that brought token events, and those of them that brought several.
    [[nodiscard]] std::uint64_t tokenReads() const noexcept { return m_tokenReads; }
    [[nodiscard]] std::uint64_t severalEventReads() const noexcept { return m_severalEventReads; }

private:
    void takeEvent(std::string_view payload, const http::ReadStamp &stamp);
    void takeToken(const protocol::EventFacts &facts, const http::ReadStamp &stamp);
    void takeUsage(const protocol::Usage &usage);
    void takeServerTimes(const metrics::ServerTimes &times);
    void failStream(metrics::Outcome outcome, std::string_view text);
    [[nodiscard]] bool saidNothing() const;
    void settleCounts();
    [[nodiscard]] Instant unseenEnd(bool counted) const;

    const protocol::StreamProtocol &m_protocol;
    protocol::EventFramer m_framer;
    protocol::DecodeState m_state;
    protocol::Usage m_usage;
    metrics::RequestRecord *m_record = nullptr;
    Instant m_finishAt; ///< the event with the finish reason
    Instant m_endAt; ///< the end marker
    Instant m_textlessAt; ///< the last event without text before the finish event
    std::uint64_t m_textless = 0; ///< how many there were
    bool m_finishIsTextless = false;
    std::uint64_t m_tokensSoFar = 0;
    std::uint64_t m_tokenReads = 0;
    std::uint64_t m_severalEventReads = 0;
    std::uint64_t m_firstTokenRead = 0;
    std::uint64_t m_lastTokenRead = 0;
    http::ReadStamp m_lastRead;
    bool m_readIsShared = false; ///< the last read with a token brought more than one event
    bool m_over = false;
    bool m_everyEventTold = true; ///< every token event said how many tokens it held
};

} // namespace tokamark::load
