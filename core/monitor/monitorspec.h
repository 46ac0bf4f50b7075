#pragma once

#include "base/clock.h"
#include "http/url.h"
#include "plan/plan.h"
#include "profiles/metricname.h"
#include "telemetry/nvml.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tokamark::monitor {

/// Where the server and the GPUs of one target can be asked, and how.
struct MonitorSpec {
    std::vector<http::Url> servers; ///< metrics pages, one for each replica; empty: the server is not asked
    std::vector<std::string> keys; ///< of the pages in these places; empty: none of its own
    std::span<const profiles::MetricName> names; ///< what stands on them
    bool onlyAtEnds = false; ///< asking is work for the server: before and after a cell, never during it
    http::Url home; ///< where the requests go
    std::vector<std::pair<std::string, std::string>> headers; ///< of the requests; the key may be among them
    plan::TlsChoice tls;
    std::optional<http::Url> gpuExporter; ///< DCGM; it never gets the headers
    bool localGpus = false; ///< the server runs on this host, so its GPUs can be read here
    std::string gpuLibrary = telemetry::Nvml::DriverLibrary;
    Duration interval = std::chrono::seconds(1);
    Duration timeout = std::chrono::seconds(3); ///< of each question
    Duration settling = std::chrono::milliseconds(250); ///< between the questions that follow the last request

    /// Whether a page of a server gets the headers: one of the host that gets them with each request, and over TLS if
    /// those go over TLS.
    [[nodiscard]] bool getsHeaders(const http::Url &page) const noexcept
    {
        return page.host == home.host && (page.tls || !home.tls);
    }
    /// What goes with each question to the page of a server in this place. A key of its own stands alone: the headers of
    /// the requests are for their host.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> headersOf(std::size_t place) const
    {
        if (place < keys.size() && !keys[place].empty())
            return {{"Authorization", "Bearer " + keys[place]}};
        return getsHeaders(servers.at(place)) ? headers : decltype(headers)();
    }
    [[nodiscard]] bool hasAnything() const noexcept { return !servers.empty() || gpuExporter || localGpus; }
};

} // namespace tokamark::monitor
