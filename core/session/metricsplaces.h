#pragma once

#include "base/error.h"
#include "load/cellspec.h"
#include "monitor/monitorspec.h"
#include "plan/plan.h"

#include <string>
#include <string_view>
#include <vector>

namespace tokamark::session {

/// Where a target's server and GPUs can be asked beside a measurement: what the plan says, else what is known of this
/// kind of server. `endpoint` is where the requests go, with the key; `pageKeys` has those of pages that the plan gives
/// a key of their own, in their order. Error: BadUrl for one that the plan gives.
[[nodiscard]] Expected<monitor::MonitorSpec> metricsPlaces(const plan::Target &target, const load::Endpoint &endpoint,
                                                           std::string_view kind,
                                                           std::vector<std::string> pageKeys = {});

} // namespace tokamark::session
