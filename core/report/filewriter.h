#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QString>

namespace tokamark::report {

/// Writes a file so that it is either there as a whole or as it was before: to a new file beside it, synced to disk,
/// then renamed. What is no regular file (a pipe, a terminal) is written to directly. Any thread; blocks.
/// Errors: FileUnwritable, DiskFull.
[[nodiscard]] Expected<void> writeFile(const QString &path, const QByteArray &content);

/// Makes a folder with all above it. Errors: FileUnwritable, DiskFull.
[[nodiscard]] Expected<void> makeFolder(const QString &path);

} // namespace tokamark::report
