#include "base/seededrandom.h"

#include <cmath>
#include <numbers>

namespace tokamark {

SeededRandom::SeededRandom(std::initializer_list<std::uint64_t> parts) noexcept
{
    for (const std::uint64_t part : parts)
        m_state = next() ^ part;
}

std::uint64_t SeededRandom::next() noexcept
{
    m_state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = m_state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

std::uint64_t SeededRandom::below(std::uint64_t limit) noexcept
{
    // The bias of the remainder is below 2^-40 for the small limits used here.
    return next() % limit;
}

double SeededRandom::unit() noexcept
{
    return (static_cast<double>(next() >> 11) + 0.5) * 0x1p-53;
}

double SeededRandom::normal() noexcept
{
    const double radius = std::sqrt(-2 * std::log(unit()));
    return radius * std::cos(2 * std::numbers::pi * unit());
}

} // namespace tokamark
