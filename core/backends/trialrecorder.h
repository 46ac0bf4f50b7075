#pragma once

#include "backends/trial.h"
#include "http/connection.h"
#include "http/exchange.h"
#include "http/secretmask.h"
#include "load/streamreader.h"
#include "protocol/eventframer.h"

namespace tokamark::backends {

/// Listens to one exchange and keeps all of it: every read, every event, and the record that a run would have made.
///
/// Lives on the thread that runs the event loop; owned by `performTrial`.
class TrialRecorder final : public http::ExchangeListener {
public:
    /// Nothing that the mask knows stays in the result.
    TrialRecorder(const protocol::StreamProtocol &protocol, http::SecretMask secrets);

    /// The connection that will call; it must outlive `settle`.
    void attach(const http::Connection &connection) { m_connection = &connection; }
    /// Ends the exchange for us if a time limit has passed.
    void tick(Instant now, const plan::Limits &limits);
    [[nodiscard]] bool isOver() const noexcept { return m_over; }
    /// Completes the record; to be called once, while the connection is still there.
    void settle(Instant now);
    [[nodiscard]] TrialResult takeResult() { return std::move(m_result); }

    void responseBegun(const http::ResponseHead &head, const http::ReadStamp &stamp) override;
    void chunkBegun(std::uint64_t sizeBytes, const http::ReadStamp &stamp) override;
    http::Wish bodyReceived(std::string_view bytes, const http::ReadStamp &stamp) override;
    void exchangeEnded(const http::ExchangeEnd &end) override;

private:
    [[nodiscard]] bool isStream() const noexcept;
    void keepRead(std::string_view bytes, const http::ReadStamp &stamp);
    void keepEvent(std::string_view payload);
    void endWith(metrics::Outcome outcome, const char *text, Instant at);
    void judge(Instant at, bool bodyWhole);
    void readRefusal();
    void computeTimes();
    void hideSecrets();

    const protocol::StreamProtocol &m_protocol;
    http::SecretMask m_secrets;
    const http::Connection *m_connection = nullptr;
    load::StreamReader m_reader;
    protocol::EventFramer m_framer; ///< beside the reader's own: events are shown, not only counted
    protocol::DecodeState m_state;
    TrialResult m_result;
    http::ExchangeEnd m_end;
    std::uint64_t m_lastRead = 0;
    std::string m_objection; ///< what the head says against the answer
    std::size_t m_bytesKept = 0;
    bool m_ended = false; ///< the exchange came to its own end
    bool m_timedOut = false;
    bool m_over = false;
};

} // namespace tokamark::backends
