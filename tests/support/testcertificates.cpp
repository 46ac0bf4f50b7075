#include "support/testcertificates.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include <unistd.h>

namespace tokamark::support {
namespace {

constexpr long SecondsPerDay = 24L * 60 * 60;

struct KeyFree {
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};
struct CertificateFree {
    void operator()(X509 *certificate) const { X509_free(certificate); }
};
using Key = std::unique_ptr<EVP_PKEY, KeyFree>;
using Certificate = std::unique_ptr<X509, CertificateFree>;

void require(bool good, const char *what)
{
    if (!good)
        throw std::runtime_error(what);
}

Key makeKey()
{
    Key key(EVP_EC_gen("P-256"));
    require(key != nullptr, "key");
    return key;
}

void addExtension(X509 *certificate, X509 *issuer, int nid, const std::string &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    require(extension != nullptr, "extension");
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Certificate blankCertificate(const std::string &name, EVP_PKEY *key, long serial, int daysFrom, int daysTo)
{
    Certificate certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), daysFrom * SecondsPerDay);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), daysTo * SecondsPerDay);
    X509_set_pubkey(certificate.get(), key);
    const auto *text = reinterpret_cast<const unsigned char *>(name.c_str());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC, text, -1, -1, 0);
    return certificate;
}

std::string writePem(X509 *certificate)
{
    std::string path = (std::filesystem::temp_directory_path() / "tokamark-test-ca-XXXXXX").string();
    const int file = ::mkstemp(path.data());
    require(file >= 0, "temporary file");
    BIO *out = BIO_new_fd(file, BIO_CLOSE);
    const bool written = PEM_write_bio_X509(out, certificate) == 1;
    BIO_free(out);
    require(written, "write certificate");
    return path;
}

bool isAddress(const std::string &name)
{
    ASN1_OCTET_STRING *address = a2i_IPADDRESS(name.c_str());
    ASN1_OCTET_STRING_free(address);
    return address != nullptr;
}

} // namespace

TestCertificates::TestCertificates(const std::string &name, int daysFrom, int daysTo)
    : m_context(SSL_CTX_new(TLS_server_method()))
{
    const Key caKey = makeKey();
    const Certificate ca = blankCertificate("Tokamark test authority", caKey.get(), 1, -1, 30);
    X509_set_issuer_name(ca.get(), X509_get_subject_name(ca.get()));
    addExtension(ca.get(), ca.get(), NID_basic_constraints, "critical,CA:TRUE");
    addExtension(ca.get(), ca.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    addExtension(ca.get(), ca.get(), NID_subject_key_identifier, "hash");
    require(X509_sign(ca.get(), caKey.get(), EVP_sha256()) > 0, "sign authority");

    const Key key = makeKey();
    const Certificate server = blankCertificate(name, key.get(), 2, daysFrom, daysTo);
    X509_set_issuer_name(server.get(), X509_get_subject_name(ca.get()));
    addExtension(server.get(), ca.get(), NID_subject_alt_name, (isAddress(name) ? "IP:" : "DNS:") + name);
    addExtension(server.get(), ca.get(), NID_authority_key_identifier, "keyid");
    require(X509_sign(server.get(), caKey.get(), EVP_sha256()) > 0, "sign certificate");

    require(SSL_CTX_use_certificate(m_context.get(), server.get()) == 1, "use certificate");
    require(SSL_CTX_use_PrivateKey(m_context.get(), key.get()) == 1, "use key");
    m_caFile = writePem(ca.get());
}

TestCertificates::~TestCertificates()
{
    std::error_code ignored;
    std::filesystem::remove(m_caFile, ignored);
}

void TestCertificates::Free::operator()(ssl_ctx_st *context) const noexcept
{
    SSL_CTX_free(context);
}

} // namespace tokamark::support
