#pragma once

#include "bridge/runstarter.h"
#include "session/runsnapshot.h"
#include "storage/runrepository.h"

#include <memory>

namespace tokamark {

/// A stored run as it looked when it was half done: every cell before `current` finished, `current` measured for
/// `seconds`. Errors: those of reading.
[[nodiscard]] Expected<std::shared_ptr<const session::RunSnapshot>>
snapshotOf(storage::RunRepository &repository, RunId run, std::size_t current, double seconds);

/// Starts runs that stand still at one snapshot: for pictures of the page Run. The GUI thread makes it and shows other
/// snapshots later, any thread starts.
class ReplayStarter final : public ui::RunStarter {
public:
    explicit ReplayStarter(std::shared_ptr<const session::RunSnapshot> snapshot);

    Expected<std::unique_ptr<ui::RunHandle>> start(plan::Plan plan, session::RunOptions options,
                                                   session::RunObserver &observer) override;
    Expected<std::unique_ptr<ui::RunHandle>> resume(RunId run, session::RunOptions options,
                                                    session::RunObserver &observer) override;

    /// Another run in its place, once one was started.
    void show(std::shared_ptr<const session::RunSnapshot> snapshot);
    /// The first one again.
    void showFirst();

private:
    std::shared_ptr<const session::RunSnapshot> m_snapshot;
    session::RunObserver *m_observer = nullptr; ///< of the run that was started
};

} // namespace tokamark
