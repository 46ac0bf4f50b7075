#pragma once

#include "metrics/limitsearch.h"
#include "plan/level.h"
#include "plan/plan.h"

#include <QString>

namespace tokamark::words {

/// What a search has found, as it stands or in the end: "Between 96 and 100 users." One or two sentences.
[[nodiscard]] QString sentence(const metrics::LimitState &state, plan::LoadKind kind);
/// That an end of it rests on too few requests for its percentiles.
[[nodiscard]] QString fewSamples(double end, plan::LoadKind kind);
/// How far it is, for a line that changes: "64 is good enough, 128 is not, trying 96 users, at most 4 more to measure".
/// Empty once it has ended.
[[nodiscard]] QString progress(const metrics::LimitState &state, plan::LoadKind kind);
/// What it holds a point against: "TTFT p95 ≤ 500 ms, 99 % of requests within the limits".
[[nodiscard]] QString requirements(const plan::Plan &plan);

} // namespace tokamark::words
