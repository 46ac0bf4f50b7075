#include "simulator/prefixcache.h"

#include <algorithm>

namespace tokamark::simulator {

std::uint32_t PrefixCache::take(std::span<const std::uint64_t> blocks, std::uint32_t promptTokens)
{
    const std::size_t most = promptTokens == 0 ? 0 : (promptTokens - 1) / PrefixBlockTokens;
    std::size_t found = 0;
    while (found < blocks.size() && m_places.contains(blocks[found]))
        ++found;
    for (const std::uint64_t block : blocks) {
        if (const auto place = m_places.find(block); place != m_places.end()) {
            m_order.splice(m_order.begin(), m_order, place->second);
        } else {
            m_order.push_front(block);
            m_places.emplace(block, m_order.begin());
        }
    }
    while (m_order.size() > m_capacity) {
        m_places.erase(m_order.back());
        m_order.pop_back();
    }
    return static_cast<std::uint32_t>(std::min(found, most)) * PrefixBlockTokens;
}

} // namespace tokamark::simulator
