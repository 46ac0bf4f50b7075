#pragma once

#include "http/tlscontext.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace tokamark::http {

/// One TLS session over memory, so that the socket and its receive stamps stay ours. Ciphertext goes in and out as
/// bytes; nothing here waits. Used by one thread, owned by a connection.
class TlsChannel final {
public:
    enum class State { Handshaking, Open, Failed };

    /// `host` is sent as server name and checked against the certificate, where the context verifies.
    TlsChannel(const TlsContext &context, const std::string &host);

    /// Takes ciphertext as it was read from the socket.
    void feed(std::string_view ciphertext);
    /// Goes on with the handshake as far as the bytes allow.
    State handshake();
    /// Plaintext that is complete so far; 0: no more for now, or the session ended (`failed` tells).
    [[nodiscard]] std::size_t read(std::span<char> plaintext);
    /// Encrypts the whole text. False: the session broke.
    [[nodiscard]] bool write(std::string_view plaintext);
    /// Ciphertext that waits to be sent; empties it.
    [[nodiscard]] std::string takeOutput();

    [[nodiscard]] bool failed() const noexcept { return !m_error.empty(); }
    [[nodiscard]] const std::string &error() const noexcept { return m_error; }

private:
    struct Free {
        void operator()(ssl_st *session) const noexcept;
    };
    void noteFailure(int result);

    std::unique_ptr<ssl_st, Free> m_session;
    std::string m_error;
};

} // namespace tokamark::http
