#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "cli/exitstatus.h"

#include <QString>

#include <string>

namespace tokamark::cli {

/// Charts are drawn by the window's program, which lies beside this one and needs no display for it. Waits until it is
/// done, gives what it ended with; what it says goes where this program's own output goes.
/// Errors: NotFound where that program is not installed, ChildFailed.
[[nodiscard]] Expected<ExitStatus> exportCharts(const QString &databasePath, RunId run, const std::string &format,
                                                const QString &folder);

} // namespace tokamark::cli
