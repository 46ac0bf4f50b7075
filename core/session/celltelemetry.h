#pragma once

#include "base/clock.h"
#include "metrics/cellfigures.h"
#include "metrics/requestrecord.h"
#include "monitor/cellwatch.h"
#include "session/telemetryhistory.h"
#include "storage/runwriter.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tokamark::session {

/// What a cell's server and GPUs say, on its way to storage, to the screen and into the figures. On the run's thread,
/// for one cell.
class CellTelemetry final {
public:
    /// Without a watch there is nothing to say, and every call does nothing.
    CellTelemetry(std::unique_ptr<monitor::CellWatch> watch, storage::RunWriter &writer, CellId cell);

    /// Takes over what has come. To be called now and then while the cell runs.
    void poll(double elapsedSeconds);
    /// Null as long as nothing was seen.
    [[nodiscard]] std::shared_ptr<const TelemetrySeries> series() const noexcept { return m_history.series(); }
    /// Waits for the server's last word. To be called once, after the last request.
    void finish();
    /// What the driver calls the GPUs that were seen, if it calls all of them the same; empty otherwise.
    [[nodiscard]] std::string gpuName() const;
    /// Holds both sides of the cell against each other. Empty if the server said nothing.
    [[nodiscard]] std::optional<metrics::ServerFigures> figures(std::span<const metrics::RequestRecord> records,
                                                                const metrics::CellFigures &client,
                                                                bool hasUnrecorded) const;

private:
    void accept(monitor::Observations seen);
    void takeReplicas(std::vector<monitor::ReplicaReading> readings);
    void storeReplicas();

    std::unique_ptr<monitor::CellWatch> m_watch;
    storage::RunWriter &m_writer;
    CellId m_cell;
    std::optional<Instant> m_started; ///< of the cell
    monitor::Observations m_seen; ///< without what replicas said each by itself
    struct Replica {
        std::string page;
        telemetry::ServerReading first;
        telemetry::ServerReading last;
    };
    std::vector<Replica> m_replicas;
    TelemetryHistory m_history;
};

} // namespace tokamark::session
