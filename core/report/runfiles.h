#pragma once

#include "base/error.h"
#include "report/filenames.h"
#include "report/verdictwords.h"
#include "storage/runrepository.h"

#include <QString>

namespace tokamark::report {

// Files about a run that scripts read. Each gives the number of files written. Errors: FileUnwritable, DiskFull,
// Database*. NAME is that of the run, or with FilesOf::Id "run-ID-NAME".

/// A file per finished cell with the keys of vLLM's result files.
[[nodiscard]] Expected<int> writeResultFiles(storage::RunRepository &history, const storage::StoredRun &run,
                                             const QString &folder, const VerdictSpeaker &speak,
                                             FilesOf by = FilesOf::Name);
/// NAME.json: the whole run; NAME-samples.json: what was sampled beside the requests, if anything was.
[[nodiscard]] Expected<int> writeRunFile(storage::RunRepository &history, const storage::StoredRun &run,
                                         const QString &folder, const VerdictSpeaker &speak,
                                         FilesOf by = FilesOf::Name);
/// NAME-points.csv, NAME-requests.csv and, if anything was sampled, NAME-samples.csv.
[[nodiscard]] Expected<int> writeCsvFiles(storage::RunRepository &history, const storage::StoredRun &run,
                                          const QString &folder, FilesOf by = FilesOf::Name);

} // namespace tokamark::report
