#pragma once

#include "metrics/judgefindings.h"
#include "metrics/selfchecks.h"
#include "metrics/summarise.h"

#include <span>

namespace tokamark::metrics {

/// What the server cannot do, so that nobody takes it for what it did badly.
void judgeServer(const VerdictInput &input, JudgeFindings &findings);
/// Whether its prefix cache held more than the plan asks for.
void judgeCache(const VerdictInput &input, const VerdictThresholds &thresholds, JudgeFindings &findings);
/// The server as an independent witness: what it counted, and how long it took by itself.
void judgeWitness(std::span<const SelfCheck> checks, const VerdictThresholds &thresholds, JudgeFindings &findings);
/// What the hardware cannot do was not done.
void judgePhysics(const VerdictInput &input, std::span<const SelfCheck> checks, const VerdictThresholds &thresholds,
                  JudgeFindings &findings);

} // namespace tokamark::metrics
