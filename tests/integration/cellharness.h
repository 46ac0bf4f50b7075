#pragma once

#include "http/url.h"
#include "load/cellrunner.h"
#include "plan/plan.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace tokamark::test {

/// Keeps everything that a cell tells.
class RecordingObserver final : public load::CellObserver {
public:
    void recordsReady(std::vector<metrics::RequestRecord> batch) override;
    void snapshotReady(std::shared_ptr<const load::CellSnapshot> snapshot) override;

    std::vector<metrics::RequestRecord> records; ///< in the order of their ids, once the cell has ended
    std::vector<std::shared_ptr<const load::CellSnapshot>> snapshots;
    std::function<void(const load::CellSnapshot &)> onSnapshot;
};

/// A small cell against `url`: one user, chat, `requests` requests of eight tokens.
[[nodiscard]] load::CellSpec smallCell(const http::Url &url, std::uint64_t requests = 1);

/// What running a cell came to.
struct CellRun {
    Expected<load::CellResult> result;
    std::vector<metrics::RequestRecord> records;
    std::vector<std::shared_ptr<const load::CellSnapshot>> snapshots;
};

[[nodiscard]] CellRun run(const load::CellSpec &spec, const load::StopTokens &stop = {});

} // namespace tokamark::test
