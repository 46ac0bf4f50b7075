#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "http/url.h"

#include <boost/asio/ip/tcp.hpp>

#include <stop_token>
#include <vector>

namespace tokamark::http {

using Address = boost::asio::ip::tcp::endpoint;

/// Every address of the URL's host, in the system's order. Blocks the calling thread, but no longer than `timeout` and
/// not past a stop. Errors: ResolveFailed, TimedOut, Interrupted.
[[nodiscard]] Expected<std::vector<Address>> resolve(const Url &url, Duration timeout, std::stop_token stop);

} // namespace tokamark::http
