#include "models/requestcharts.h"

#include "models/scenariotext.h"
#include "words/levelwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokamark::ui::requestcharts {

namespace {

constexpr double Nan = std::numeric_limits<double>::quiet_NaN();
constexpr double BarsShownSeconds = 6;
constexpr std::uint32_t RowsShown = 24;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RequestCharts)
};

} // namespace

DistributionData distribution(const ResultSet &set, const std::vector<SeriesRequests> &requests,
                              const plan::Level &level)
{
    DistributionData data;
    data.heading.title = Words::tr("TTFT at %1, share of requests").arg(words::levelText(level));
    data.heading.units = Words::tr("ms, log scale");
    data.heading.emptyText = Words::tr("No request of these cells was stored.");
    data.heading.subtitle = scenariotext::of(set);
    for (const SeriesRequests &from : requests) {
        const ResultSeries &series = set.series()[from.series];
        DistributionSeries curve{series.name, series.marker, series.color, {}, 0};
        for (const metrics::RequestRecord &record : from.records) {
            if (record.phase != metrics::Phase::Window)
                continue;
            if (record.outcome == metrics::Outcome::Completed && happened(record.at.firstToken))
                curve.samples.push_back(toMilliseconds(record.at.firstToken - record.at.sent));
            else if (metrics::isFailure(record.outcome))
                ++curve.above;
        }
        data.series.push_back(std::move(curve));
    }
    return data;
}

RequestBarsData requestBars(const ResultSet &set, const SeriesRequests &requests, const plan::Level &level)
{
    RequestBarsData data;
    data.heading.title
        = Words::tr("Requests of %1 at %2").arg(set.series()[requests.series].name, words::levelText(level));
    data.heading.units = level.kind == plan::LoadKind::Closed
        ? Words::tr("first %n users, a row each", nullptr, static_cast<int>(std::min(level.users(), RowsShown)))
        : Words::tr("first %n connections, a row each", nullptr, static_cast<int>(RowsShown));
    data.heading.emptyText = Words::tr("No request of this cell was stored.");
    data.heading.subtitle = scenariotext::of(set);
    data.waitName = Words::tr("until the first token");
    data.decodeName = Words::tr("decode");
    data.failedName = Words::tr("failed");
    data.handling
        = Words::tr("Pull to move along the time, turn the wheel with Ctrl to zoom, double-click to go back.");
    double windowStart = std::numeric_limits<double>::infinity();
    double last = 0;
    const auto second = [&](Instant instant) {
        return toSeconds(instant.time_since_epoch() - std::chrono::nanoseconds(requests.startedNs));
    };
    for (const metrics::RequestRecord &record : requests.records) {
        if (!happened(record.at.sent))
            continue;
        RequestBar bar;
        bar.row = record.user;
        bar.sent = second(record.at.sent);
        bar.firstToken = happened(record.at.firstToken) ? second(record.at.firstToken) : Nan;
        bar.end = happened(record.at.end) ? second(record.at.end) : bar.sent;
        bar.failed = metrics::isFailure(record.outcome);
        if (record.phase == metrics::Phase::Window)
            windowStart = std::min(windowStart, bar.sent);
        last = std::max(last, bar.end);
        if (bar.row < RowsShown)
            data.bars.push_back(bar);
    }
    data.fromSecond = std::isfinite(windowStart) ? windowStart : 0;
    data.toSecond = std::min(data.fromSecond + BarsShownSeconds, std::max(last, data.fromSecond + 0.1));
    return data;
}

} // namespace tokamark::ui::requestcharts
