#include "models/cellhistory.h"

#include "metrics/tokenarrivals.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace tokamark::ui {

namespace {

constexpr double MostBins = 240;
constexpr double ShortestBin = 0.25; ///< seconds; shorter ones hold too few tokens to be a rate

using metrics::RequestRecord;

/// Instants on the axis of the cell.
class Axis {
public:
    explicit Axis(const storage::StoredCell &cell)
        : m_start(Duration(cell.startedNs))
    {
    }
    [[nodiscard]] double second(Instant at) const { return toSeconds(at - m_start); }

private:
    Instant m_start;
};

double lengthOf(const storage::StoredCell &cell, const std::vector<RequestRecord> &records, const Axis &axis)
{
    double seconds = static_cast<double>(cell.endedNs - cell.startedNs) / 1e9;
    for (const RequestRecord &record : records)
        if (happened(record.at.end))
            seconds = std::max(seconds, axis.second(record.at.end));
    return std::max(seconds, ShortestBin);
}

std::vector<QPointF> outputRate(const std::vector<RequestRecord> &records, const Axis &axis, double seconds)
{
    const double bin = std::max(ShortestBin, seconds / MostBins);
    std::vector<double> tokens(static_cast<std::size_t>(std::ceil(seconds / bin)));
    for (const RequestRecord &record : records) {
        const std::vector<metrics::Chunk> chunks = record.timeline.chunks();
        for (const metrics::TokenArrival &arrival : metrics::tokenArrivals(record, chunks)) {
            const double place = axis.second(arrival.at) / bin;
            if (place >= 0 && place < static_cast<double>(tokens.size()))
                tokens[static_cast<std::size_t>(place)] += arrival.tokens;
        }
    }
    std::vector<QPointF> points;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        // The last bin may reach beyond the end, where nothing came any more.
        const double from = static_cast<double>(i) * bin;
        const double to = std::min(from + bin, seconds);
        if (to - from > bin / 2)
            points.emplace_back((from + to) / 2, tokens[i] / (to - from));
    }
    return points;
}

std::vector<QPointF> inFlight(const std::vector<RequestRecord> &records, const Axis &axis, double seconds)
{
    std::vector<std::pair<double, int>> changes;
    for (const RequestRecord &record : records) {
        if (!happened(record.at.sent))
            continue;
        changes.emplace_back(axis.second(record.at.sent), 1);
        changes.emplace_back(happened(record.at.end) ? axis.second(record.at.end) : seconds, -1);
    }
    std::ranges::sort(changes);
    std::vector<QPointF> points{{0, 0}};
    int count = 0;
    for (const auto &[second, change] : changes) {
        points.emplace_back(second, count);
        count += change;
        points.emplace_back(second, count);
    }
    return points;
}

void addLatencies(CellHistory &history, const std::vector<RequestRecord> &records, const Axis &axis)
{
    for (const RequestRecord &record : records) {
        const Instant from = happened(record.at.sent) ? record.at.sent : record.at.due;
        if (metrics::isFailure(record.outcome))
            history.failed.emplace_back(axis.second(from), 0);
        else if (happened(record.at.firstToken))
            history.ttft.emplace_back(axis.second(from), toMilliseconds(record.at.firstToken - record.at.sent));
    }
    const auto byTime = [](const QPointF &a, const QPointF &b) { return a.x() < b.x(); };
    std::ranges::sort(history.ttft, byTime);
    std::ranges::sort(history.failed, byTime);
}

std::vector<SampleSeries> seriesOf(const std::vector<storage::Sample> &samples, const storage::StoredCell &cell)
{
    std::map<std::pair<QString, QString>, SampleSeries> series;
    for (const storage::Sample &sample : samples) {
        const double second = static_cast<double>(sample.atNs - cell.startedNs) / 1e9;
        // What was read before the cell began has no place on its axis.
        if (second < 0)
            continue;
        SampleSeries &one = series[{sample.source, sample.name}];
        one.source = sample.source;
        one.name = sample.name;
        one.points.emplace_back(second, sample.value);
    }
    std::vector<SampleSeries> all;
    for (auto &[name, one] : series)
        all.push_back(std::move(one));
    return all;
}

} // namespace

CellHistory historyOf(const storage::StoredCell &cell, plan::LoadKind load, std::vector<RequestRecord> records,
                      const std::vector<storage::Sample> &samples)
{
    const Axis axis(cell);
    CellHistory history;
    history.cell = cell.id;
    history.seconds = lengthOf(cell, records, axis);
    if (cell.figures)
        history.range = metrics::windowRange(records, cell.figures->window, load);
    history.outputRate = outputRate(records, axis, history.seconds);
    history.inFlight = inFlight(records, axis, history.seconds);
    addLatencies(history, records, axis);
    history.samples = seriesOf(samples, cell);
    history.sampled = samples;
    history.records = std::make_shared<const std::vector<RequestRecord>>(std::move(records));
    return history;
}

} // namespace tokamark::ui
