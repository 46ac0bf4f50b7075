#pragma once

#include <memory>
#include <string>

struct ssl_ctx_st;

namespace tokamark::support {

/// A certificate authority made on the spot and a server certificate signed by it, so that no key lies in the tree.
class TestCertificates final {
public:
    /// `name`: the DNS name or address that the server's certificate is good for. Valid from `daysFrom` to `daysTo`
    /// relative to today.
    explicit TestCertificates(const std::string &name, int daysFrom = -1, int daysTo = 30);
    ~TestCertificates();
    TestCertificates(const TestCertificates &) = delete;
    TestCertificates &operator=(const TestCertificates &) = delete;

    /// For a server. Owned by this object.
    [[nodiscard]] ssl_ctx_st *serverContext() const noexcept { return m_context.get(); }
    /// A PEM file with the authority's certificate; removed with this object.
    [[nodiscard]] const std::string &caFile() const noexcept { return m_caFile; }

private:
    struct Free {
        void operator()(ssl_ctx_st *context) const noexcept;
    };
    std::unique_ptr<ssl_ctx_st, Free> m_context;
    std::string m_caFile;
};

} // namespace tokamark::support
