#include "session/refusedpages.h"

#include "plan/metricspage.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace tokamark::session {
namespace {

/// In the place of what `urlWithoutSecrets` left out of a stored URL.
constexpr std::string_view Hidden = "...";

std::string hostIn(std::string_view url)
{
    if (const std::size_t mark = url.find("://"); mark != std::string_view::npos)
        url.remove_prefix(mark + 3);
    // A query may hold an '@', and so may a password all the marks that end a host; then nothing is said.
    const std::size_t end = url.find_first_of("/?#");
    const std::size_t at = url.rfind('@');
    if (at != std::string_view::npos && at > end)
        return {};
    const std::string_view host = url.substr(at == std::string_view::npos ? 0 : at + 1, end - (at + 1));
    return host == Hidden ? std::string() : std::string(host);
}

std::optional<RefusedPage> refusedPage(const plan::Target &target, const std::string &text)
{
    const std::string url = plan::metricsPageOf(text).url;
    const auto parts = splitUrl(url);
    if (parts && parts->host == Hidden)
        return RefusedPage{target.name, {}, UrlFault::UserInformation};
    if (parts || (parts.error() != UrlFault::Query && parts.error() != UrlFault::UserInformation))
        return std::nullopt;
    return RefusedPage{target.name, hostIn(url), parts.error()};
}

} // namespace

std::vector<RefusedPage> leaveOutRefusedPages(plan::Plan &plan)
{
    std::vector<RefusedPage> all;
    for (plan::Target &target : plan.targets) {
        const auto isRefused = [&](const std::string &url) {
            const auto page = refusedPage(target, url);
            if (page)
                all.push_back(*page);
            return page.has_value();
        };
        if (std::erase_if(target.metricsUrls, isRefused) > 0 && target.metricsUrls.empty())
            target.metricsUrls = {std::string(plan::MetricsOff)};
        if (isRefused(target.gpuMetricsUrl))
            target.gpuMetricsUrl.clear();
    }
    return all;
}

} // namespace tokamark::session
