#include "session/telemetryhistory.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace tokamark::session {
namespace {

using profiles::Meaning;
using telemetry::GpuReading;

constexpr std::size_t MostPoints = 600;

ServerPoint pointOf(const telemetry::ServerReading &reading)
{
    ServerPoint point;
    point.running = reading.number(Meaning::Running);
    point.waiting = reading.number(Meaning::Waiting);
    point.kvUse = reading.number(Meaning::KvUse);
    return point;
}

GpuPoint pointOf(const telemetry::GpuSample &sample)
{
    GpuPoint point;
    point.powerWatts = sample.total(&GpuReading::powerWatts);
    if (const auto use = sample.total(&GpuReading::use))
        point.use = *use / static_cast<double>(sample.gpus.size());
    return point;
}

/// Leaves out every point that is nearer than `step` to the one kept before it, which then stands for it too.
template <class Point> void thin(std::vector<Point> &points, double step)
{
    std::vector<Point> kept;
    for (Point &point : points) {
        if (!kept.empty() && point.second - kept.back().second < step)
            kept.back().lastSecond = point.lastSecond;
        else
            kept.push_back(std::move(point));
    }
    points = std::move(kept);
}

/// Adds a source's readings. Each source by itself: between two sources the one would push out the other.
template <class Point, class Reading>
void add(std::vector<Point> &points, double &step, const std::vector<Reading> &readings, Instant cellStart)
{
    for (const Reading &reading : readings) {
        const double second = toSeconds(reading.at - cellStart);
        if (second < 0)
            continue;
        Point point = pointOf(reading);
        point.second = point.lastSecond = second;
        points.push_back(std::move(point));
    }
    while (points.size() > MostPoints) {
        const double span = points.back().second - points.front().second;
        step = std::max(2 * step, 2 * span / static_cast<double>(MostPoints));
        thin(points, step);
    }
}

} // namespace

void TelemetryHistory::extend(const monitor::Observations &seen, Instant cellStart)
{
    auto series = m_series ? std::make_shared<TelemetrySeries>(*m_series) : std::make_shared<TelemetrySeries>();
    add(series->server, m_serverStep, seen.server, cellStart);
    add(series->gpus, m_gpuStep, seen.gpus, cellStart);
    if (seen.answered + seen.failed > 0)
        series->fault = seen.fault;
    m_series = std::move(series);
}

} // namespace tokamark::session
