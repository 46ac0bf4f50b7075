#pragma once

#include "metrics/metric.h"
#include "metrics/othertool.h"

#include <QString>

namespace tokamark::words {

/// How the tool is called among people: "vLLM bench serve".
[[nodiscard]] QString label(metrics::OtherTool tool);
/// What makes the tool's figure another one than ours of that name. One sentence.
[[nodiscard]] QString whyDifferent(metrics::OtherTool tool, metrics::Metric metric);

} // namespace tokamark::words
