#pragma once

#include "metrics/cellfigures.h"
#include "metrics/verdict.h"

#include <QString>

namespace tokamark::words {

/// A verdict's name for people ("Client limited"); files and scripts have `metrics::name`.
[[nodiscard]] QString label(metrics::VerdictCode code);
/// How serious a finding is, in a word.
[[nodiscard]] QString label(metrics::Severity severity);
/// What was seen, with the numbers. One sentence.
[[nodiscard]] QString sentence(const metrics::Verdict &verdict);
/// What the sentence rests on beyond its numbers, out of the figures of the cell: of a pace that was not kept, from
/// where to where it went, how fast or when. Empty where there is no more to say.
[[nodiscard]] QString evidence(const metrics::Verdict &verdict, const metrics::CellFigures &figures);
/// What to do about it; empty where nothing is to be done.
[[nodiscard]] QString advice(const metrics::Verdict &verdict);

} // namespace tokamark::words
