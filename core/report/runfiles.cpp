#include "report/runfiles.h"

#include "report/csv.h"
#include "report/filenames.h"
#include "report/filewriter.h"
#include "report/resultjson.h"
#include "report/runjson.h"
#include "report/samplesfile.h"

#include <QDir>

#include <functional>

namespace tokamark::report {
namespace {

using storage::StoredCell;

/// Calls `use` for every finished cell with its requests, one cell in memory at a time.
Expected<void> forEachFinished(
    storage::RunRepository &history, const storage::StoredRun &run,
    const std::function<Expected<void>(const StoredCell &, const std::vector<metrics::RequestRecord> &)> &use)
{
    for (const StoredCell &cell : run.cells) {
        if (cell.state != storage::StoredCellState::Done || !cell.figures)
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

Expected<int> writeResultFiles(storage::RunRepository &history, const storage::StoredRun &run, const QString &folder,
                               const VerdictSpeaker &speak, FilesOf by)
{
    int count = 0;
    const auto done = forEachFinished(history, run, [&](const StoredCell &cell, const auto &requests) {
        const QString path = QDir(folder).filePath(resultFileName(run, cell, by));
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
    const QString path = QDir(folder).filePath(baseName(run, by) + QStringLiteral(".json"));
    const auto failures = failuresOf(run, history);
    if (!failures)
        return tl::unexpected(failures.error());
    if (auto written = writeFile(path, runJson(run, *failures, speak)); !written)
        return tl::unexpected(written.error());
    const auto samples = samplesOf(history, run);
    if (!samples)
        return tl::unexpected(samples.error());
    if (samples->empty())
        return 1;
    const QString samplesPath = QDir(folder).filePath(baseName(run, by) + QStringLiteral("-samples.json"));
    if (auto written = writeFile(samplesPath, samplesJson(run, *samples)); !written)
        return tl::unexpected(written.error());
    return 2;
}

Expected<int> writeCsvFiles(storage::RunRepository &history, const storage::StoredRun &run, const QString &folder,
                            FilesOf by)
{
    const QString points = QDir(folder).filePath(baseName(run, by) + QStringLiteral("-points.csv"));
    if (auto written = writeFile(points, pointsCsv(run)); !written)
        return tl::unexpected(written.error());
    QByteArray lines = requestsCsvHeading();
    const auto done = forEachFinished(history, run, [&](const StoredCell &cell, const auto &requests) {
        lines += requestsCsv(run, cell, requests);
        return Expected<void>();
    });
    if (!done)
        return tl::unexpected(done.error());
    const QString requests = QDir(folder).filePath(baseName(run, by) + QStringLiteral("-requests.csv"));
    if (auto written = writeFile(requests, lines); !written)
        return tl::unexpected(written.error());
    const auto samples = samplesOf(history, run);
    if (!samples)
        return tl::unexpected(samples.error());
    if (samples->empty())
        return 2;
    const QString samplesPath = QDir(folder).filePath(baseName(run, by) + QStringLiteral("-samples.csv"));
    if (auto written = writeFile(samplesPath, samplesCsv(run, *samples)); !written)
        return tl::unexpected(written.error());
    return 3;
}

} // namespace tokamark::report
