#pragma once

#include "metrics/cellfigures.h"

#include <QString>

namespace tokamark::ui::format {

/// One value of a distribution, `value` being a field of `figures`; a dash where nothing was measured.
[[nodiscard]] QString percentile(const metrics::LatencyFigures &figures, double value, double timeoutSeconds);
/// p99: not shown under a hundred requests, where it is one request's luck, and marked as a guess under five hundred.
[[nodiscard]] QString percentile99(const metrics::LatencyFigures &figures, double timeoutSeconds);

} // namespace tokamark::ui::format
