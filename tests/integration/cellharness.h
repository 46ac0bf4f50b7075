#pragma once

#include "http/url.h"
#include "load/cellrunner.h"
#include "plan/plan.h"
#include "support/scriptedserver.h"

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

/// A small cell against `url`: one user, chat, `requests` requests of eight tokens, prompts filled up to `promptBytes`.
[[nodiscard]] load::CellSpec smallCell(const http::Url &url, std::uint64_t requests = 1, std::size_t promptBytes = 0);

/// What running a cell came to.
struct CellRun {
    Expected<load::CellResult> result;
    std::vector<metrics::RequestRecord> records;
    std::vector<std::shared_ptr<const load::CellSnapshot>> snapshots;
};

/// The trial connection is number zero and sends nothing; the scripts begin behind it.
[[nodiscard]] std::function<support::Script(int)> everyConnection(support::Script script);
/// The first request's connection gets the first script, and so on; the last one is for all further connections.
[[nodiscard]] std::function<support::Script(int)> oneAfterTheOther(std::vector<support::Script> scripts);

/// Many answers of four tokens on one connection, 5 ms apart: each takes 20 ms.
[[nodiscard]] support::Script steadyAnswers(int answers);

[[nodiscard]] CellRun run(const load::CellSpec &spec, const load::StopTokens &stop = {});

} // namespace tokamark::test
