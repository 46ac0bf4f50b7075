#include "models/resultcharts.h"

#include "format/numberformat.h"
#include "models/referencecurves.h"
#include "models/verdicttext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace tokamark::ui::resultcharts {

namespace {

constexpr double Nan = std::numeric_limits<double>::quiet_NaN();
constexpr double BarsShownSeconds = 6;
constexpr std::uint32_t RowsShown = 24;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ResultCharts)
};

/// Latencies that differ by more than this factor need a logarithmic axis.
constexpr double LogarithmicFrom = 8;

bool spansWide(const CurveData &data)
{
    double lowest = std::numeric_limits<double>::infinity();
    double highest = 0;
    for (const CurveSeries &series : data.series)
        for (const CurvePoint &point : series.points)
            if (std::isfinite(point.value) && point.value > 0) {
                lowest = std::min(lowest, point.value);
                highest = std::max(highest, point.value);
            }
    return highest > lowest * LogarithmicFrom;
}

PointQuality qualityOf(metrics::Severity severity)
{
    switch (severity) {
    case metrics::Severity::Fine:
    case metrics::Severity::Note: return PointQuality::Good;
    case metrics::Severity::Warning: return PointQuality::Warning;
    case metrics::Severity::Bad: return PointQuality::Bad;
    }
    return PointQuality::Good;
}

QString tipFor(const ResultPoint &point, const QString &value, const std::optional<metrics::Interval> &interval)
{
    QString text = Words::tr("%n users", nullptr, static_cast<int>(point.users)) + QStringLiteral(": ")
        + (point.tokensEstimated() ? format::estimated(value) : value);
    if (interval)
        text += QStringLiteral(" (%1 … %2)").arg(format::number(interval->low), format::number(interval->high));
    text += QLatin1Char('\n') + Words::tr("%1 requests").arg(format::count(point.completed()));
    if (!point.verdicts.empty())
        text += QLatin1Char('\n') + verdictSentence(point.verdicts.front());
    return text;
}

CurveSeries emptySeries(const ResultSeries &from)
{
    CurveSeries series;
    series.name = from.name;
    series.marker = from.marker;
    series.color = from.color;
    return series;
}

CurveData levelAxes(const ResultSet &set)
{
    CurveData data;
    data.levelTitle = Words::tr("Concurrent users");
    data.heading.emptyText = Words::tr("Curves appear here when a cell of the run has finished.");
    for (const std::uint32_t level : set.levels())
        data.plannedLevels.push_back(level);
    return data;
}

bool hasBands(const CurveData &data)
{
    return std::any_of(data.series.begin(), data.series.end(), [](const CurveSeries &series) {
        return std::any_of(series.points.begin(), series.points.end(),
                           [](const CurvePoint &point) { return point.band.has_value(); });
    });
}

QString bandCaption(const ResultSet &set)
{
    return set.repetitions() >= 3 ? Words::tr("band: 95 % interval between repetitions")
                                  : Words::tr("band: 95 % interval within the run");
}

void addCaption(QString &caption, const QString &part)
{
    caption += caption.isEmpty() ? part : QStringLiteral(" · ") + part;
}

/// The published model that the runs of the set are closest to; empty if none.
QString modelOf(const ResultSet &set)
{
    for (const storage::StoredRun &run : set.runs())
        for (const storage::StoredTarget &target : run.targets)
            for (const QString &text : {target.model, QString::fromStdString(target.asPlanned.url),
                                        QString::fromStdString(target.asPlanned.note)})
                if (const QString model = referenceModel(text); !model.isEmpty())
                    return model;
    return {};
}

void addReferences(CurveData &data, const ResultSet &set)
{
    const QString model = modelOf(set);
    bool added = false;
    for (const ReferenceCurve &curve : bentomlCurves()) {
        if (curve.model != model)
            continue;
        const auto same = std::find_if(set.series().begin(), set.series().end(), [&](const ResultSeries &series) {
            return series.target.contains(curve.backend, Qt::CaseInsensitive);
        });
        if (same == set.series().end())
            continue;
        CurveSeries series = emptySeries(*same);
        series.reference = true;
        series.points = curve.points;
        data.series.push_back(std::move(series));
        added = true;
    }
    if (added)
        addCaption(data.heading.caption,
                   Words::tr("dashed: BentoML working notebook of May 2024, digitised, not measured here"));
}

template <class Value> GroupedBarsData bars(const ResultSet &set, Value value)
{
    GroupedBarsData data;
    data.categoryTitle = Words::tr("Concurrent users");
    data.heading.emptyText = Words::tr("Bars appear here when a cell of the run has finished.");
    for (const std::uint32_t level : set.levels())
        data.categories.push_back(QString::number(level));
    for (const ResultSeries &from : set.series()) {
        BarSeries series{from.name, from.marker, from.color, {}};
        for (const std::uint32_t level : set.levels()) {
            const ResultPoint *point = from.at(level);
            series.values.push_back(point == nullptr ? Nan : value(*point));
        }
        data.series.push_back(std::move(series));
    }
    return data;
}

} // namespace

QString name(LatencyKind kind)
{
    switch (kind) {
    case LatencyKind::Ttft: return Words::tr("Time to first token");
    case LatencyKind::Tpot: return Words::tr("Time per output token");
    case LatencyKind::E2el: return Words::tr("End-to-end latency");
    case LatencyKind::ChunkGap: return Words::tr("Gap between chunks");
    }
    return {};
}

