#pragma once

#include "metrics/cellfigures.h"
#include "metrics/requestrecord.h"
#include "plan/matrix.h"
#include "plan/plan.h"
#include "simulator/batchengine.h"
#include "workload/trace.h"

#include <cstdint>
#include <functional>
#include <queue>
#include <random>
#include <unordered_map>
#include <vector>

namespace tokamark {

/// One cell in virtual time: users, a request rate or a trace around a simulated engine. The same plan gives the same
/// records. Used by one thread; made for each cell by whoever plays a run.
class VirtualCell final {
public:
    /// `trace`: the one that the plan names; null where it names none. Plan and trace must outlive the cell.
    VirtualCell(const plan::Plan &plan, const plan::CellKey &key, const simulator::BatchModel &model, Instant start,
                const workload::Trace *trace);

    void play();

    [[nodiscard]] const metrics::MeasuredWindow &window() const { return m_window; }
    [[nodiscard]] Instant end() const { return m_end; }
    [[nodiscard]] std::uint32_t users() const { return m_users; }
    [[nodiscard]] std::vector<metrics::RequestRecord> takeRecords() { return std::move(m_done); }

private:
    /// When a request is sent.
    struct Turn {
        Instant at;
        std::uint32_t user = 0; ///< where nobody waits for an answer: its place in the schedule

        bool operator>(const Turn &other) const;
    };

    void planArrivals(const plan::CellKey &key, Instant start);
    void send(const Turn &turn);
    void setLengths(metrics::RequestRecord &record, std::uint32_t user);
    void receive(const simulator::Emission &emission);
    [[nodiscard]] metrics::Phase phaseOf(Instant sent) const;

    const plan::Plan &m_plan;
    const plan::Workload &m_workload;
    const workload::Trace *m_trace;
    std::uint32_t m_users;
    simulator::BatchEngine m_engine;
    std::mt19937_64 m_random;
    metrics::MeasuredWindow m_window;
    Instant m_end;
    std::priority_queue<Turn, std::vector<Turn>, std::greater<>> m_turns;
    std::unordered_map<std::uint64_t, metrics::RequestRecord> m_open;
    std::vector<metrics::RequestRecord> m_done;
    std::int64_t m_lastId = 0;
};

} // namespace tokamark
