#include "session/cellrecorder.h"

#include "base/clock.h"

#include <iterator>

namespace tokamark::session {
namespace {

constexpr double SampleEverySeconds = 1;

std::vector<storage::Sample> healthSamples(const load::CellSnapshot &snapshot)
{
    const qint64 now = SteadyClock().now().time_since_epoch().count();
    const QString source = QStringLiteral("client");
    return {{now, source, QStringLiteral("cpu_share"), snapshot.client.cpuShare},
            {now, source, QStringLiteral("read_lag_p99_us"), snapshot.client.readLagP99},
            {now, source, QStringLiteral("send_lateness_p99_us"), snapshot.client.sendLatenessP99},
            {now, source, QStringLiteral("in_flight"), static_cast<double>(snapshot.inFlight)}};
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
    if (snapshot->elapsedSeconds >= m_nextSampleSecond) {
        m_writer.addSamples(m_cell, healthSamples(*snapshot));
        m_nextSampleSecond = snapshot->elapsedSeconds + SampleEverySeconds;
    }
    m_live(std::move(snapshot));
}

} // namespace tokamark::session
