#include "cli/gate.h"

#include <charconv>
#include <cmath>

namespace tokamark::cli {
namespace {

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

} // namespace

bool Gate::isMetBy(const metrics::Difference &difference) const
{
    if (difference.metric != metric)
        return false;
    if (difference.changePct)
        return sense == Sense::Above ? *difference.changePct > percent : *difference.changePct < percent;
    // Without a distance, as where failures have reached a percentile or a rate is zero, it still rose or fell.
    return sense == Sense::Above ? difference.b > difference.a : difference.b < difference.a;
}

bool Gate::canBeHeldAgainst(const metrics::Difference &difference) const
{
    return difference.metric == metric && (difference.changePct || difference.a != difference.b);
}

std::optional<Gate> parseGate(const std::string &text)
{
    const std::size_t sign = text.find_first_of("<>");
    if (sign == std::string::npos)
        return std::nullopt;
    const auto metric = metrics::metricByName(trimmed(std::string_view(text).substr(0, sign)));
    std::string_view number = trimmed(std::string_view(text).substr(sign + 1));
    if (!metric || !number.ends_with('%'))
        return std::nullopt;
    number = trimmed(number.substr(0, number.size() - 1));
    if (number.starts_with('+'))
        number.remove_prefix(1);
    Gate gate{*metric, text[sign] == '>' ? Gate::Sense::Above : Gate::Sense::Below, 0, text};
    const char *const end = number.data() + number.size();
    const auto parsed = std::from_chars(number.data(), end, gate.percent);
    if (number.empty() || parsed.ec != std::errc() || parsed.ptr != end || !std::isfinite(gate.percent))
        return std::nullopt;
    return gate;
}

std::string gateFault(const std::string &text)
{
    const std::string_view figure = trimmed(std::string_view(text).substr(0, text.find_first_of("<>")));
    if (metrics::metricByName(figure))
        return "'" + text + "' is not of the form ttft_p95>+5%";
    std::string list;
    for (const metrics::Metric metric : metrics::allMetrics())
        list += std::string(list.empty() ? "" : ", ") + metrics::name(metric);
    return "'" + text + "' is not of the form ttft_p95>+5%; the figures are " + list;
}

} // namespace tokamark::cli
