#pragma once

#include "backends/httpprobe.h"
#include "base/error.h"
#include "http/url.h"
#include "profiles/detection.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tokamark::backends {

/// What answered at one port.
struct FoundServer {
    http::Url url;
    Expected<profiles::Detection> detection; ///< an error: somebody is there, but not to be recognised or not ready
};

/// Asks at all these ports of a host at once, and waits for the answers. Ports where nobody listens are left out.
/// Needs a QCoreApplication. Errors: those of `http::parseUrl`.
[[nodiscard]] Expected<std::vector<FoundServer>>
detectAtPorts(const std::string &host, std::span<const std::uint16_t> ports, const ProbeOptions &options);

} // namespace tokamark::backends
