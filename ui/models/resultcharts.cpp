#include "models/resultcharts.h"

#include "format/figureformat.h"
#include "format/numberformat.h"
#include "metrics/comparison.h"
#include "models/failuretext.h"
#include "models/limitoverlay.h"
#include "models/pointremarks.h"
#include "models/referenceoverlay.h"
#include "models/rooflineoverlay.h"
#include "models/scenariotext.h"
#include "models/verdicttext.h"
#include "words/levelwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace tokamark::ui::resultcharts {

namespace {

constexpr double Nan = std::numeric_limits<double>::quiet_NaN();
constexpr double Infinity = std::numeric_limits<double>::infinity();

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ResultCharts)
};

/// Latencies that differ by more than this factor need a logarithmic axis.
constexpr double LogarithmicFrom = 8;

/// Of anything that has a value.
class Span {
public:
    template <class Values> void take(const Values &values)
    {
        for (const auto &one : values)
            if (std::isfinite(one.value) && one.value > 0) {
                m_lowest = std::min(m_lowest, one.value);
                m_highest = std::max(m_highest, one.value);
            }
    }
    [[nodiscard]] bool isWide() const { return m_highest > m_lowest * LogarithmicFrom; }

private:
    double m_lowest = std::numeric_limits<double>::infinity();
    double m_highest = 0;
};

QString milliseconds(bool logarithmic)
{
    return logarithmic ? Words::tr("ms, log scale") : Words::tr("ms");
}

QString tipFor(const ResultPoint &point, const QString &value, const std::optional<metrics::Interval> &interval)
{
    QString text = words::levelText(point.level) + QStringLiteral(": ")
        + (point.tokensEstimated() ? format::estimated(value) : value);
    if (interval)
        text += QStringLiteral(" (%1 … %2)").arg(format::number(interval->low), format::number(interval->high));
    text += QLatin1Char('\n') + Words::tr("%1 requests").arg(format::count(point.completed()));
    if (!point.verdicts.empty())
        text += QLatin1Char('\n') + verdictSentence(point.verdicts.front());
    if (const auto failures = point.failures(); !failures.empty())
        text += QLatin1Char('\n') + shortFailureText(failures.front());
    return text;
}

CurveSeries emptySeries(const ResultSeries &from)
{
    CurveSeries series;
    series.name = from.name;
    series.marker = from.marker;
    series.color = from.color;
    if (!from.points.empty())
        series.beyond = format::latency(Infinity, from.points.front().timeoutSeconds);
    return series;
}

/// Runs of several kinds may lie on one axis; then their kinds are named in turn.
QString levelTitle(const ResultSet &set)
{
    std::set<plan::LoadKind> kinds;
    for (const plan::Level &level : set.levels())
        kinds.insert(level.kind);
    QStringList titles;
    for (const plan::LoadKind kind : kinds)
        titles.append(words::levelTitle(kind));
    return titles.isEmpty() ? words::levelTitle(plan::LoadKind::Closed) : titles.join(QStringLiteral(" · "));
}

/// What stands in an empty chart: `waiting`, but not where all that has ended failed.
QString unmeasuredText(const ResultSet &set, const QString &waiting)
{
    return !set.hasPoints() && set.hasFailedCells() ? Words::tr("Every point that has ended so far has failed.")
                                                    : waiting;
}

CurveData levelAxes(const ResultSet &set)
{
    CurveData data;
    data.levelTitle = levelTitle(set);
    data.heading.emptyText = unmeasuredText(set, Words::tr("Curves appear here when a cell of the run has finished."));
    data.heading.subtitle = scenariotext::of(set);
    for (const plan::Level &level : set.levels())
        if (std::isfinite(level.value))
            data.plannedLevels.push_back(level.value);
    return data;
}

/// The interval of every point is of one kind, so one line says what the bands are.
QString bandCaption(const ResultSet &set)
{
    return set.repetitions() >= metrics::FewestRepetitions ? Words::tr("band: 95 % interval between repetitions")
                                                           : Words::tr("band: 95 % interval within the run");
}

/// Says what is to be read off the points beside their place: bands, doubtful and missing ones.
void explainPoints(CurveData &data, const ResultSet &set, Statistic which)
{
    bool bands = false;
    int missing = 0;
    for (const CurveSeries &series : data.series)
        for (const CurvePoint &point : series.points) {
            bands = bands || point.band.has_value();
            missing += std::isnan(point.value) ? 1 : 0;
        }
    if (bands)
        joinCaption(data.heading.caption, bandCaption(set));
    explainMarks(data);
    if (missing > 0)
        joinCaption(data.heading.caption,
                    Words::tr("%n point(s) without %1: too few requests", nullptr, missing).arg(name(which)));
}

