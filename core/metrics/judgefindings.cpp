#include "metrics/judgefindings.h"

#include <algorithm>
#include <functional>

namespace tokamark::metrics {

void JudgeFindings::judge(VerdictCode code, const char *subject, double observed, const Threshold &limits,
                          const char *unit)
{
    if (!(observed >= limits.warning))
        return;
    const bool bad = observed >= limits.bad;
    add({code, bad ? Severity::Bad : Severity::Warning, subject, observed, bad ? limits.bad : limits.warning, unit});
}

void JudgeFindings::judgeShare(VerdictCode code, const char *subject, double share, const Threshold &limits)
{
    judge(code, subject, 100 * share, limits, "%");
}

std::vector<Verdict> JudgeFindings::take()
{
    std::ranges::stable_sort(m_verdicts, std::ranges::greater(), &Verdict::severity);
    if (worst(m_verdicts) < Severity::Warning)
        m_verdicts.insert(m_verdicts.begin(), {VerdictCode::Valid, Severity::Fine, {}, 0, 0, {}});
    return std::move(m_verdicts);
}

} // namespace tokamark::metrics
