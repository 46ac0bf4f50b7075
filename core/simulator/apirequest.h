#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace tokamark::simulator {

/// A refusal as an OpenAI-style server puts it.
struct ApiError {
    int status = 400;
    std::string type = "invalid_request_error";
    std::string message;

    /// `{"error":{...}}`
    [[nodiscard]] std::string body() const;
    bool operator==(const ApiError &) const = default;
};

/// What the body of a generation request asks for.
struct ApiRequest {
    std::string model; ///< empty: none named, so the one served
    std::uint32_t promptTokens = 0; ///< about one for four characters; the number itself for a list of token ids
    std::uint64_t promptHash = 0; ///< equal prompts draw equal natural lengths
    std::uint32_t maxTokens = 0; ///< 0: none named
    std::uint32_t minTokens = 0;
    bool ignoreEos = false;
    bool stream = false;
    bool includeUsage = false;
    bool continuousUsage = false;

    bool operator==(const ApiRequest &) const = default;
};

/// Reads the body of `/v1/chat/completions` (`chat`) or `/v1/completions`. Never trusts it.
[[nodiscard]] tl::expected<ApiRequest, ApiError> parseApiRequest(std::string_view body, bool chat);

} // namespace tokamark::simulator
