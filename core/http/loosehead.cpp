#include "http/loosehead.h"

#include <algorithm>

namespace tokamark::http {
namespace {

constexpr std::string_view Protocol = "HTTP/1.";
constexpr std::size_t StatusEnd = sizeof("HTTP/1.1 200") - 1;
/// A first line that does not end here is none.
constexpr std::size_t LongestLine = 4096;

bool mayBecomeAnswer(std::string_view bytes) noexcept
{
    return bytes.substr(0, Protocol.size()) == Protocol.substr(0, std::min(Protocol.size(), bytes.size()));
}

std::string_view withoutReturn(std::string_view line) noexcept
{
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

/// All lines up to the empty one, as they should have been sent.
LooseHead mend(std::string_view bytes)
{
    LooseHead head{LooseHead::Form::Loose, 0, {}};
    std::string_view line;
    do {
        const std::size_t end = bytes.find('\n', head.size);
        if (end == std::string_view::npos)
            return {LooseHead::Form::Unfinished, 0, {}};
        line = withoutReturn(bytes.substr(head.size, end - head.size));
        head.mended += line;
        if (head.size == 0 && line.size() == StatusEnd)
            head.mended += ' ';
        head.mended += "\r\n";
        head.size = end + 1;
    } while (!line.empty());
    return head;
}

} // namespace

LooseHead readLooseHead(std::string_view bytes)
{
    if (!mayBecomeAnswer(bytes))
        return {};
    const std::size_t end = bytes.find('\n');
    if (end == std::string_view::npos)
        return {bytes.size() < LongestLine ? LooseHead::Form::Unfinished : LooseHead::Form::Strict, 0, {}};
    const std::string_view line = bytes.substr(0, end);
    const bool strict = line.ends_with('\r') && withoutReturn(line).size() != StatusEnd;
    return strict ? LooseHead() : mend(bytes);
}

} // namespace tokamark::http
