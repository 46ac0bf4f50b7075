#pragma once

#include "bench/truthserver.h"
#include "load/cellobserver.h"
#include "load/cellspec.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace tokamark::bench {

/// How far off TTFT may be, in the mean and at p99.
inline constexpr double TtftErrorLimitMs = 0.1;

/// How far the records of a cell are from what the truth server did.
struct TruthErrors {
    double ttftMeanErrorMs = 0;
    double ttftP99ErrorMs = 0;
    double ttftWorstErrorMs = 0;
    double tpotErrorPercent = 0;
    double rateErrorPercent = 0;
    std::uint64_t lost = 0; ///< requests that did not come to the whole answer
};

/// Keeps the records of a cell and passes its snapshots on. Used on the thread that runs the cell.
class Keeper final : public load::CellObserver {
public:
    void recordsReady(std::vector<metrics::RequestRecord> batch) override;
    void snapshotReady(std::shared_ptr<const load::CellSnapshot> snapshot) override;

    std::vector<metrics::RequestRecord> records;
    std::function<void(std::shared_ptr<const load::CellSnapshot>)> onSnapshot;
};

/// The cores of this machine that a bench shares out; -1: any.
struct Cores {
    int client = -1;
    int server = -1;
};

/// One core for the client and another for the server, where there are two.
[[nodiscard]] Cores chooseCores();

/// A cell against a truth server at `port`, each of whose prompts carries the number of its request.
[[nodiscard]] load::CellSpec truthCell(std::uint16_t port, std::uint32_t streams, std::uint32_t requests,
                                       std::uint32_t tokens);

/// Holds the records of such a cell against the server's log. `plan.requests` records are expected.
[[nodiscard]] TruthErrors compare(const std::vector<metrics::RequestRecord> &records, const TruthServer &server,
                                  const TruthPlan &plan);

/// The value that one in a hundred exceeds; of at least one value.
[[nodiscard]] double percentile99(std::vector<double> values);

} // namespace tokamark::bench
