#pragma once

#include <QString>

namespace tokamark {

/// Writes every page and dialog as NAME-THEME-LANGUAGE.png, filled with a simulated run in a database of its own; needs no display
/// but a QApplication, and touches no settings. Returns the exit code: 0 done, 5 a file or the database is unwritable.
[[nodiscard]] int takeShots(const QString &folder);

} // namespace tokamark
