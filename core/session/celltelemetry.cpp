#include "session/celltelemetry.h"

#include "session/storedreadings.h"
#include "telemetry/reconcile.h"

#include <algorithm>
#include <utility>

namespace tokamark::session {
namespace {

using telemetry::GpuReading;

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
    if (m_started)
        m_history.extend(seen, *m_started);
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
