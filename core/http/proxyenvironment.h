#pragma once

#include "base/error.h"
#include "http/url.h"

#include <functional>
#include <string>

namespace tokamark::http {

/// Looks a variable up: its value, or empty.
using EnvironmentLookup = std::function<std::string(const char *)>;

/// The process's own environment.
[[nodiscard]] std::string environmentVariable(const char *name);

/// Refuses a URL that the environment would send through a proxy, for a time taken through one says nothing about the
/// server. Loopback and whatever `no_proxy` names are exempt. Error: UnsupportedProxy, naming the variable.
[[nodiscard]] Expected<void> checkProxyEnvironment(const Url &url,
                                                   const EnvironmentLookup &lookup = environmentVariable);

} // namespace tokamark::http
