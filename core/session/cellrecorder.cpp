#include "session/cellrecorder.h"

#include "base/clock.h"

#include <iterator>

namespace tokamark::session {
namespace {

std::vector<storage::Sample> healthSamples(const load::CellSnapshot &snapshot)
{
    const qint64 now = SteadyClock().now().time_since_epoch().count();
    std::vector<storage::Sample> samples{
        {now, QStringLiteral("client"), QStringLiteral("in_flight"), static_cast<double>(snapshot.inFlight)}};
    struct Field {
        const char *name;
        double load::WorkerHealth::*value;
    };
    for (const load::WorkerHealth &worker : snapshot.workers->workers) {
        const QString source = QStringLiteral("client:%1").arg(worker.worker);
        for (const Field &field : {Field{"cpu_share", &load::WorkerHealth::cpuShare},
                                   Field{"read_lag_p50_us", &load::WorkerHealth::readLagP50},
                                   Field{"read_lag_p99_us", &load::WorkerHealth::readLagP99},
                                   Field{"send_lateness_p99_us", &load::WorkerHealth::sendLatenessP99},
                                   Field{"several_event_reads", &load::WorkerHealth::severalEventReads},
                                   Field{"loop_stall_ms", &load::WorkerHealth::loopStallMs},
                                   Field{"tokens_per_s", &load::WorkerHealth::tokensPerSecond}})
            samples.push_back({now, source, QString::fromLatin1(field.name), worker.*field.value});
    }
    return samples;
}

} // namespace

CellRecorder::CellRecorder(storage::RunWriter &writer, CellId cell, Live live)
    : m_writer(writer)
    , m_cell(cell)
    , m_live(std::move(live))
{
}

void CellRecorder::recordsReady(std::vector<metrics::RequestRecord> records)
{
    m_writer.addRecords(m_cell, records);
    std::move(records.begin(), records.end(), std::back_inserter(m_records));
}

void CellRecorder::snapshotReady(std::shared_ptr<const load::CellSnapshot> snapshot)
{
    if (snapshot->workers && snapshot->workers != m_stored) {
        m_writer.addSamples(m_cell, healthSamples(*snapshot));
        m_stored = snapshot->workers;
    }
    m_live(std::move(snapshot));
}

} // namespace tokamark::session
