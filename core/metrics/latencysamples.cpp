#include "metrics/latencysamples.h"

#include "metrics/latencyfigures.h"

namespace tokamark::metrics {

void LatencySamples::Samples::add(const std::optional<double> &value)
{
    if (value)
        values.push_back(*value);
}

LatencyFigures LatencySamples::Samples::figures()
{
    return latencyFigures(values, failures);
}

void LatencySamples::addSent(const RequestRecord &record)
{
    m_clientQueue.add(toMilliseconds(record.at.sent - record.at.due));
}

void LatencySamples::addCompleted(const RequestRecord &record, std::span<const Chunk> chunks,
                                  const RequestLatencies &latencies)
{
    m_ttft.add(latencies.ttft);
    m_ttftFromDue.add(latencies.ttftFromDue);
    m_ttftFromConnect.add(latencies.ttftFromConnect);
    m_ttfa.add(latencies.ttfa);
    m_tpot.add(latencies.tpot);
    m_stall.add(latencies.stall);
    if (const std::optional<double> e2el = e2elOfThePlan(record, latencies)) {
        m_e2el.add(e2el);
        m_e2elFromDue.add(toMilliseconds(record.at.lastToken - record.at.due));
    }
    for (std::size_t i = 1; i < chunks.size(); ++i)
        m_itl.values.push_back(toMilliseconds(chunks[i].at - chunks[i - 1].at));
}

void LatencySamples::addFailed(const RequestRecord &record)
{
    for (Samples *samples : {&m_ttft, &m_ttftFromDue, &m_ttfa, &m_tpot, &m_e2el, &m_e2elFromDue, &m_stall})
        ++samples->failures;
    if (record.newConnection)
        ++m_ttftFromConnect.failures;
}

void LatencySamples::addUnsent()
{
    for (Samples *samples : {&m_ttftFromDue, &m_e2elFromDue, &m_clientQueue})
        ++samples->failures;
}

std::array<LatencyFigures, Sections> LatencySamples::itlSections() const
{
    std::array<LatencyFigures, Sections> sections;
    const auto at = [this](std::size_t section) {
        return m_itl.values.begin() + static_cast<std::ptrdiff_t>(section * m_itl.values.size() / Sections);
    };
    for (std::size_t section = 0; section < Sections; ++section) {
        std::vector<double> values(at(section), at(section + 1));
        sections[section] = latencyFigures(values, 0);
    }
    return sections;
}

void LatencySamples::fill(CellFigures &figures, bool withSchedule)
{
    figures.ttft = m_ttft.figures();
    figures.ttftFromDue = m_ttftFromDue.figures();
    figures.ttftFromConnect = m_ttftFromConnect.figures();
    figures.ttfa = m_ttfa.figures();
    figures.tpot = m_tpot.figures();
    figures.itl = m_itl.figures();
    figures.e2el = m_e2el.figures();
    figures.stall = m_stall.figures();
    if (withSchedule) {
        figures.e2elFromDue = m_e2elFromDue.figures();
        figures.clientQueue = m_clientQueue.figures();
    }
}

LatencyFigures LatencySamples::completedE2el()
{
    return latencyFigures(m_e2el.values, 0);
}

std::optional<double> e2elOfThePlan(const RequestRecord &record, const RequestLatencies &latencies)
{
    return record.shortened ? std::nullopt : latencies.e2el;
}

} // namespace tokamark::metrics
