#include "simulator/wiretemplate.h"

#include <algorithm>
#include <array>

namespace tokamark::simulator {
namespace {

struct Name {
    std::string_view text;
    Slot slot;
};

constexpr std::array Names{
    Name{"head", Slot::Head},
    Name{"counts", Slot::Counts},
    Name{"timings", Slot::Timings},
    Name{"closing", Slot::Closing},
    Name{"x", Slot::X},
    Name{"y", Slot::Y},
    Name{"usage", Slot::Usage},
    Name{"id", Slot::Id},
    Name{"created", Slot::Created},
    Name{"model", Slot::Model},
    Name{"asked", Slot::Asked},
    Name{"prompt", Slot::Prompt},
    Name{"cached", Slot::Cached},
    Name{"evaluated", Slot::Evaluated},
    Name{"version", Slot::Version},
    Name{"role", Slot::Role},
    Name{"field", Slot::Field},
    Name{"text", Slot::Text},
    Name{"all", Slot::All},
    Name{"ids", Slot::Ids},
    Name{"allids", Slot::AllIds},
    Name{"tokens", Slot::Tokens},
    Name{"out", Slot::Out},
    Name{"total", Slot::Total},
    Name{"index", Slot::Index},
    Name{"finish", Slot::Finish},
    Name{"reason", Slot::Reason},
    Name{"message", Slot::Message},
    Name{"code", Slot::Code},
    Name{"iso", Slot::Iso},
    Name{"queueseconds", Slot::QueueSeconds},
    Name{"ttftseconds", Slot::TtftSeconds},
    Name{"elapsedseconds", Slot::ElapsedSeconds},
    Name{"promptms", Slot::PromptMs},
    Name{"promptpertokenms", Slot::PromptPerTokenMs},
    Name{"promptpersecond", Slot::PromptPerSecond},
    Name{"decodems", Slot::DecodeMs},
    Name{"decodepertokenms", Slot::DecodePerTokenMs},
    Name{"decodepersecond", Slot::DecodePerSecond},
    Name{"totalns", Slot::TotalNs},
    Name{"loadns", Slot::LoadNs},
    Name{"promptns", Slot::PromptNs},
    Name{"decodens", Slot::DecodeNs},
    Name{"receivedunix", Slot::ReceivedUnix},
    Name{"startedunix", Slot::StartedUnix},
    Name{"firstunix", Slot::FirstUnix},
    Name{"nowunix", Slot::NowUnix},
    Name{"receivedns", Slot::ReceivedNs},
    Name{"startedns", Slot::StartedNs},
    Name{"firstns", Slot::FirstNs},
    Name{"lastns", Slot::LastNs},
};

constexpr bool isNameLetter(char c)
{
    return c >= 'a' && c <= 'z';
}

} // namespace

NameSpan nextName(std::string_view text) noexcept
{
    for (auto at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
        auto end = at + 1;
        while (end < text.size() && isNameLetter(text[end]))
            ++end;
        if (end > at + 1)
            return {at, end - at};
    }
    return {text.size(), 0};
}

WireTemplate::WireTemplate(std::string_view text)
{
    while (!text.empty()) {
        const auto [at, length] = nextName(text);
        Part part{text.substr(0, at)};
        if (length > 0) {
            const auto *const found = std::ranges::find(Names, text.substr(at + 1, length - 1), &Name::text);
            part.slot = found == Names.end() ? Slot::Unknown : found->slot;
        }
        m_parts.push_back(part);
        text.remove_prefix(at + length);
    }
}

bool WireTemplate::uses(Slot slot) const noexcept
{
    return std::ranges::find(m_parts, slot, &Part::slot) != m_parts.end();
}

} // namespace tokamark::simulator
