#pragma once

#include "session/runsnapshot.h"
#include "storage/storedrun.h"

#include <QString>

namespace tokamark::words {

/// The state of a live run or cell, and of a stored one.
[[nodiscard]] QString label(session::RunState state);
[[nodiscard]] QString label(session::CellState state);
[[nodiscard]] QString label(storage::StoredState state);
[[nodiscard]] QString label(storage::StoredCellState state);

} // namespace tokamark::words
