#pragma once

#include "base/error.h"
#include "storage/storedrun.h"

#include <QString>
#include <QStringList>

namespace tokamark::report {

/// Makes room in `folder` for the result files of a run whose names do not say which run they are of: a file of another
/// measurement that has one of these names keeps its content under another one, "run-ID-" of its own run before it, or
/// "earlier-" where it does not tell. Gives the new names. A file of the same measurement stays, to be written anew.
/// Errors: FileUnwritable, with nothing lost.
[[nodiscard]] Expected<QStringList> keepEarlierFiles(const storage::StoredRun &run, const QString &folder);

} // namespace tokamark::report