QString name(Statistic which)
{
    switch (which) {
    case Statistic::Mean: return Words::tr("mean");
    case Statistic::P50: return QStringLiteral("p50");
    case Statistic::P90: return QStringLiteral("p90");
    case Statistic::P95: return QStringLiteral("p95");
    case Statistic::P99: return QStringLiteral("p99");
    }
    return {};
}

CurveData latencyCurves(const ResultSet &set, const ResultChoice &choice)
{
    CurveData data = levelAxes(set);
    data.heading.title = Words::tr("%1, %2").arg(name(choice.kind), name(choice.statistic));
    for (const ResultSeries &from : set.series()) {
        CurveSeries series = emptySeries(from);
        for (const ResultPoint &point : from.points) {
            const double value = point.latency(choice.kind, choice.statistic);
            const auto interval = point.latencyInterval(choice.kind, choice.statistic);
            series.points.push_back({static_cast<double>(point.users), value, interval, qualityOf(point.severity),
                                     tipFor(point, format::latency(value), interval)});
        }
        data.series.push_back(std::move(series));
    }
    data.logarithmic = spansWide(data);
    data.heading.units = data.logarithmic ? Words::tr("ms, log scale") : Words::tr("ms");
    if (hasBands(data))
        data.heading.caption = bandCaption(set);
    return data;
}

CurveData rateCurves(const ResultSet &set, const ResultChoice &choice)
{
    CurveData data = levelAxes(set);
    data.heading.title = Words::tr("Output tokens per second");
    data.heading.units = Words::tr("tok/s, all users");
    for (const ResultSeries &from : set.series()) {
        CurveSeries series = emptySeries(from);
        for (const ResultPoint &point : from.points) {
            const double value = point.outputRate();
            const auto interval = point.outputRateInterval();
            series.points.push_back({static_cast<double>(point.users), value, interval, qualityOf(point.severity),
                                     tipFor(point, Words::tr("%1 tok/s").arg(format::number(value)), interval)});
        }
        data.series.push_back(std::move(series));
    }
    if (hasBands(data))
        data.heading.caption = bandCaption(set);
    if (choice.reference)
        addReferences(data, set);
    return data;
}

GroupedBarsData latencyBars(const ResultSet &set, const ResultChoice &choice)
{
    GroupedBarsData data
        = bars(set, [&](const ResultPoint &point) { return point.latency(choice.kind, choice.statistic); });
    data.heading.title = Words::tr("%1, %2").arg(name(choice.kind), name(choice.statistic));
    data.heading.units = Words::tr("ms");
    return data;
}

GroupedBarsData rateBars(const ResultSet &set)
{
    GroupedBarsData data = bars(set, [](const ResultPoint &point) { return point.outputRate(); });
    data.heading.title = Words::tr("Output tokens per second");
    data.heading.units = Words::tr("tok/s, all users");
    return data;
}

DistributionData distribution(const ResultSet &set, const std::vector<SeriesRequests> &requests, std::uint32_t users)
{
    DistributionData data;
    data.heading.title = Words::tr("TTFT at %n users, share of requests", nullptr, static_cast<int>(users));
    data.heading.units = Words::tr("ms, log scale");
    data.heading.emptyText = Words::tr("No request of these cells was stored.");
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

RequestBarsData requestBars(const ResultSet &set, const SeriesRequests &requests, std::uint32_t users)
{
    RequestBarsData data;
    data.heading.title = Words::tr("Requests of %1 at %n users", nullptr, static_cast<int>(users))
                             .arg(set.series()[requests.series].name);
    data.heading.units
        = Words::tr("a row for each of the first %n users", nullptr, static_cast<int>(std::min(users, RowsShown)));
    data.heading.emptyText = Words::tr("No request of this cell was stored.");
    data.waitName = Words::tr("until the first token");
    data.decodeName = Words::tr("decode");
    data.failedName = Words::tr("failed");
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

ChartProvenance provenance(const ResultSet &set)
{
    ChartProvenance provenance;
    std::set<QString> versions;
    QStringList runs;
    bool kernel = true;
    for (const storage::StoredRun &run : set.runs()) {
        versions.insert(run.info.version);
        runs.append(Words::tr("run %1 “%2”, %3")
                        .arg(QString::number(run.info.id.value), run.info.name,
                             QLocale().toString(run.info.started.toLocalTime(), QLocale::ShortFormat)));
        for (const storage::StoredCell &cell : run.cells)
            if (cell.figures)
                kernel = kernel && cell.figures->client.kernelStamps;
    }
    QString programs;
    for (const QString &version : versions)
        programs += (programs.isEmpty() ? QStringLiteral("Tokamark ") : QStringLiteral(", ")) + version;
    provenance.line = programs + QStringLiteral(" · ") + runs.join(QStringLiteral(" · ")) + QStringLiteral(" · ")
        + (kernel ? Words::tr("kernel receive timestamps") : Words::tr("timestamps of the program"));
    if (set.isSimulated())
        provenance.simulatedMark = Words::tr("simulated");
    return provenance;
}

} // namespace tokamark::ui::resultcharts
