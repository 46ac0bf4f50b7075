#pragma once

#include "metrics/cellfigures.h"
#include "metrics/requestlatencies.h"
#include "metrics/sectionerror.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tokamark::metrics {

/// The latencies of the requests that count in a cell, as they come in. Requests that failed or were never sent stand
/// above every sample. Owned by whoever sums the cell up.
class LatencySamples final {
public:
    void addSent(const RequestRecord &record);
    void addCompleted(const RequestRecord &record, std::span<const Chunk> chunks, const RequestLatencies &latencies);
    void addFailed(const RequestRecord &record);
    void addUnsent();

    /// The chunk gaps of fifths of the requests, one after the other as they came in; to be asked for before `fill`.
    [[nodiscard]] std::array<LatencyFigures, Sections> itlSections() const;
    /// `withSchedule`: requests were due by themselves, so that they could wait in the client.
    void fill(CellFigures &figures, bool withSchedule);
    /// E2EL of completed requests alone.
    [[nodiscard]] LatencyFigures completedE2el();

private:
    /// Values of one latency.
    struct Samples {
        std::vector<double> values;
        std::uint64_t failures = 0;

        void add(const std::optional<double> &value);
        [[nodiscard]] LatencyFigures figures();
    };

    Samples m_ttft;
    Samples m_ttftFromDue;
    Samples m_ttftFromConnect;
    Samples m_ttfa;
    Samples m_tpot;
    Samples m_itl;
    Samples m_e2el;
    Samples m_stall;
    Samples m_e2elFromDue;
    Samples m_clientQueue;
};

/// None for a request that was cut short to bring users out of step: it ends earlier than the plan's would.
[[nodiscard]] std::optional<double> e2elOfThePlan(const RequestRecord &record, const RequestLatencies &latencies);

} // namespace tokamark::metrics
