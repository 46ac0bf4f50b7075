#include "report/othertoolrows.h"

namespace tokamark::report {
namespace {

using metrics::Metric;

bool begins(Metric metric)
{
    return metric == Metric::TtftMean || metric == Metric::TpotMean || metric == Metric::E2elMean
        || metric == Metric::ItlMean || metric == Metric::OutputThroughput || metric == Metric::RequestThroughput;
}

} // namespace

std::vector<OtherToolRow> otherToolRows(const metrics::CellFigures &ours, const metrics::OtherFigures &theirs)
{
    std::vector<OtherToolRow> rows;
    for (const Metric metric : metrics::allMetrics()) {
        const auto value = metrics::valueOf(theirs, metric);
        if (value || begins(metric))
            rows.push_back({metric, metrics::valueOf(ours, metric), value, begins(metric)});
    }
    if (theirs.peakOutputTokensPerSecond)
        rows.push_back({std::nullopt, ours.peakOutputTokensPerSecond, theirs.peakOutputTokensPerSecond, true});
    return rows;
}

} // namespace tokamark::report
