#pragma once

#include "metrics/cellfigures.h"
#include "metrics/limitsearch.h"
#include "metrics/verdict.h"
#include "plan/plan.h"

#include <optional>
#include <span>

namespace tokamark::metrics {

/// The figure that a requirement is held against, in milliseconds; +infinity where failures reach it, empty without
/// samples.
[[nodiscard]] std::optional<double> valueOf(const CellFigures &figures, const plan::Requirement &requirement);

/// Whether a measurement keeps what the search of a plan asks for. What its verdicts say comes first: where requests
/// failed or piled up no load is good enough, and where the client was the limit, or the figures are in doubt for
/// another reason, a measurement is no answer.
[[nodiscard]] LimitVote voteOf(const CellFigures &figures, std::span<const Verdict> verdicts,
                               const plan::Search &search);

} // namespace tokamark::metrics
