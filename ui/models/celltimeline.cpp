#include "models/celltimeline.h"

#include "format/numberformat.h"
#include "models/gaugesteps.h"
#include "models/scenariotext.h"
#include "models/seriesstyle.h"
#include "words/levelwords.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace tokamark::ui::celltimeline {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CellTimeline)
};

/// The colours of what is told beside the requests, away from that of the backend.
constexpr int RunningStep = 2;
constexpr int WaitingStep = 4;
constexpr int KvStep = 3;
constexpr int FirstGpuStep = 5;

TimeSeries lineOf(const CellPlace &place, std::vector<QPointF> points, const QString &name = {}, int step = 0)
{
    TimeSeries series;
    series.name = name;
    series.marker = (place.line().marker + step) % SeriesCount;
    if (step == 0)
        series.color = place.line().color;
    series.points = std::move(points);
    return series;
}

const SampleSeries *find(const CellHistory &history, QLatin1String source, QLatin1String name)
{
    const auto found = std::ranges::find_if(
        history.samples, [&](const SampleSeries &one) { return one.source == source && one.name == name; });
    return found == history.samples.end() ? nullptr : &*found;
}

QString signedPercent(double percent)
{
    const QString digits = QLocale().toString(std::abs(percent), 'f', std::abs(percent) < 9.95 ? 1 : 0);
    return (percent < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + digits;
}

/// Only a change that chance does not make is drawn.
/// `driftName` and `stepName` take the change.
std::optional<TimelineTrend> trendOf(const std::optional<metrics::Trend> &trend, const metrics::SteadyFigures &steady,
                                     double windowFrom, const QString &driftName, const QString &stepName)
{
    if (!trend || !trend->isReal())
        return std::nullopt;
    TimelineTrend line;
    line.from = windowFrom + steady.fromSecond;
    line.to = windowFrom + steady.toSecond;
    line.valueFrom = trend->from;
    line.valueTo = trend->to;
    if (trend->stepSecond)
        line.stepSecond = windowFrom + *trend->stepSecond;
    line.name = (trend->stepSecond ? stepName : driftName).arg(signedPercent(trend->changePct));
    return line;
}

TimelinePanel ratePanel(const CellPlace &place, const CellHistory &history)
{
    TimelinePanel panel;
    panel.title = Words::tr("Output rate, tok/s");
    panel.series.push_back(lineOf(place, history.outputRate));
    return panel;
}

TimelinePanel ttftPanel(const CellPlace &place, const CellHistory &history)
{
    TimelinePanel panel;
    panel.title = Words::tr("TTFT of each request, ms");
    panel.look = PanelLook::Dots;
    panel.series.push_back(lineOf(place, history.ttft));
    if (history.failed.empty())
        return panel;
    constexpr int FailedPlace = 6;
    TimeSeries failed;
    failed.name = Words::tr("failed, when sent");
    failed.marker = FailedPlace;
    failed.points = history.failed;
    panel.series.push_back(std::move(failed));
    return panel;
}

TimelinePanel requestsPanel(const CellPlace &place, const CellHistory &history)
{
    TimelinePanel panel;
    panel.title = Words::tr("Requests");
    const QLatin1String server("server");
    panel.series.push_back(lineOf(place, history.inFlight, Words::tr("in flight")));
    if (const SampleSeries *running = find(history, server, QLatin1String("running")))
        panel.series.push_back(lineOf(place, gaugeSteps(running->points), Words::tr("server: running"), RunningStep));
    if (const SampleSeries *waiting = find(history, server, QLatin1String("waiting")))
        panel.series.push_back(lineOf(place, gaugeSteps(waiting->points), Words::tr("server: waiting"), WaitingStep));
    return panel;
}

std::vector<QPointF> inPercent(std::vector<QPointF> points)
{
    for (QPointF &point : points)
        point.setY(100 * point.y());
    return points;
}

/// What the server and its GPUs said of their use; empty where nobody said anything.
std::optional<TimelinePanel> usePanel(const CellPlace &place, const CellHistory &history)
{
    TimelinePanel panel;
    panel.title = Words::tr("In use, %");
    panel.least = 100;
    if (const SampleSeries *kv = find(history, QLatin1String("server"), QLatin1String("kv_use")))
        panel.series.push_back(lineOf(place, gaugeSteps(inPercent(kv->points)), Words::tr("KV cache"), KvStep));
    int gpu = 0;
    for (const SampleSeries &one : history.samples)
        if (one.source.startsWith(QLatin1String("gpu:")) && one.name == QLatin1String("use")) {
            panel.series.push_back(
                lineOf(place, gaugeSteps(inPercent(one.points)), Words::tr("GPU %1").arg(gpu + 1), FirstGpuStep + gpu));
            ++gpu;
        }
    return panel.series.empty() ? std::nullopt : std::optional(panel);
}

std::optional<TimelinePanel> powerPanel(const CellPlace &place, const CellHistory &history)
{
    TimelinePanel panel;
    panel.title = Words::tr("GPU power, W");
    int step = FirstGpuStep;
    for (const SampleSeries &one : history.samples)
        if (one.source.startsWith(QLatin1String("gpu:")) && one.name == QLatin1String("power_w"))
            panel.series.push_back(lineOf(place, gaugeSteps(one.points), {}, step++));
    return panel.series.empty() ? std::nullopt : std::optional(panel);
}

/// One quantity of all worker threads of the client.
struct HealthRow {
    const char *name; ///< of the samples
    double scale;
    double warningFrom; ///< 0: no limit is laid down for it
    double badFrom;
    QString title; ///< %1: the highest value
};

std::vector<HealthRow> healthRows(const plan::VerdictThresholds &limits)
{
    return {{"cpu_share", 100, limits.workerCpu.warning, limits.workerCpu.bad,
             Words::tr("Client: CPU of a worker, at most %1 %")},
            {"read_lag_p99_us", 0.001, 0, 0, Words::tr("Client: reads lag (p99), at most %1 ms")},
            {"send_lateness_p99_us", 0.001, limits.sendLatenessMs.warning, limits.sendLatenessMs.bad,
             Words::tr("Client: late sends (p99), at most %1 ms")},
            {"loop_stall_ms", 1, 0, 0, Words::tr("Client: event loop stalled, at most %1 ms")}};
}

void addHealth(std::vector<TimelinePanel> &panels, const CellHistory &history, const plan::VerdictThresholds &limits)
{
    for (const HealthRow &row : healthRows(limits)) {
        TimelinePanel panel;
        panel.look = PanelLook::Strip;
        panel.warningFrom = row.warningFrom;
        panel.badFrom = row.badFrom;
        panel.least = row.warningFrom;
        double highest = 0;
        for (const SampleSeries &one : history.samples) {
            if (!one.source.startsWith(QLatin1String("client:")) || one.name != QLatin1String(row.name))
                continue;
            TimeSeries series;
            for (const QPointF &point : one.points) {
                series.points.emplace_back(point.x(), point.y() * row.scale);
                highest = std::max(highest, series.points.back().y());
            }
            panel.series.push_back(std::move(series));
        }
        if (panel.series.empty())
            continue;
        panel.title = row.title.arg(format::number(highest));
        panels.push_back(std::move(panel));
    }
}

/// The window is open from the first request on, so that the ramp lies inside.
bool countsFromTheStart(const CellPlace &place)
{
    return place.cell->figures->window.wholeCell || place.run().plan.load.rampInsideWindow;
}

/// What lies outside of the measured window, and a ramp inside, by name.
std::vector<TimeRegion> regionsOf(const CellPlace &place, const CellHistory &history, const TimelineWindow &window)
{
    const double ramp = toSeconds(place.run().plan.load.ramp);
    std::vector<TimeRegion> regions;
    if (countsFromTheStart(place)) {
        regions.push_back({window.from, std::min(window.from + ramp, history.seconds), Words::tr("ramp, counted")});
    } else {
        const double rampEnd = std::min(ramp, window.from);
        regions.push_back({0, rampEnd, Words::tr("ramp")});
        regions.push_back({rampEnd, window.from, Words::tr("warm-up")});
    }
    regions.push_back({window.to, history.seconds, Words::tr("drain")});
    std::erase_if(regions, [](const TimeRegion &region) { return !(region.to > region.from); });
    return regions;
}

} // namespace

