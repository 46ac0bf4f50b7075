#pragma once

#include <QStringList>

namespace tokamark::storage {

// Migrations that make views of earlier versions anew, from the text that these had. Never changed once released.

/// Version 3. Repetitions count from 1 in every file that leaves the program; the views of version 1 counted from 0.
[[nodiscard]] QStringList viewsThatCountFromOne();
/// Version 5. The times that servers tell of a request stand beside those that were measured.
[[nodiscard]] QStringList viewsWithServerTimes();
/// Version 7. Loads that are not users. A closed loop has no rate, an open one no users: the columns of the other kinds
/// are empty.
[[nodiscard]] QStringList columnsAndViewsOfAllLoads();

} // namespace tokamark::storage
