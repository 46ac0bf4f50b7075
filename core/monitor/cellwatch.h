#pragma once

#include "monitor/observations.h"

namespace tokamark::monitor {

/// Who watches a server and its GPUs while one cell is measured: `Monitor`, or a fake. Made, asked and destroyed by
/// the run's thread.
class CellWatch {
public:
    virtual ~CellWatch() = default;
    /// What came since the last call.
    [[nodiscard]] virtual Observations take() = 0;
    /// To be called after the last request: waits until the server's counts stand still, and gives the rest. Bounded in
    /// time.
    [[nodiscard]] virtual Observations finish() = 0;
};

} // namespace tokamark::monitor
