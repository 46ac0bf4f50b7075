#pragma once

#include "metrics/verdict.h"

#include <QString>

#include <vector>

namespace tokamark::ui {

/// What stands in the verdict column: the name of the worst finding, the same in every language.
[[nodiscard]] QString verdictLabel(const std::vector<metrics::Verdict> &verdicts);
/// The first, and how many further codes there are: "ERRORS +2". For where all have no room.
[[nodiscard]] QString shortVerdictLabel(const std::vector<metrics::Verdict> &verdicts);
/// All of at least a warning: "ERRORS TOO-FEW-SAMPLES"; else as `verdictLabel`.
[[nodiscard]] QString verdictLabels(const std::vector<metrics::Verdict> &verdicts);
/// What was found, with its number, and what to do about it.
[[nodiscard]] QString verdictSentence(const metrics::Verdict &verdict);

} // namespace tokamark::ui
