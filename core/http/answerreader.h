#pragma once

#include "http/exchange.h"
#include "http/responseparser.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tokamark::http {

/// Takes the answer of one exchange after the other out of the reads of a connection: hands it to the listener, and
/// keeps what the listener wishes and what is wrong with the bytes until the read is settled.
///
/// Lives on the thread of its event loop, owned by a connection.
class AnswerReader final : private ResponseHandler {
public:
    /// `stamp`: of the read being parsed; the connection's, and set by it before each.
    AnswerReader(ExchangeListener &listener, const ReadStamp &stamp);
    AnswerReader(const AnswerReader &) = delete;
    AnswerReader &operator=(const AnswerReader &) = delete;

    /// An answer is awaited from here on.
    void begin();
    /// The exchange is over: bytes that come now were not asked for.
    void end();
    /// Forgets the bytes of a connection that is gone.
    void forget();

    /// Puts the bytes that the parser wants to see again in front of those to be read. Their number.
    [[nodiscard]] std::size_t putCarriedFirst(std::span<char> buffer) const;
    /// `bytes`: those carried and the new ones. `firstByte` is that of the answer behind an interim one.
    void parse(std::string_view bytes, Instant &firstByte);
    /// The connection has ended. False: inside the answer.
    [[nodiscard]] bool parseEnd();
    /// What the connection found wrong with the bytes itself.
    void refuse(Fault fault, std::string text);

    /// All of the answer has come.
    [[nodiscard]] bool isDone() const { return m_isAwaited && m_parser->is_done(); }
    [[nodiscard]] bool keepsAlive() const { return m_parser->keep_alive(); }
    [[nodiscard]] bool isToClose() const noexcept { return m_wish == Wish::Close; }
    [[nodiscard]] Fault fault() const noexcept { return m_fault; }
    [[nodiscard]] std::string takeFaultText() { return std::move(m_faultText); }
    /// The stream has said that it is over; its message may end until then. Zero: it has not.
    [[nodiscard]] Instant lingerUntil() const noexcept { return m_lingerUntil; }
    [[nodiscard]] bool isLingering() const noexcept { return happened(m_lingerUntil); }
    /// After which this server closes the connection when it is idle, where it told that.
    [[nodiscard]] std::optional<Duration> idleLimit() const noexcept { return m_idleLimit; }

private:
    [[nodiscard]] bool putStart(std::string_view &bytes);
    [[nodiscard]] bool put(std::string_view &bytes);
    void carry(std::string_view bytes);
    void headParsed(const ResponseHead &head) override;
    void chunkBegun(std::uint64_t sizeBytes) override;
    void bodyParsed(std::string_view bytes) override;

    ExchangeListener &m_listener;
    const ReadStamp &m_stamp;
    std::optional<ResponseParser> m_parser;
    std::string m_carried; ///< bytes the parser wants to see again
    std::string m_faultText;
    Instant m_lingerUntil;
    std::optional<Duration> m_idleLimit;
    Fault m_fault = Fault::None;
    Wish m_wish = Wish::GoOn;
    bool m_isAwaited = false;
    bool m_isAtStart = false; ///< the parser has seen nothing of the answer
};

} // namespace tokamark::http
