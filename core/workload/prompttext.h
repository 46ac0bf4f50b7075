#pragma once

#include "base/seededrandom.h"
#include "workload/promptsource.h"

#include <cstdint>
#include <string>

namespace tokamark::workload {

/// Tokens of a word, as is usual for English. Nominal: only the server's usage says how many its tokenizer makes.
inline constexpr double TokensPerWord = 1.3;

/// Words for this many tokens, at that rate.
[[nodiscard]] std::uint32_t wordsForTokens(std::uint32_t tokens) noexcept;

/// `count` words from the list, separated by spaces.
[[nodiscard]] std::string randomWords(std::uint32_t count, SeededRandom &random);

/// The number of words that make a prompt unique.
inline constexpr std::uint32_t UniqueWords = 6;

/// Words that no other cell and no other prompt begins with, to stand at the very start: prefix caches compare from the
/// start, so everything behind differs for them too.
[[nodiscard]] std::string uniqueStart(const UniqueSalt &salt, std::uint32_t index, std::uint32_t words = UniqueWords);

/// The first words of one of the texts that prompts of a cell have in common. Fewer words are the beginning of more, and
/// no other cell has the same. Warm-up shares it with the window that it warms the cache for.
[[nodiscard]] std::string sharedStart(const UniqueSalt &salt, std::uint32_t prefix, std::uint32_t words);

} // namespace tokamark::workload
