#pragma once

#include "base/error.h"
#include "report/filenames.h"
#include "report/verdictwords.h"
#include "storage/runrepository.h"

#include <QString>
#include <QStringList>

namespace tokamark::report {

/// The kinds of files about a run that other programs read.
enum class FileKind { Json, Csv, VllmJson };

/// The names of all files of that kind that a run can have, those of its samples among them whether it has any or not.
[[nodiscard]] QStringList fileNames(const storage::StoredRun &run, FileKind kind, FilesOf by);
/// Those of `names` that are in `folder` already.
[[nodiscard]] QStringList takenNames(const QString &folder, const QStringList &names);

// Each of these gives the number of files written, over those that are there. Errors: FileUnwritable, DiskFull,
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
/// One of the three.
[[nodiscard]] Expected<int> writeFiles(storage::RunRepository &history, const storage::StoredRun &run, FileKind kind,
                                       const QString &folder, const VerdictSpeaker &speak, FilesOf by);

} // namespace tokamark::report
