#pragma once

#include "metrics/metric.h"

#include <QString>

namespace tokamark::words {

/// A metric's name for people, as the field writes it: "TTFT p95", "Output rate".
[[nodiscard]] QString label(metrics::Metric metric);
/// Its unit: "ms", "tokens/s".
[[nodiscard]] QString unit(metrics::Metric metric);
/// What it measures. One sentence.
[[nodiscard]] QString meaning(metrics::Metric metric);

} // namespace tokamark::words
