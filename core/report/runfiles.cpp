#include "report/runfiles.h"

#include "report/csv.h"
#include "report/filenames.h"
#include "report/filewriter.h"
#include "report/resultjson.h"
#include "report/runjson.h"
#include "report/samplesfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <functional>

namespace tokamark::report {
namespace {

using storage::StoredCell;

// What the names of files end in.
const QString Whole = QStringLiteral(".json");
const QString WholeSamples = QStringLiteral("-samples.json");
const QString Points = QStringLiteral("-points.csv");
const QString Requests = QStringLiteral("-requests.csv");
const QString Samples = QStringLiteral("-samples.csv");

/// A file that this run would replace and has nothing for: left there it would be taken for this run's.
Expected<void> removeStale(const QString &path)
{
    QFile file(path);
    if (file.exists() && !file.remove())
        return fail(ErrorCode::FileUnwritable, path.toStdString(), file.errorString().toStdString());
    return {};
}

QString placeOf(const storage::StoredRun &run, const QString &folder, FilesOf by, const QString &ending)
{
    return QDir(folder).filePath(baseName(run, by) + ending);
}

bool isFinished(const StoredCell &cell)
{
    return cell.state == storage::StoredCellState::Done && cell.figures;
}

/// Calls `use` for every finished cell with its requests, one cell in memory at a time.
Expected<void> forEachFinished(
    storage::RunRepository &history, const storage::StoredRun &run,
    const std::function<Expected<void>(const StoredCell &, const std::vector<metrics::RequestRecord> &)> &use)
{
    for (const StoredCell &cell : run.cells) {
        if (!isFinished(cell))
            continue;
        const auto requests = history.requests(cell.id);
        if (!requests)
            return tl::unexpected(requests.error());
        if (auto used = use(cell, *requests); !used)
            return used;
    }
    return {};
}

/// Of the finished cells; those without samples are left out.
Expected<std::vector<CellSamples>> samplesOf(storage::RunRepository &history, const storage::StoredRun &run)
{
    std::vector<CellSamples> all;
    for (const StoredCell &cell : run.cells) {
        if (cell.state != storage::StoredCellState::Done)
            continue;
        auto samples = history.samples(cell.id);
        if (!samples)
            return tl::unexpected(samples.error());
        if (!samples->empty())
            all.push_back({&cell, std::move(*samples)});
    }
    return all;
}

} // namespace

QStringList fileNames(const storage::StoredRun &run, FileKind kind, FilesOf by)
{
    const QString base = baseName(run, by);
    switch (kind) {
    case FileKind::Json: return {base + Whole, base + WholeSamples};
    case FileKind::Csv: return {base + Points, base + Requests, base + Samples};
    case FileKind::VllmJson: break;
    }
    QStringList names;
    for (const StoredCell &cell : run.cells) {
        if (isFinished(cell))
            names.append(resultFileName(run, cell.key, by));
    }
    return names;
}

QStringList takenNames(const QString &folder, const QStringList &names)
{
    QStringList taken;
    for (const QString &name : names) {
        if (QFileInfo::exists(QDir(folder).filePath(name)))
            taken.append(name);
    }
    return taken;
}

Expected<int> writeFiles(storage::RunRepository &history, const storage::StoredRun &run, FileKind kind,
                         const QString &folder, const VerdictSpeaker &speak, FilesOf by)
{
    switch (kind) {
    case FileKind::Json: return writeRunFile(history, run, folder, speak, by);
    case FileKind::Csv: return writeCsvFiles(history, run, folder, by);
    case FileKind::VllmJson: break;
    }
    return writeResultFiles(history, run, folder, speak, by);
}

Expected<int> writeResultFiles(storage::RunRepository &history, const storage::StoredRun &run, const QString &folder,
                               const VerdictSpeaker &speak, FilesOf by)
{
    int count = 0;
    const auto done = forEachFinished(history, run, [&](const StoredCell &cell, const auto &requests) {
        const QString path = QDir(folder).filePath(resultFileName(run, cell.key, by));
        ++count;
        return writeFile(path, resultJson({run, cell, requests}, speak));
    });
    if (!done)
        return tl::unexpected(done.error());
    return count;
}

Expected<int> writeRunFile(storage::RunRepository &history, const storage::StoredRun &run, const QString &folder,
                           const VerdictSpeaker &speak, FilesOf by)
{
    const QString path = placeOf(run, folder, by, Whole);
    const auto failures = failuresOf(run, history);
    if (!failures)
        return tl::unexpected(failures.error());
    if (auto written = writeFile(path, runJson(run, *failures, speak)); !written)
        return tl::unexpected(written.error());
    const auto samples = samplesOf(history, run);
    if (!samples)
        return tl::unexpected(samples.error());
    const QString samplesPath = placeOf(run, folder, by, WholeSamples);
    if (samples->empty())
        return removeStale(samplesPath).map([] { return 1; });
    if (auto written = writeFile(samplesPath, samplesJson(run, *samples)); !written)
        return tl::unexpected(written.error());
    return 2;
}

Expected<int> writeCsvFiles(storage::RunRepository &history, const storage::StoredRun &run, const QString &folder,
                            FilesOf by)
{
    const QString points = placeOf(run, folder, by, Points);
    if (auto written = writeFile(points, pointsCsv(run)); !written)
        return tl::unexpected(written.error());
    QByteArray lines = requestsCsvHeading();
    const auto done = forEachFinished(history, run, [&](const StoredCell &cell, const auto &requests) {
        lines += requestsCsv(run, cell, requests);
        return Expected<void>();
    });
    if (!done)
        return tl::unexpected(done.error());
    const QString requests = placeOf(run, folder, by, Requests);
    if (auto written = writeFile(requests, lines); !written)
        return tl::unexpected(written.error());
    const auto samples = samplesOf(history, run);
    if (!samples)
        return tl::unexpected(samples.error());
    const QString samplesPath = placeOf(run, folder, by, Samples);
    if (samples->empty())
        return removeStale(samplesPath).map([] { return 2; });
    if (auto written = writeFile(samplesPath, samplesCsv(run, *samples)); !written)
        return tl::unexpected(written.error());
    return 3;
}

} // namespace tokamark::report
