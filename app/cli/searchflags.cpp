#include "cli/searchflags.h"

#include "plan/requirementtext.h"

#include <algorithm>
#include <charconv>

namespace tokamark::cli {
namespace {

/// "99%"
std::optional<double> parseShare(const std::string &text)
{
    double share = 0;
    const char *const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, share);
    if (read.ec != std::errc() || read.ptr != end - 1 || *read.ptr != '%')
        return std::nullopt;
    return share;
}

} // namespace

void SearchFlags::addTo(CLI::App &options, const std::string &group)
{
    const auto check = [this](const std::vector<std::string> &texts) {
        for (const std::string &text : texts) {
            if (!plan::parseRequirement(text) && !parseShare(text))
                throw CLI::ValidationError(
                    "--find-limit",
                    "'" + text
                        + "' is neither like ttft_p95:500 or 'ttft_p95<=500', in milliseconds, nor "
                          "the share of requests that must meet --goodput, like 99%");
        }
        m_texts = texts;
    };
    options
        .add_option_function<std::vector<std::string>>(
            "--find-limit", check,
            "Search for the largest load that keeps this: ttft_p95:500 tpot_mean:50, and 99% of requests within "
            "--goodput; --max-concurrency or --request-rate then give the highest load, or the lowest and the highest "
            "(default: users, 1,1024)")
        ->type_name("METRIC:MS|SHARE%")
        ->group(group);
    options
        .add_option("--limit-precision", m_precisionPct,
                    "How near the two ends of the answer are to lie, in percent (default: 5, and never under one user)")
        ->check(CLI::Range(0.001, 100.0))
        ->type_name("PCT")
        ->group(group);
}

Expected<plan::Search> SearchFlags::search(std::span<const double> loads) const
{
    plan::Search search;
    for (const std::string &text : m_texts) {
        if (const auto requirement = plan::parseRequirement(text))
            search.requirements.push_back(*requirement);
        else if (const auto share = parseShare(text))
            search.sharePct = *share;
    }
    if (loads.size() > 2)
        return fail(ErrorCode::BadUsage, "--find-limit",
                    "give the highest load, or the lowest and the highest: --max-concurrency 1,256");
    if (!loads.empty())
        search.highest = loads.back();
    // The lowest that nobody gave must not refuse a rate below one.
    search.lowest = loads.size() == 2 ? loads.front() : std::min(search.lowest, search.highest);
    if (m_precisionPct)
        search.precisionPct = *m_precisionPct;
    return search;
}

} // namespace tokamark::cli
