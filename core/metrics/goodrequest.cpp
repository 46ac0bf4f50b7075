#include "metrics/goodrequest.h"

#include <algorithm>

namespace tokamark::metrics {
namespace {

bool meets(const RequestLatencies &latencies, const plan::Slo &slo)
{
    const auto within = [&slo](const std::optional<double> &value) { return value && *value <= slo.limitMs; };
    switch (slo.metric) {
    case plan::Slo::Metric::Ttft: return within(latencies.ttft);
    case plan::Slo::Metric::E2el: return within(latencies.e2el);
    // An answer in one piece has no time per token and no gap that could be too long.
    case plan::Slo::Metric::Tpot: return !latencies.tpot || within(latencies.tpot);
    case plan::Slo::Metric::Stall: return !latencies.stall || within(latencies.stall);
    }
    return false;
}

} // namespace

bool meetsAll(const RequestLatencies &latencies, std::span<const plan::Slo> slos)
{
    return std::ranges::all_of(slos, [&latencies](const plan::Slo &slo) { return meets(latencies, slo); });
}

} // namespace tokamark::metrics