/// The same for bars.
void explainBars(GroupedBarsData &data, Statistic which)
{
    int missing = 0;
    for (const BarSeries &series : data.series)
        for (const Bar &bar : series.bars)
            // A point that was not measured has no text.
            missing += std::isnan(bar.value) && !bar.text.isEmpty() ? 1 : 0;
    explainMarks(data);
    if (missing > 0)
        joinCaption(data.heading.caption,
                    Words::tr("%n bar(s) without %1: too few requests", nullptr, missing).arg(name(which)));
}

template <class MakeBar> GroupedBarsData bars(const ResultSet &set, MakeBar makeBar)
{
    GroupedBarsData data;
    data.categoryTitle = levelTitle(set);
    data.heading.emptyText = unmeasuredText(set, Words::tr("Bars appear here when a cell of the run has finished."));
    data.heading.subtitle = scenariotext::of(set);
    for (const plan::Level &level : set.levels())
        data.categories.push_back(words::levelNumber(level));
    for (const ResultSeries &from : set.series()) {
        BarSeries series{from.name, from.marker, from.color, {}};
        for (const plan::Level &level : set.levels()) {
            const ResultPoint *point = from.at(level);
            series.bars.push_back(point == nullptr ? Bar{Nan, PointQuality::Good, {}} : makeBar(*point));
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
    return which.isMean() ? Words::tr("mean") : QLatin1Char('p') + QString::number(which.percentile);
}

PointQuality quality(const ResultPoint &point, LatencyKind kind, Statistic which)
{
    const bool few = point.trust(kind, which) != metrics::PercentileTrust::Fine;
    return few ? PointQuality::Bad : qualityOf(point.severity);
}

/// Why a chart of latencies is empty, and what would not be; empty while no cell has finished.
QString emptyReason(const ResultSet &set, const ResultChoice &choice)
{
    if (!set.hasPoints())
        return {};
    const auto instead = set.highestPresent(choice.kind, choice.statistic);
    if (!instead)
        return Words::tr("No request has given this figure.");
    if (*instead == choice.statistic)
        return Words::tr("An endless rate has no place on this axis; the bars and the table show it.");
    return Words::tr("Too few requests for %1. Choose %2, or measure longer.")
        .arg(name(choice.statistic), name(*instead));
}

void explainEmptiness(ChartHeading &heading, const ResultSet &set, const ResultChoice &choice)
{
    if (const QString reason = emptyReason(set, choice); !reason.isEmpty())
        heading.emptyText = reason;
}

/// What those felt who had to wait in the client: the same curve from when requests were due, dashed. Empty where nothing
/// waited for so long that it could be seen.
std::optional<CurveSeries> fromDue(const ResultSeries &from, Statistic which)
{
    constexpr double Visible = 1.02;
    CurveSeries series = emptySeries(from);
    series.name.clear();
    series.reference = true;
    bool differs = false;
    for (const ResultPoint &point : from.points) {
        if (!std::isfinite(point.level.value) || !isStored(which))
            continue;
        double due = 0;
        for (const metrics::CellFigures *figures : point.figures()) {
            if (figures->arrivals)
                due += statistic(figures->ttftFromDue, which) / static_cast<double>(point.cells.size());
        }
        const double sent = point.latency(LatencyKind::Ttft, which);
        if (!(due > 0) || std::isnan(sent))
            continue;
        differs = differs || due > Visible * sent;
        series.points.push_back({point.level.value, due, std::nullopt, PointQuality::Good, {}});
    }
    return differs ? std::optional(series) : std::nullopt;
}

void addFromDue(CurveData &data, const ResultSet &set, const ResultChoice &choice)
{
    if (choice.kind != LatencyKind::Ttft)
        return;
    bool any = false;
    for (const ResultSeries &from : set.series()) {
        if (auto series = fromDue(from, choice.statistic)) {
            data.series.push_back(std::move(*series));
            any = true;
        }
    }
    if (any)
        joinCaption(data.heading.caption, Words::tr("dashed: from when requests were due"));
}

CurveData latencyCurves(const ResultSet &set, const ResultChoice &choice)
{
    CurveData data = levelAxes(set);
    data.heading.title = Words::tr("%1, %2").arg(name(choice.kind), name(choice.statistic));
    explainEmptiness(data.heading, set, choice);
    for (const ResultSeries &from : set.series()) {
        CurveSeries series = emptySeries(from);
        for (const ResultPoint &point : from.points) {
            // An endless rate has no place on an axis; the tables show it.
            if (!std::isfinite(point.level.value))
                continue;
            const double value = point.latency(choice.kind, choice.statistic);
            const auto interval = point.latencyInterval(choice.kind, choice.statistic);
            const QString text = format::trusted(format::latency(value, point.timeoutSeconds),
                                                 point.trust(choice.kind, choice.statistic));
            series.points.push_back({point.level.value, value, interval, quality(point, choice.kind, choice.statistic),
                                     tipFor(point, text, interval)});
        }
        data.series.push_back(std::move(series));
    }
    explainPoints(data, set, choice.statistic);
    addFromDue(data, set, choice);
    if (choice.bounds)
        overlayQueueing(data, set);
    overlayLimits(data, set);
    overlayReference(data, set, choice.reference, metricOf(choice.kind, choice.statistic));
    Span span;
    for (const CurveSeries &series : data.series)
        span.take(series.points);
    data.logarithmic = span.isWide();
    data.heading.units = milliseconds(data.logarithmic);
    return data;
}

/// With the share of what the hardware could do, where that is known.
QString rateTip(const ResultPoint &point, const std::optional<metrics::Interval> &interval)
{
    const QString tip = tipFor(point, Words::tr("%1 tok/s").arg(format::number(point.outputRate())), interval);
    const QString share = rooflineText(point);
    return share.isEmpty() ? tip : tip + QLatin1Char('\n') + share;
}

CurveData rateCurves(const ResultSet &set, const ResultChoice &choice)
{
    CurveData data = levelAxes(set);
    data.heading.title = Words::tr("Output tokens per second");
    data.heading.units = Words::tr("tok/s, all users");
    for (const ResultSeries &from : set.series()) {
        CurveSeries series = emptySeries(from);
        for (const ResultPoint &point : from.points) {
            // An endless rate has no place on an axis; the tables show it.
            if (!std::isfinite(point.level.value))
                continue;
            const double value = point.outputRate();
            const auto interval = point.outputRateInterval();
            series.points.push_back(
                {point.level.value, value, interval, qualityOf(point.severity), rateTip(point, interval)});
        }
        data.series.push_back(std::move(series));
    }
    explainPoints(data, set, Statistic::Mean);
    overlayReference(data, set, choice.reference, metrics::Metric::OutputThroughput);
    if (choice.bounds) {
        overlayRoofline(data, set);
        overlayQueueing(data, set);
    }
    overlayLimits(data, set);
    return data;
}

GroupedBarsData latencyBars(const ResultSet &set, const ResultChoice &choice)
{
    GroupedBarsData data = bars(set, [&](const ResultPoint &point) {
        const double value = point.latency(choice.kind, choice.statistic);
        const QString text = std::isinf(value) ? format::latency(value, point.timeoutSeconds) : format::number(value);
        return Bar{value, quality(point, choice.kind, choice.statistic),
                   format::trusted(text, point.trust(choice.kind, choice.statistic))};
    });
    data.heading.title = Words::tr("%1, %2").arg(name(choice.kind), name(choice.statistic));
    explainEmptiness(data.heading, set, choice);
    Span span;
    for (const BarSeries &series : data.series)
        span.take(series.bars);
    data.logarithmic = span.isWide();
    data.heading.units = milliseconds(data.logarithmic);
    explainBars(data, choice.statistic);
    return data;
}

GroupedBarsData rateBars(const ResultSet &set)
{
    GroupedBarsData data = bars(set, [](const ResultPoint &point) {
        return Bar{point.outputRate(), qualityOf(point.severity), format::number(point.outputRate())};
    });
    data.heading.title = Words::tr("Output tokens per second");
    data.heading.units = Words::tr("tok/s, all users");
    explainBars(data, Statistic::Mean);
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
        // The same in every language: charts travel, and 11/12 is two days.
        runs.append(Words::tr("run %1 “%2”, %3")
                        .arg(QString::number(run.info.id.value), run.info.name,
                             run.info.started.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"))));
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

QString leftOut(const QString &file, const QString &why)
{
    return Words::tr("%1 was not written: %2", "file, why").arg(file, why);
}

} // namespace tokamark::ui::resultcharts
