#pragma once

#include "http/requesthead.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tokamark::http {

/// Knows the secrets that requests to one server carry, and takes them out of what the server says: some repeat a key in
/// a refusal, or wherever they tell what they were asked. Texts from servers are stored, shown and exported only
/// through it.
///
/// Immutable; any thread.
class SecretMask final {
public:
    /// What stands in place of a secret.
    static constexpr std::string_view Stars = "***";

    SecretMask() = default;
    /// `more`: what is secret in requests beside their headers.
    explicit SecretMask(std::span<const Header> headers, std::span<const std::string> more = {});

    [[nodiscard]] bool isEmpty() const noexcept { return m_secrets.empty(); }
    [[nodiscard]] std::string masked(std::string text) const;
    /// Of a text whose end was cut off, and with it perhaps half of a secret.
    [[nodiscard]] std::string maskedCut(std::string text) const;
    /// A text that came in pieces, any of which may end inside a secret. The pieces stay as many as they were.
    void maskPieces(std::span<std::string *const> pieces) const;

private:
    void add(std::string_view value);

    std::vector<std::string> m_secrets; ///< in every form in which they may come back, the longest first
};

} // namespace tokamark::http
