#pragma once

#include "metrics/cellfigures.h"
#include "metrics/percentile.h"

#include <QString>

namespace tokamark::ui::format {

/// A percentile (50, 90, 95 or 99) of a distribution; a dash where nothing was measured, or where no request lies beyond
/// it, so that it would be one request's luck; marked where fewer than five do.
[[nodiscard]] QString percentile(const metrics::LatencyFigures &figures, double p, double timeoutSeconds);
/// The mark for a percentile of few samples: "400 ms*".
[[nodiscard]] QString trusted(const QString &text, metrics::PercentileTrust trust);

} // namespace tokamark::ui::format
