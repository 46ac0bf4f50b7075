#pragma once

#include "metrics/verdict.h"

#include <QString>

namespace tokamark::words {

/// A verdict's name for people ("Client limited"); files and scripts have `metrics::name`.
[[nodiscard]] QString label(metrics::VerdictCode code);
/// How serious a finding is, in a word.
[[nodiscard]] QString label(metrics::Severity severity);
/// What was seen, with the numbers. One sentence.
[[nodiscard]] QString sentence(const metrics::Verdict &verdict);
/// What to do about it; empty where nothing is to be done.
[[nodiscard]] QString advice(const metrics::Verdict &verdict);

} // namespace tokamark::words
