#include "workload/prompttext.h"

#include "workload/wordlist.h"

#include <algorithm>
#include <cmath>

namespace tokamark::workload {

std::uint32_t wordsForTokens(std::uint32_t tokens) noexcept
{
    return std::max(1u, static_cast<std::uint32_t>(std::lround(tokens / TokensPerWord)));
}

std::string randomWords(std::uint32_t count, SeededRandom &random)
{
    const auto words = wordList();
    std::string text;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (i > 0)
            text += ' ';
        text += words[random.below(words.size())];
    }
    return text;
}

std::string uniqueStart(const UniqueSalt &salt, std::uint32_t index, std::uint32_t words)
{
    SeededRandom random{salt.planSeed,         salt.target,  salt.level, salt.repetition,
                        salt.warmup ? 1u : 0u, salt.attempt, index};
    return randomWords(words, random);
}

std::string sharedStart(const UniqueSalt &salt, std::uint32_t prefix, std::uint32_t words)
{
    // Told apart from the unique starts, which have an index in this place.
    constexpr std::uint64_t Shared = std::uint64_t{1} << 32;
    SeededRandom random{salt.planSeed, salt.target, salt.level, salt.repetition, 0, salt.attempt, Shared + prefix};
    return randomWords(words, random);
}

} // namespace tokamark::workload