TimelineWindow secondsOf(const metrics::MeasuredWindow &window, const storage::StoredCell &cell)
{
    const Instant start{Duration(cell.startedNs)};
    return {toSeconds(window.open - start), toSeconds(window.close - start)};
}

metrics::MeasuredWindow instantsOf(const TimelineWindow &window, const storage::StoredCell &cell)
{
    const auto instant
        = [&cell](double second) { return Instant{Duration(cell.startedNs + std::llround(second * 1e9))}; };
    return {instant(window.from), instant(window.to), false};
}

TimelineData timeline(const CellPlace &place, const CellHistory &history, const metrics::CellFigures &shown)
{
    const plan::Plan &plan = place.run().plan;
    TimelineData data;
    data.heading.title = Words::tr("%1 at %2 over time", "backend, load")
                             .arg(place.line().name, words::levelText(plan.load.level(place.cell->key.level)));
    if (plan.repetitions > 1)
        data.heading.title
            = Words::tr("%1, repetition %2").arg(data.heading.title, QString::number(place.cell->key.repetition + 1));
    data.heading.units = Words::tr("since the cell began");
    data.heading.subtitle = scenariotext::of(*place.results);
    data.heading.caption = countsFromTheStart(place) && plan.load.ramp > Duration{}
        ? Words::tr("shaded: the ramp, which counts, and what lies outside of the measured window")
        : Words::tr("shaded: outside of the measured window");
    data.heading.emptyText = Words::tr("No request of this cell was stored.");
    data.totalSeconds = history.seconds;
    data.measured = secondsOf(place.cell->figures->window, *place.cell);
    data.regions = regionsOf(place, history, data.measured);
    data.windowName = Words::tr("window moved by hand");
    if (history.records->empty())
        return data;
    const TimelineWindow range = secondsOf({history.range.earliest, history.range.latest, false}, *place.cell);
    data.range = {std::max(0.0, range.from), std::min(range.to, history.seconds)};

    data.panels = {ratePanel(place, history), ttftPanel(place, history), requestsPanel(place, history)};
    if (shown.steady) {
        const double windowFrom = secondsOf(shown.window, *place.cell).from;
        data.panels[0].trend = trendOf(shown.steady->outputRate, *shown.steady, windowFrom,
                                       Words::tr("rate drifts: %1 %"), Words::tr("rate steps: %1 %"));
        data.panels[1].trend = trendOf(shown.steady->ttftP50, *shown.steady, windowFrom, Words::tr("TTFT drifts: %1 %"),
                                       Words::tr("TTFT steps: %1 %"));
    }
    for (const auto &panel : {usePanel(place, history), powerPanel(place, history)})
        if (panel)
            data.panels.push_back(*panel);
    addHealth(data.panels, history, plan.verdicts);
    return data;
}

} // namespace tokamark::ui::celltimeline
