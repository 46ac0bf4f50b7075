#pragma once

#include "base/error.h"

#include <memory>
#include <string>

struct ssl_ctx_st;
struct ssl_st;

namespace tokamark::http {

/// How the server of a connection is verified.
struct TlsOptions {
    std::string caFile; ///< PEM file to trust instead of the system's store; empty: the system's store
    bool insecure = false; ///< no verification at all
};

/// What all TLS connections of a cell share: trust store and protocol choices. Immutable, any thread; owned by the
/// cell and outlives its channels.
class TlsContext final {
public:
    /// Error: TlsFailed (a CA file that cannot be used).
    [[nodiscard]] static Expected<std::unique_ptr<TlsContext>> make(const TlsOptions &options);
    ~TlsContext();
    TlsContext(const TlsContext &) = delete;
    TlsContext &operator=(const TlsContext &) = delete;

    [[nodiscard]] ssl_ctx_st *handle() const noexcept { return m_context.get(); }
    [[nodiscard]] bool verifies() const noexcept { return m_verifies; }

private:
    struct Free {
        void operator()(ssl_ctx_st *context) const noexcept;
    };
    explicit TlsContext(bool verifies);

    std::unique_ptr<ssl_ctx_st, Free> m_context;
    bool m_verifies = true;
};

/// What OpenSSL's error queue of this thread says, emptied; "" if nothing.
[[nodiscard]] std::string takeTlsErrors();

} // namespace tokamark::http
