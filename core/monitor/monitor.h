#pragma once

#include "monitor/cellwatch.h"
#include "monitor/monitorspec.h"

#include <memory>

namespace tokamark::monitor {

/// Watches a server and its GPUs while a cell is measured, on a thread of its own, off the measured path. What cannot be
/// had is left out and noted; nothing here ever fails a run.
///
/// Made, asked and destroyed by the run's thread, one for each cell.
class Monitor final : public CellWatch {
public:
    /// Waits until the first round of questions is over, at most about the time limit of a question.
    explicit Monitor(MonitorSpec spec);
    ~Monitor() override;
    Monitor(const Monitor &) = delete;
    Monitor &operator=(const Monitor &) = delete;

    [[nodiscard]] Observations take() override;
    [[nodiscard]] Observations finish() override;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace tokamark::monitor
