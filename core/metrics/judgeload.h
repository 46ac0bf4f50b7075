#pragma once

#include "metrics/judgefindings.h"
#include "metrics/summarise.h"

namespace tokamark::metrics {

/// Whether the load was the one that was asked for, and whether the server kept up with it.
void judgeLoad(const VerdictInput &input, const VerdictThresholds &thresholds, JudgeFindings &findings);
/// Whether the server kept its pace.
void judgeSteadiness(const VerdictInput &input, const VerdictThresholds &thresholds, JudgeFindings &findings);

} // namespace tokamark::metrics
