#pragma once

#include "chartexport.h"
#include "settings/appsettings.h"

#include <QString>

#include <optional>

namespace tokamark {

/// What the window's command line asks for. Values given here hold for one start and are not remembered.
struct WindowOptions {
    bool demo = false; ///< the ready plan of simulated backends, whatever is in the database
    QString databasePath; ///< empty: the one last used, or the user's own
    QString planPath; ///< empty: the demo
    std::optional<QString> language;
    std::optional<ui::Appearance> appearance;
    std::optional<ChartExportOptions> chartExport; ///< instead of a window
    QString shotsFolder; ///< not empty: a picture of every page is written there, instead of a window

    /// Reads the command line. An int is the exit status to end with at once: help, version, or bad usage (2).
    struct Parsed;
    [[nodiscard]] static Parsed parse(int argc, char **argv);
};

struct WindowOptions::Parsed {
    WindowOptions options;
    std::optional<int> exitStatus;
};

} // namespace tokamark
