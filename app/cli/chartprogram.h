#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "cli/exitstatus.h"

#include <QString>

#include <string>

namespace tokamark::cli {

struct ChartFiles {
    QString databasePath;
    RunId run;
    std::string format; ///< "png", "pdf", "svg"
    QString folder;
    bool replace = false; ///< files that are there already; otherwise nothing is written where one is
};

/// Charts are drawn by the window's program, which lies beside this one and needs no display for it. Waits until it is
/// done, gives what it ended with; what it says goes where this program's own output goes.
/// Errors: NotFound where that program is not installed, ChildFailed.
[[nodiscard]] Expected<ExitStatus> exportCharts(const ChartFiles &files);

} // namespace tokamark::cli
