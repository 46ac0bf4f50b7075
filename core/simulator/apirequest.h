#pragma once

#include "simulator/dialects/dialect.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace tokamark::simulator {

/// Why a request is not served; the dialect has the words for it.
struct ApiError {
    Complaint complaint = Complaint::Invalid;
    std::string message;

    bool operator==(const ApiError &) const = default;
};

/// What the body of a generation request asks for.
struct ApiRequest {
    std::string model; ///< empty: none named, so the one served
    std::uint32_t promptTokens = 0; ///< about one for four characters; the number itself for a list of token ids
    std::uint64_t promptHash = 0; ///< equal prompts draw equal natural lengths
    std::vector<std::uint64_t> promptBlocks; ///< a hash of the prompt up to the end of each block (see PrefixCache)
    std::uint32_t maxTokens = 0; ///< 0: none named
    std::uint32_t minTokens = 0;
    bool ignoreEos = false;
    bool stream = false;
    bool includeUsage = false;
    bool continuousUsage = false;
    bool incomplete = false; ///< lacks an input, and the server does not say so
    std::array<bool, 2> extras = {}; ///< asked for `$x`, `$y`

    bool operator==(const ApiRequest &) const = default;
};

/// What a server of that kind may not understand, but a simulated one can be made to.
enum class ExactLength : std::uint8_t { AsServer, PlainIgnoreEos };

/// Reads the body of a request to `endpoint`. Never trusts it.
[[nodiscard]] tl::expected<ApiRequest, ApiError> parseApiRequest(std::string_view body, const Endpoint &endpoint,
                                                                 ExactLength exact = ExactLength::AsServer);

/// How many tokens a text of that many characters is taken for.
[[nodiscard]] std::uint32_t tokensFor(std::size_t characters) noexcept;

} // namespace tokamark::simulator
