#pragma once

#include "metrics/judgefindings.h"
#include "metrics/summarise.h"

namespace tokamark::metrics {

/// Whether the client was late to send, busy, or late to read.
void judgeClient(const VerdictInput &input, const VerdictThresholds &thresholds, JudgeFindings &findings);
/// Whether its clocks can be trusted.
void judgeClock(const ClientHealth &client, const VerdictThresholds &thresholds, JudgeFindings &findings);
/// How near the load came to the most that this client was found to measure truly.
void judgeCeiling(const CellFigures &figures, const VerdictThresholds &thresholds, JudgeFindings &findings);

} // namespace tokamark::metrics
