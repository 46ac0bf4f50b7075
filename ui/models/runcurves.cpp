#include "models/runcurves.h"

#include "format/numberformat.h"
#include "models/gaugesteps.h"
#include "models/limitoverlay.h"
#include "models/pointremarks.h"
#include "models/rooflineoverlay.h"
#include "models/scenariotext.h"
#include "models/seriesstyle.h"
#include "words/levelwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>
#include <map>
#include <utility>

namespace tokamark::ui {

namespace {

struct RunCurves {
    Q_DECLARE_TR_FUNCTIONS(RunCurves)
};

using FigureOf = std::function<double(const metrics::CellFigures &)>;
using BandOf = std::function<metrics::Interval(const metrics::CellFigures &)>;
using WordsOf = std::function<QString(double)>;

CurvePoint pointOf(const plan::Level &level, const std::vector<const session::CellView *> &cells,
                   const FigureOf &figure, const BandOf &band, const WordsOf &valueWords)
{
    CurvePoint point;
    point.level = level.value;
    metrics::Severity severity = metrics::Severity::Fine;
    for (const session::CellView *cell : cells) {
        point.value += figure(*cell->figures) / static_cast<double>(cells.size());
        severity = std::max(severity, metrics::worst(cell->verdicts));
    }
    point.quality = qualityOf(severity);
    if (cells.size() == 1) {
        const metrics::Interval interval = band(*cells.front()->figures);
        if (interval.high > interval.low)
            point.band = interval;
    }
    point.tip = RunCurves::tr("%1: %2", "load: value").arg(words::levelText(level), valueWords(point.value));
    return point;
}

/// One series for each target and workload that has a cell done.
std::vector<CurveSeries> seriesOf(const session::RunSnapshot &snapshot, const FigureOf &figure, const BandOf &band,
                                  const WordsOf &valueWords)
{
    const plan::Plan &plan = *snapshot.plan;
    using Line = std::pair<std::uint32_t, std::uint32_t>;
    std::map<Line, std::map<plan::Level, std::vector<const session::CellView *>>> lines;
    for (const session::CellView &cell : snapshot.cells) {
        if (cell.state == session::CellState::Done && cell.figures) {
            const plan::Level level = plan.load.level(cell.key.level);
            // An endless rate has no place on an axis.
            if (std::isfinite(level.value))
                lines[{cell.key.target, cell.key.workload}][level].push_back(&cell);
        }
    }
    std::vector<CurveSeries> result;
    for (const auto &[line, points] : lines) {
        CurveSeries series;
        series.name = seriesName(plan, line.first, line.second);
        const SeriesLook look = lookOf(plan, line.first, line.second);
        series.marker = look.marker;
        series.color = look.color;
        for (const auto &[level, cells] : points)
            series.points.push_back(pointOf(level, cells, figure, band, valueWords));
        result.push_back(std::move(series));
    }
    return result;
}

CurveData frame(const session::RunSnapshot &snapshot)
{
    CurveData data;
    data.levelTitle = words::levelTitle(snapshot.plan->load.kind);
    std::ranges::copy_if(snapshot.plan->load.levels, std::back_inserter(data.plannedLevels),
                         [](double level) { return std::isfinite(level); });
    std::ranges::sort(data.plannedLevels);
    data.heading.emptyText = RunCurves::tr("The curve grows as cells finish.");
    data.heading.subtitle = scenariotext::of(*snapshot.plan);
    return data;
}

/// Says what bands and doubtful marks are, where there are some.
void captionPoints(CurveData &data)
{
    const auto hasBand = [](const CurvePoint &point) { return point.band.has_value(); };
    if (std::ranges::any_of(data.series, [&](const auto &line) { return std::ranges::any_of(line.points, hasBand); }))
        data.heading.caption = RunCurves::tr("band: 95 % interval within the run");
    explainMarks(data);
}

/// Where requests waited in the client, the same curves from when they were due, dashed.
void addFromDue(CurveData &data, const session::RunSnapshot &snapshot)
{
    constexpr double Visible = 1.02;
    bool any = false;
    for (CurveSeries &series : seriesOf(
             snapshot,
             [](const metrics::CellFigures &figures) { return figures.arrivals ? figures.ttftFromDue.p50 : 0; },
             [](const metrics::CellFigures &) { return metrics::Interval(); }, [](double) { return QString(); })) {
        const auto sent = std::ranges::find(data.series, series.name, &CurveSeries::name);
        bool differs = false;
        for (std::size_t i = 0; i < series.points.size() && i < sent->points.size(); ++i)
            differs = differs || series.points[i].value > Visible * sent->points[i].value;
        if (!differs)
            continue;
        series.name.clear();
        series.reference = true;
        data.series.push_back(std::move(series));
        any = true;
    }
    if (any)
        joinCaption(data.heading.caption, RunCurves::tr("dashed: from when requests were due"));
}

/// What lies before the window, or counts although not all users run yet.
void addBeginning(TimeData &data, const plan::Load &planned, const load::CellSnapshot &live)
{
    const double ramp = std::min(toSeconds(planned.ramp), live.elapsedSeconds);
    if (planned.rampInsideWindow || planned.countsEveryRequest()) {
        if (ramp > 0)
            data.regions.push_back({0, ramp, RunCurves::tr("ramp, counted")});
        return;
    }
    const double opened = live.windowOpenedAt < 0 ? live.elapsedSeconds : live.windowOpenedAt;
    const bool warmsUp = opened > ramp + 0.05;
    // Two names need room side by side.
    constexpr double roomForName = 0.12;
    if (warmsUp && ramp > 0 && ramp < roomForName * data.totalSeconds) {
        data.regions.push_back({0, opened, RunCurves::tr("before the window")});
        return;
    }
    if (ramp > 0)
        data.regions.push_back({0, ramp, RunCurves::tr("ramp")});
    if (warmsUp)
        data.regions.push_back({ramp, opened, RunCurves::tr("warm-up")});
}

/// What lies behind a window that a duration has closed.
void addDrain(TimeData &data, const plan::Load &planned, const load::CellSnapshot &live)
{
    if (!planned.duration || planned.countsEveryRequest() || live.windowOpenedAt < 0)
        return;
    const double closes = live.windowOpenedAt + toSeconds(*planned.duration);
    if (live.elapsedSeconds > closes)
        data.regions.push_back({closes, data.totalSeconds, RunCurves::tr("drain")});
}

TimeData timeFrame(const session::RunSnapshot &snapshot)
{
    TimeData data;
    data.heading.emptyText = RunCurves::tr("Waiting for the first answers.");
    if (!snapshot.live)
        return data;
    const load::CellSnapshot &live = *snapshot.live;
    if (live.failed > 0 && live.completed == 0)
        data.heading.emptyText = RunCurves::tr("No answer yet; requests failed: %1.").arg(format::count(live.failed));
    data.nowSecond = live.elapsedSeconds;
    data.totalSeconds = live.elapsedSeconds + std::max(0.0, live.remainingSeconds);
    addBeginning(data, snapshot.plan->load, live);
    addDrain(data, snapshot.plan->load, live);
    return data;
}

TimeSeries currentSeries(const session::RunSnapshot &snapshot)
{
    TimeSeries series;
    if (!snapshot.current)
        return series;
    // The only one of its charts: the colour says which it is, and dashes would only break it up.
    const plan::CellKey &key = snapshot.cells.at(*snapshot.current).key;
    const SeriesLook look = lookOf(*snapshot.plan, key.target, key.workload);
    series.marker = look.marker % SeriesCount;
    series.color = look.color;
    return series;
}

TimeData overTime(const session::RunSnapshot &snapshot, double load::SeriesPoint::*figure)
{
    TimeData data = timeFrame(snapshot);
    if (!snapshot.live)
        return data;
    TimeSeries series = currentSeries(snapshot);
    series.points.reserve(snapshot.live->series.size());
    for (const load::SeriesPoint &point : snapshot.live->series)
        series.points.emplace_back(point.second, point.*figure);
    data.series.push_back(std::move(series));
    return data;
}

/// A line of what a server or its GPUs tell, in the colour of the backend and the dashes of `round`, in steps that break where
/// nothing was told.
template <class Point>
void addTelemetry(TimeData &data, const session::RunSnapshot &snapshot, const QString &name, int round,
                  std::vector<Point> session::TelemetrySeries::*source, std::optional<double> Point::*figure,
                  double scale)
{
    if (!snapshot.telemetry)
        return;
    std::vector<GaugeReading> readings;
    for (const Point &point : (*snapshot.telemetry).*source) {
        if (const auto &value = point.*figure)
            readings.push_back({QPointF(point.second, *value * scale), point.lastSecond});
    }
    if (readings.empty())
        return;
    TimeSeries series = currentSeries(snapshot);
    series.name = name;
    series.marker += round * SeriesCount;
    series.points = gaugeSteps(readings);
    data.series.push_back(std::move(series));
}

} // namespace

CurveData ttftCurves(const session::RunSnapshot &snapshot)
{
    CurveData data = frame(snapshot);
    data.heading.title = RunCurves::tr("Time to first token, p50");
    data.heading.units = RunCurves::tr("ms, log scale");
    data.logarithmic = true;
    const double timeout = toSeconds(snapshot.plan->limits.requestTimeout);
    data.series = seriesOf(
        snapshot, [](const metrics::CellFigures &figures) { return figures.ttft.p50; },
        [](const metrics::CellFigures &figures) { return figures.ttftP50Interval; },
        [timeout](double value) { return format::latency(value, timeout); });
    for (CurveSeries &series : data.series)
        series.beyond = format::latency(std::numeric_limits<double>::infinity(), timeout);
    captionPoints(data);
    addFromDue(data, snapshot);
    overlayLimits(data, snapshot);
    return data;
}

CurveData rateCurves(const session::RunSnapshot &snapshot)
{
    CurveData data = frame(snapshot);
    data.heading.title = RunCurves::tr("Output tokens per second");
    data.heading.units = RunCurves::tr("tok/s, all users");
    data.series = seriesOf(
        snapshot, [](const metrics::CellFigures &figures) { return figures.outputTokensPerSecond; },
        [](const metrics::CellFigures &figures) { return figures.outputTokensPerSecondInterval; },
        [](double value) { return RunCurves::tr("%1 tok/s").arg(format::number(value)); });
    captionPoints(data);
    overlayRoofline(data, snapshot);
    overlayLimits(data, snapshot);
    return data;
}

TimeData rateOverTime(const session::RunSnapshot &snapshot)
{
    TimeData data = overTime(snapshot, &load::SeriesPoint::tokensPerSecond);
    data.heading.title = RunCurves::tr("Output rate");
    data.heading.units = RunCurves::tr("tok/s");
    return data;
}

TimeData ttftOverTime(const session::RunSnapshot &snapshot)
{
    TimeData data = timeFrame(snapshot);
    data.heading.title = RunCurves::tr("TTFT of each request");
    data.heading.units = RunCurves::tr("ms");
    if (!snapshot.live)
        return data;
    TimeSeries series = currentSeries(snapshot);
    series.points.reserve(snapshot.live->dots.size());
    for (const load::LatencyDot &dot : snapshot.live->dots)
        series.points.emplace_back(dot.second, dot.ttftMs);
    data.series.push_back(std::move(series));
    return data;
}

TimeData requestsOverTime(const session::RunSnapshot &snapshot)
{
    using session::TelemetrySeries;
    TimeData data = overTime(snapshot, &load::SeriesPoint::inFlight);
    data.heading.title = RunCurves::tr("Requests in flight");
    data.heading.units = RunCurves::tr("requests");
    if (data.series.empty())
        return data;
    addTelemetry(data, snapshot, RunCurves::tr("running"), 1, &TelemetrySeries::server, &session::ServerPoint::running,
                 1);
    addTelemetry(data, snapshot, RunCurves::tr("waiting"), 2, &TelemetrySeries::server, &session::ServerPoint::waiting,
                 1);
    const auto waits = [](const load::SeriesPoint &point) { return point.waiting > 0; };
    if (std::ranges::any_of(snapshot.live->series, waits)) {
        TimeSeries waiting = overTime(snapshot, &load::SeriesPoint::waiting).series.front();
        waiting.name = RunCurves::tr("waiting in the client");
        waiting.marker += 3 * SeriesCount;
        data.series.push_back(std::move(waiting));
    }
    if (data.series.size() > 1)
        data.series.front().name = RunCurves::tr("in flight");
    return data;
}

TimeData serverUseOverTime(const session::RunSnapshot &snapshot)
{
    using session::TelemetrySeries;
    constexpr double Percent = 100;
    TimeData data = timeFrame(snapshot);
    data.heading.title = RunCurves::tr("Server in use");
    data.heading.units = RunCurves::tr("%");
    if (!snapshot.live || !snapshot.telemetry)
        return data;
    addTelemetry(data, snapshot, RunCurves::tr("KV cache"), 0, &TelemetrySeries::server, &session::ServerPoint::kvUse,
                 Percent);
    addTelemetry(data, snapshot, RunCurves::tr("GPU"), 1, &TelemetrySeries::gpus, &session::GpuPoint::use, Percent);
    const auto &gpus = snapshot.telemetry->gpus;
    const auto last = std::find_if(gpus.rbegin(), gpus.rend(),
                                   [](const session::GpuPoint &point) { return point.powerWatts.has_value(); });
    if (last != gpus.rend())
        data.heading.units = RunCurves::tr("%, GPU %1 W now").arg(format::number(*last->powerWatts));
    return data;
}

} // namespace tokamark::ui
