#pragma once

#include "metrics/verdict.h"

#include <QString>

#include <functional>

namespace tokamark::report {

/// A finding in words, as files carry it.
struct VerdictWords {
    QString evidence; ///< what was seen against which limit
    QString advice; ///< what to do; empty if nothing is known
};

/// How a writer gets its words; the caller has the language.
using VerdictSpeaker = std::function<VerdictWords(const metrics::Verdict &)>;

/// The plain form without a language: "error-rate 2 %, limit 1 %". No advice.
[[nodiscard]] VerdictWords plainWords(const metrics::Verdict &verdict);
/// In the language of the program.
[[nodiscard]] VerdictWords spokenWords(const metrics::Verdict &verdict);

} // namespace tokamark::report
