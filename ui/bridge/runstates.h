#pragma once

#include "session/runsnapshot.h"
#include "storage/storedrun.h"

namespace tokamark::ui {

[[nodiscard]] bool isOver(session::RunState state);
/// Its database cannot be written, and it goes on as soon as somebody says where. No pause of the person's.
[[nodiscard]] bool waitsForStorage(const session::RunSnapshot &snapshot);
/// The person paused it, or it will pause after the current cell.
[[nodiscard]] bool isPausing(const session::RunSnapshot &snapshot);
/// Cells of its plan have yet to be measured, or failed as a whole, and nothing measures them.
[[nodiscard]] bool mayGoOn(const storage::RunInfo &run);

} // namespace tokamark::ui
