#pragma once

#include "base/error.h"
#include "load/cellspec.h"
#include "monitor/monitorspec.h"
#include "plan/plan.h"

#include <string_view>

namespace tokamark::session {

/// Where a target's server and GPUs can be asked beside a measurement: what the plan says, else what is known of this
/// kind of server. `endpoint` is where the requests go, with the key. Error: BadUrl for one that the plan gives.
[[nodiscard]] Expected<monitor::MonitorSpec> metricsPlaces(const plan::Target &target, const load::Endpoint &endpoint,
                                                           std::string_view kind);

} // namespace tokamark::session
