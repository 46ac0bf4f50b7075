#pragma once

#include "load/cellobserver.h"
#include "storage/runwriter.h"

#include <functional>
#include <memory>
#include <vector>

namespace tokamark::session {

/// Listens to one running cell on the run's thread: hands its records to the writer, keeps them for the figures, and
/// stores the health of each of the client's workers once a second.
class CellRecorder final : public load::CellObserver {
public:
    using Live = std::function<void(std::shared_ptr<const load::CellSnapshot>)>;

    CellRecorder(storage::RunWriter &writer, CellId cell, Live live);

    void recordsReady(std::vector<metrics::RequestRecord> records) override;
    void snapshotReady(std::shared_ptr<const load::CellSnapshot> snapshot) override;

    [[nodiscard]] std::vector<metrics::RequestRecord> takeRecords() noexcept { return std::move(m_records); }

private:
    storage::RunWriter &m_writer;
    CellId m_cell;
    Live m_live;
    std::vector<metrics::RequestRecord> m_records;
    std::shared_ptr<const load::WorkersHealth> m_stored; ///< the stretch that was stored last
};

} // namespace tokamark::session
