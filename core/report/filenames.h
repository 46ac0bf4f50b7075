#pragma once

#include "storage/storedrun.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace tokamark::report {

/// Letters, digits, dot, dash and underscore of `text`; everything else becomes a dash. Never empty, never hidden.
[[nodiscard]] QString safeFileName(const QString &text);

/// What the names of a run's files begin with.
enum class FilesOf {
    Name, ///< NAME: what a script that gave the name looks for
    Id, ///< run-ID-NAME: runs of one name in one folder keep apart
};
[[nodiscard]] QString baseName(const storage::StoredRun &run, FilesOf by);

/// "run-7", of several runs "run-7-8", of many "run-7-and-23-more": what files that are about all of them begin with.
[[nodiscard]] QString numbersName(const std::vector<RunId> &runs);

/// The name, with a number behind it where one of `taken` is the same, also in letters of another case. Without its suffix.
[[nodiscard]] QString distinctName(const QString &name, const QStringList &taken);

/// "NAME-concurrencyN.json". Target, workload and repetition are in the name only where the run has several.
[[nodiscard]] QString resultFileName(const storage::StoredRun &run, const plan::CellKey &key,
                                     FilesOf by = FilesOf::Name);

} // namespace tokamark::report
