#include "bridge/runstates.h"

namespace tokamark::ui {

using session::RunState;

bool isOver(RunState state)
{
    return state == RunState::Finished || state == RunState::Stopped || state == RunState::Failed;
}

bool waitsForStorage(const session::RunSnapshot &snapshot)
{
    return snapshot.state == RunState::Paused && snapshot.error.has_value();
}

bool isPausing(const session::RunSnapshot &snapshot)
{
    return snapshot.state == RunState::Pausing || (snapshot.state == RunState::Paused && !snapshot.error);
}

bool mayGoOn(const storage::RunInfo &run)
{
    return run.state != storage::StoredState::Running && (run.needsMoreCells || run.cellsDone < run.cellCount);
}

} // namespace tokamark::ui
