#pragma once

#include <QString>

namespace tokamark {

/// What `--export-charts` was asked for.
struct ChartExportOptions {
    QString folder;
    QString run; ///< id or name
    QString format; ///< "png", "pdf", "svg"
    QString databasePath;
    bool dark = false;
    bool replace = false; ///< files that are there already
};

/// Writes every chart of a run into a folder and prints the path of each; needs no display but a QApplication.
/// Where one of them is there already nothing is written, unless they are to be replaced.
/// Returns the exit code: 0 done, 2 no such run or format or a file in the way, 5 database unreadable or file unwritable.
[[nodiscard]] int exportCharts(const ChartExportOptions &options);

} // namespace tokamark
