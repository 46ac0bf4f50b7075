#include "http/tlschannel.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cassert>
#include <limits>

namespace tokamark::http {
namespace {

int clampedSize(std::size_t size)
{
    return static_cast<int>(std::min<std::size_t>(size, std::numeric_limits<int>::max()));
}

bool isAddress(const std::string &host)
{
    ASN1_OCTET_STRING *parsed = a2i_IPADDRESS(host.c_str());
    ASN1_OCTET_STRING_free(parsed);
    return parsed != nullptr;
}

} // namespace

TlsChannel::TlsChannel(const TlsContext &context, const std::string &host)
    : m_session(SSL_new(context.handle()))
{
    SSL *session = m_session.get();
    assert(session != nullptr);
    SSL_set_bio(session, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_set_connect_state(session);
    X509_VERIFY_PARAM *verification = SSL_get0_param(session);
    if (isAddress(host)) {
        // Server names are for names alone (RFC 6066); an address is looked for among the certificate's addresses.
        if (context.verifies())
            X509_VERIFY_PARAM_set1_ip_asc(verification, host.c_str());
        return;
    }
    SSL_ctrl(session, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, const_cast<char *>(host.c_str()));
    if (context.verifies()) {
        X509_VERIFY_PARAM_set_hostflags(verification, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        X509_VERIFY_PARAM_set1_host(verification, host.c_str(), host.size());
    }
}

void TlsChannel::Free::operator()(ssl_st *session) const noexcept
{
    SSL_free(session);
}

void TlsChannel::feed(std::string_view ciphertext)
{
    BIO_write(SSL_get_rbio(m_session.get()), ciphertext.data(), clampedSize(ciphertext.size()));
}

TlsChannel::State TlsChannel::handshake()
{
    if (failed())
        return State::Failed;
    ERR_clear_error();
    const int result = SSL_do_handshake(m_session.get());
    if (result == 1)
        return State::Open;
    noteFailure(result);
    return failed() ? State::Failed : State::Handshaking;
}

std::size_t TlsChannel::read(std::span<char> plaintext)
{
    if (failed())
        return 0;
    ERR_clear_error();
    const int result = SSL_read(m_session.get(), plaintext.data(), clampedSize(plaintext.size()));
    if (result > 0)
        return static_cast<std::size_t>(result);
    noteFailure(result);
    return 0;
}

bool TlsChannel::write(std::string_view plaintext)
{
    while (!plaintext.empty() && !failed()) {
        ERR_clear_error();
        const int result = SSL_write(m_session.get(), plaintext.data(), clampedSize(plaintext.size()));
        if (result <= 0) {
            noteFailure(result);
            return false;
        }
        plaintext.remove_prefix(static_cast<std::size_t>(result));
    }
    return !failed();
}

std::string TlsChannel::takeOutput()
{
    BIO *bio = SSL_get_wbio(m_session.get());
    std::string output(static_cast<std::size_t>(BIO_ctrl_pending(bio)), '\0');
    if (!output.empty())
        BIO_read(bio, output.data(), clampedSize(output.size()));
    return output;
}

void TlsChannel::noteFailure(int result)
{
    const int reason = SSL_get_error(m_session.get(), result);
    if (reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE || reason == SSL_ERROR_ZERO_RETURN)
        return;
    const long verification = SSL_get_verify_result(m_session.get());
    m_error = takeTlsErrors();
    if (verification != X509_V_OK && SSL_get_verify_mode(m_session.get()) != SSL_VERIFY_NONE)
        m_error = X509_verify_cert_error_string(verification);
    if (m_error.empty())
        m_error = "TLS session broken";
}

} // namespace tokamark::http
