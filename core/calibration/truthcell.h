#pragma once

#include "load/cellobserver.h"
#include "load/cellspec.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace tokamark::calibration {

/// Keeps the records of a cell and passes its snapshots on. Used on the thread that runs the cell.
class Keeper final : public load::CellObserver {
public:
    void recordsReady(std::vector<metrics::RequestRecord> batch) override;
    void snapshotReady(std::shared_ptr<const load::CellSnapshot> snapshot) override;

    std::vector<metrics::RequestRecord> records;
    std::function<void(std::shared_ptr<const load::CellSnapshot>)> onSnapshot;
};

/// The cores of this machine that client and truth server share out; -1: any.
struct Cores {
    int client = -1;
    int server = -1;
};

/// One core for the client and another for the server, where there are two.
[[nodiscard]] Cores chooseCores();

/// Keeps the calling thread, and those it starts from now on, on one core; -1: leaves it alone.
void pinTo(int core);

/// A cell against a truth server at `port`, each of whose prompts carries the number of its request.
[[nodiscard]] load::CellSpec truthCell(std::uint16_t port, std::uint32_t streams, std::uint32_t requests,
                                       std::uint32_t tokens);

} // namespace tokamark::calibration
