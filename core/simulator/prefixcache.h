#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <span>
#include <unordered_map>

namespace tokamark::simulator {

/// Tokens of a prompt that are kept, found and forgotten together.
inline constexpr std::uint32_t PrefixBlockTokens = 16;

/// The beginnings of prompts that a server still has the KV cache of, in whole blocks; what was not used for longest
/// goes first. Blocks are told apart by a hash over the prompt up to their end. Owned by a target; single-threaded.
class PrefixCache {
public:
    explicit PrefixCache(std::uint64_t capacityTokens)
        : m_capacity(static_cast<std::size_t>(capacityTokens / PrefixBlockTokens))
    {
    }

    /// How many tokens at the beginning of a prompt are here; from now on, all of its blocks are. The last token is
    /// never taken from here, for a server has to read something to go on from it.
    [[nodiscard]] std::uint32_t take(std::span<const std::uint64_t> blocks, std::uint32_t promptTokens);

private:
    std::size_t m_capacity; ///< blocks
    std::list<std::uint64_t> m_order; ///< the one used last comes first
    std::unordered_map<std::uint64_t, std::list<std::uint64_t>::iterator> m_places;
};

} // namespace tokamark::simulator
