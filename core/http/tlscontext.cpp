#include "http/tlscontext.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>

namespace tokamark::http {

TlsContext::TlsContext(bool verifies)
    : m_context(SSL_CTX_new(TLS_client_method()))
    , m_verifies(verifies)
{
}

TlsContext::~TlsContext() = default;

void TlsContext::Free::operator()(ssl_ctx_st *context) const noexcept
{
    SSL_CTX_free(context);
}

Expected<std::unique_ptr<TlsContext>> TlsContext::make(const TlsOptions &options)
{
    std::unique_ptr<TlsContext> made(new TlsContext(!options.insecure));
    SSL_CTX *context = made->handle();
    if (context == nullptr)
        return fail(ErrorCode::TlsFailed, "OpenSSL", takeTlsErrors());
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_verify(context, options.insecure ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, nullptr);
    // A server that closes without close_notify is judged by HTTP's own framing, like a plain one.
    SSL_CTX_set_options(context, SSL_OP_IGNORE_UNEXPECTED_EOF);
    // Buffers of idle connections are given back.
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE);
    if (options.insecure)
        return made;
    const int loaded = options.caFile.empty() ? SSL_CTX_set_default_verify_paths(context)
                                              : SSL_CTX_load_verify_file(context, options.caFile.c_str());
    if (loaded != 1)
        return fail(ErrorCode::TlsFailed, options.caFile.empty() ? "system CA store" : options.caFile, takeTlsErrors());
    return made;
}

std::string takeTlsErrors()
{
    std::string text;
    while (const unsigned long code = ERR_get_error()) {
        std::array<char, 256> line{};
        ERR_error_string_n(code, line.data(), line.size());
        if (!text.empty())
            text += "; ";
        text += line.data();
    }
    return text;
}

} // namespace tokamark::http
