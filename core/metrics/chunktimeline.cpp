#include "metrics/chunktimeline.h"

#include <algorithm>
#include <utility>

namespace tokamark::metrics {
namespace {

constexpr std::uint64_t SameReadFlag = 1;
constexpr std::uint64_t OneTokenFlag = 2;

void putVarint(std::vector<std::uint8_t> &out, std::uint64_t value)
{
    while (value >= 0x80) {
        out.push_back(static_cast<std::uint8_t>(value | 0x80));
        value >>= 7;
    }
    out.push_back(static_cast<std::uint8_t>(value));
}

/// Reads one number and moves `position` behind it; false at the end of the bytes or in a number that is too long.
bool takeVarint(std::span<const std::uint8_t> bytes, std::size_t &position, std::uint64_t &value)
{
    value = 0;
    for (unsigned shift = 0; shift < 64 && position < bytes.size(); shift += 7) {
        const std::uint8_t byte = bytes[position++];
        value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0)
            return true;
    }
    return false;
}

std::vector<Chunk> decode(Instant origin, std::span<const std::uint8_t> bytes, std::size_t expected)
{
    std::vector<Chunk> chunks;
    chunks.reserve(expected);
    std::size_t position = 0;
    Instant at = origin;
    std::uint64_t head = 0;
    while (takeVarint(bytes, position, head)) {
        std::uint64_t tokens = 1;
        if ((head & OneTokenFlag) == 0 && !takeVarint(bytes, position, tokens))
            break;
        at += Duration(static_cast<Duration::rep>(head >> 2));
        chunks.push_back({at, static_cast<std::uint32_t>(tokens), (head & SameReadFlag) != 0});
    }
    return chunks;
}

} // namespace

ChunkTimeline::ChunkTimeline(Instant origin, std::vector<std::uint8_t> encoded)
    : m_origin(origin)
    , m_last(origin)
    , m_bytes(std::move(encoded))
{
    const std::vector<Chunk> known = decode(m_origin, m_bytes, 0);
    m_size = static_cast<std::uint32_t>(known.size());
    if (!known.empty())
        m_last = known.back().at;
}

void ChunkTimeline::start(Instant origin)
{
    m_origin = origin;
    m_last = origin;
    m_size = 0;
    m_bytes.clear();
}

void ChunkTimeline::append(Instant at, std::uint32_t tokens, bool sameRead)
{
    at = std::max(at, m_last);
    const auto gap = static_cast<std::uint64_t>((at - m_last).count());
    putVarint(m_bytes, (gap << 2) | (tokens == 1 ? OneTokenFlag : 0) | (sameRead ? SameReadFlag : 0));
    if (tokens != 1)
        putVarint(m_bytes, tokens);
    m_last = at;
    ++m_size;
}

std::vector<Chunk> ChunkTimeline::chunks() const
{
    return decode(m_origin, m_bytes, m_size);
}

} // namespace tokamark::metrics
