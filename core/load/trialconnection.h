#pragma once

#include "base/error.h"
#include "http/connection.h"

#include <stop_token>

namespace tokamark::load {

/// Opens and closes one connection, TLS session included, so that a target that cannot be reached is one error and not
/// a thousand failed requests. Puts the address that answered first into `settings`. Blocks, no longer than `timeout`
/// and not past a stop. Errors: ConnectRefused, ConnectTimedOut, Unreachable, TlsFailed, Interrupted.
[[nodiscard]] Expected<void> tryConnection(http::ConnectionSettings &settings, Duration timeout,
                                           const std::stop_token &stop);

} // namespace tokamark::load
