#pragma once

#include "plan/plan.h"

#include <optional>
#include <string>
#include <string_view>

namespace tokamark::plan {

/// The statistic's name in files and scripts: "ttft_p95", "tpot_mean".
[[nodiscard]] std::string statisticName(const Requirement &requirement);
/// The form that plans have: "ttft_p95 <= 500".
[[nodiscard]] std::string requirementText(const Requirement &requirement);
/// All that a plan's search holds a point against: "ttft_p95 <= 500 ms; 99 % of requests: ttft <= 500 ms, tpot <= 50 ms".
/// Empty without a search.
[[nodiscard]] std::string goalText(const Plan &plan);
/// Reads "ttft_p95 <= 500"; "<" and ":" stand for the same, spaces do not matter, "ms" may follow. Empty if it is not
/// of that form.
[[nodiscard]] std::optional<Requirement> parseRequirement(std::string_view text);

} // namespace tokamark::plan
