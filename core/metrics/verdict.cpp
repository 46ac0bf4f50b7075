#include "metrics/verdict.h"

#include <algorithm>

namespace tokamark::metrics {

const char *name(VerdictCode code) noexcept
{
    switch (code) {
    case VerdictCode::Valid: return "VALID";
    case VerdictCode::Unchecked: return "UNCHECKED";
    case VerdictCode::ClientLimited: return "CLIENT-LIMITED";
    case VerdictCode::LoadNotHeld: return "LOAD-NOT-HELD";
    case VerdictCode::Overloaded: return "OVERLOADED";
    case VerdictCode::NotSteady: return "NOT-STEADY";
    case VerdictCode::CacheContaminated: return "CACHE-CONTAMINATED";
    case VerdictCode::TooFewSamples: return "TOO-FEW-SAMPLES";
    case VerdictCode::Errors: return "ERRORS";
    case VerdictCode::LengthDiffers: return "LENGTH-DIFFERS";
    case VerdictCode::Impossible: return "IMPOSSIBLE";
    case VerdictCode::ClockStep: return "CLOCK-STEP";
    case VerdictCode::ServerLimit: return "SERVER-LIMIT";
    }
    return "UNCHECKED";
}

Severity worst(const std::vector<Verdict> &verdicts) noexcept
{
    const auto it = std::ranges::max_element(verdicts, {}, &Verdict::severity);
    return it == verdicts.end() ? Severity::Fine : it->severity;
}

} // namespace tokamark::metrics
