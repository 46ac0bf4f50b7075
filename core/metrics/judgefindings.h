#pragma once

#include "metrics/summarise.h"
#include "metrics/verdict.h"

#include <vector>

namespace tokamark::metrics {

/// Collects what is found of one cell while it is judged: a finding where a threshold is reached, nothing below. Belongs to
/// `judge`, on whichever thread that runs.
class JudgeFindings final {
public:
    void judge(VerdictCode code, const char *subject, double observed, const Threshold &limits, const char *unit);
    /// Figures are shares, limits and people count in percent.
    void judgeShare(VerdictCode code, const char *subject, double share, const Threshold &limits);
    void unchecked(const char *subject) { add({VerdictCode::Unchecked, Severity::Note, subject, 0, 0, {}}); }
    void add(Verdict verdict) { m_verdicts.push_back(std::move(verdict)); }

    /// The worst first; `Valid` before all where nothing is a warning.
    [[nodiscard]] std::vector<Verdict> take();

private:
    std::vector<Verdict> m_verdicts;
};

} // namespace tokamark::metrics
