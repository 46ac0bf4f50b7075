#include "plan/requirementtext.h"

#include "plan/level.h"
#include "plan/plannames.h"

#include <charconv>

namespace tokamark::plan {
namespace {

/// As short as it can be: "500", "2.5".
std::string number(double value)
{
    return numberText({LoadKind::Open, value});
}

std::string statisticPart(double percentile)
{
    return percentile > 0 ? "_p" + number(percentile) : "_mean";
}

std::string withoutSpaces(std::string_view text)
{
    std::string dense;
    for (const char c : text) {
        if (c != ' ' && c != '\t')
            dense += c;
    }
    return dense;
}

std::optional<double> milliseconds(std::string_view text)
{
    if (text.ends_with("ms"))
        text.remove_suffix(2);
    double value = 0;
    const char *const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end || !(value > 0))
        return std::nullopt;
    return value;
}

} // namespace

std::string statisticName(const Requirement &requirement)
{
    return std::string(enumText(requirement.metric, SloNames)) + statisticPart(requirement.percentile);
}

std::string requirementText(const Requirement &requirement)
{
    return statisticName(requirement) + " <= " + number(requirement.limitMs);
}

std::string goalText(const Plan &plan)
{
    if (!plan.search)
        return {};
    std::string text;
    for (const Requirement &requirement : plan.search->requirements)
        text += (text.empty() ? "" : "; ") + requirementText(requirement) + " ms";
    for (const Slo &slo : plan.slos) {
        const bool isFirst = &slo == &plan.slos.front();
        if (isFirst)
            text += (text.empty() ? "" : "; ") + number(plan.search->sharePct) + " % of requests:";
        text += (isFirst ? " " : ", ") + std::string(enumText(slo.metric, SloNames)) + " <= " + number(slo.limitMs)
            + " ms";
    }
    return text;
}

std::optional<Requirement> parseRequirement(std::string_view text)
{
    const std::string dense = withoutSpaces(text);
    const std::size_t sign = dense.find_first_of("<:");
    if (sign == std::string::npos)
        return std::nullopt;
    const std::size_t number = dense.compare(sign, 2, "<=") == 0 ? sign + 2 : sign + 1;
    const auto limit = milliseconds(std::string_view(dense).substr(number));
    if (!limit)
        return std::nullopt;
    const std::string_view name = std::string_view(dense).substr(0, sign);
    for (const auto &metric : SloNames) {
        Requirement requirement{metric.value, 0, *limit};
        if (name == statisticName(requirement))
            return requirement;
        for (const double percentile : KeptPercentiles) {
            requirement.percentile = percentile;
            if (name == statisticName(requirement))
                return requirement;
        }
    }
    return std::nullopt;
}

} // namespace tokamark::plan
