#include "session/celltelemetry.h"

#include "session/storedreadings.h"
#include "telemetry/reconcile.h"

#include <algorithm>
#include <utility>

namespace tokamark::session {
namespace {

using profiles::Meaning;
using telemetry::GpuReading;

constexpr std::size_t MostPoints = 600;

/// The point of a moment, made if there is none yet; points come in the order of time, from two sources.
TelemetryPoint &pointAt(std::vector<TelemetryPoint> &points, double second)
{
    const auto it = std::ranges::lower_bound(points, second, {}, &TelemetryPoint::second);
    if (it != points.end() && it->second == second)
        return *it;
    TelemetryPoint point;
    point.second = second;
    return *points.insert(it, point);
}

/// Leaves out every point that is nearer than `step` to the one before.
void thin(std::vector<TelemetryPoint> &points, double step)
{
    double last = -step;
    std::erase_if(points, [&last, step](const TelemetryPoint &point) {
        if (point.second - last < step)
            return true;
        last = point.second;
        return false;
    });
}

} // namespace

CellTelemetry::CellTelemetry(std::unique_ptr<monitor::CellWatch> watch, storage::RunWriter &writer, CellId cell)
    : m_watch(std::move(watch))
    , m_writer(writer)
    , m_cell(cell)
{
}

void CellTelemetry::poll(double elapsedSeconds)
{
    if (!m_watch)
        return;
    if (!m_started)
        m_started
            = SteadyClock().now() - std::chrono::duration_cast<Duration>(std::chrono::duration<double>(elapsedSeconds));
    accept(m_watch->take());
}

void CellTelemetry::finish()
{
    if (!m_watch)
        return;
    accept(m_watch->finish());
    storeReplicas();
}

void CellTelemetry::accept(monitor::Observations seen)
{
    if (seen.isEmpty())
        return;
    std::vector<storage::Sample> samples;
    for (const telemetry::ServerReading &reading : seen.server)
        addSamples(reading, samples);
    for (const telemetry::GpuSample &sample : seen.gpus)
        addSamples(sample, samples);
    if (!samples.empty())
        m_writer.addSamples(m_cell, std::move(samples));
    extendSeries(seen);
    takeReplicas(std::exchange(seen.replicas, {}));
    m_seen.append(std::move(seen));
}

void CellTelemetry::takeReplicas(std::vector<monitor::ReplicaReading> readings)
{
    for (monitor::ReplicaReading &one : readings) {
        const auto known = std::ranges::find(m_replicas, one.page, &Replica::page);
        if (known == m_replicas.end())
            m_replicas.push_back({std::move(one.page), one.reading, one.reading});
        else
            known->last = std::move(one.reading);
    }
}

/// What each counted over the cell is told by its first and its last reading: one of them a second would be many.
void CellTelemetry::storeReplicas()
{
    std::vector<storage::Sample> samples;
    for (const Replica &replica : m_replicas) {
        addReplicaSamples(replica.page, replica.first, samples);
        if (replica.last.at != replica.first.at)
            addReplicaSamples(replica.page, replica.last, samples);
    }
    if (!samples.empty())
        m_writer.addSamples(m_cell, std::move(samples));
}

void CellTelemetry::extendSeries(const monitor::Observations &seen)
{
    auto series = m_series ? std::make_shared<TelemetrySeries>(*m_series) : std::make_shared<TelemetrySeries>();
    const auto secondOf = [this](Instant at) { return m_started ? toSeconds(at - *m_started) : 0.0; };
    for (const telemetry::ServerReading &reading : seen.server) {
        TelemetryPoint &point = pointAt(series->points, secondOf(reading.at));
        point.running = reading.number(Meaning::Running);
        point.waiting = reading.number(Meaning::Waiting);
        point.kvUse = reading.number(Meaning::KvUse);
    }
    for (const telemetry::GpuSample &sample : seen.gpus) {
        TelemetryPoint &point = pointAt(series->points, secondOf(sample.at));
        point.gpuPowerWatts = sample.total(&GpuReading::powerWatts);
        if (const auto use = sample.total(&GpuReading::use))
            point.gpuUse = *use / static_cast<double>(sample.gpus.size());
    }
    // What was read before the cell began has no place on its axis.
    std::erase_if(series->points, [](const TelemetryPoint &point) { return point.second < 0; });
    while (series->points.size() > MostPoints) {
        const double span = series->points.back().second - series->points.front().second;
        m_stepSeconds = std::max(2 * m_stepSeconds, 2 * span / static_cast<double>(MostPoints));
        thin(series->points, m_stepSeconds);
    }
    if (seen.answered + seen.failed > 0)
        series->fault = seen.fault;
    m_series = std::move(series);
}

std::string CellTelemetry::gpuName() const
{
    std::string name;
    for (const telemetry::GpuSample &sample : m_seen.gpus) {
        for (const GpuReading &gpu : sample.gpus) {
            if (!name.empty() && gpu.name != name)
                return {};
            name = gpu.name;
        }
    }
    return name;
}

std::optional<metrics::ServerFigures> CellTelemetry::figures(std::span<const metrics::RequestRecord> records,
                                                             const metrics::CellFigures &client,
                                                             bool hasUnrecorded) const
{
    telemetry::ReconcileInput input;
    input.records = records;
    input.window = client.window;
    input.server = m_seen.server;
    input.gpus = m_seen.gpus;
    input.outputTokens = client.windowTokens;
    input.hasUnrecorded = hasUnrecorded;
    metrics::ServerFigures figures = telemetry::reconcile(input);
    // Some servers have no metrics page and tell their times with each answer.
    if (m_seen.isEmpty() && !figures.ttft)
        return std::nullopt;
    figures.scrapes = m_seen.answered;
    figures.failedScrapes = m_seen.failed;
    if (m_seen.answered > 0)
        figures.scrapeMeanMs = toMilliseconds(m_seen.asking) / static_cast<double>(m_seen.answered);
    return figures;
}

} // namespace tokamark::session
