#include "pages/resultexport.h"

#include "bridge/background.h"
#include "bridge/database.h"
#include "dialogs/dialogservice.h"
#include "plot/chartrenderer.h"
#include "report/filenames.h"
#include "report/filewriter.h"
#include "report/verdictwords.h"
#include "storage/runrepository.h"

#include <QDir>
#include <QMenu>

#include <utility>

namespace tokamark::ui {

namespace {

constexpr qsizetype NamedFiles = 5; ///< in a question

/// By the number of each run, for several of one name may go to one folder.
constexpr report::FilesOf Names = report::FilesOf::Id;

using Pictures = std::vector<std::pair<QString, QByteArray>>; ///< path, content

Expected<int> writePictures(const Pictures &files)
{
    for (const auto &[path, bytes] : files) {
        if (const auto saved = writeFileAtomically(path, bytes); !saved)
            return tl::unexpected(saved.error());
    }
    return static_cast<int>(files.size());
}

/// Runs of the history, read when they are asked for.
class StoredRuns {
public:
    StoredRuns(QString database, std::vector<RunId> runs)
        : m_database(std::move(database))
        , m_runs(std::move(runs))
    {
    }

    [[nodiscard]] Expected<QStringList> names(report::FileKind kind) const
    {
        QStringList all;
        const auto read = forEach([&](storage::RunRepository &, const storage::StoredRun &run) -> Expected<void> {
            all += report::fileNames(run, kind, Names);
            return {};
        });
        return read ? Expected<QStringList>(all) : tl::unexpected(read.error());
    }

    [[nodiscard]] Expected<int> write(report::FileKind kind, const QString &folder) const
    {
        int files = 0;
        const auto written
            = forEach([&](storage::RunRepository &history, const storage::StoredRun &run) -> Expected<void> {
                  if (auto made = report::makeFolder(folder); !made)
                      return made;
                  const auto count = report::writeFiles(history, run, kind, folder, report::spokenWords, Names);
                  files += count.value_or(0);
                  return count ? Expected<void>() : tl::unexpected(count.error());
              });
        return written ? Expected<int>(files) : tl::unexpected(written.error());
    }

private:
    using Use = std::function<Expected<void>(storage::RunRepository &, const storage::StoredRun &)>;

    [[nodiscard]] Expected<void> forEach(const Use &use) const
    {
        auto repository = storage::RunRepository::open(m_database);
        if (!repository)
            return tl::unexpected(repository.error());
        for (const RunId id : m_runs) {
            const auto run = (*repository)->load(id);
            if (!run)
                return tl::unexpected(run.error());
            if (auto used = use(**repository, *run); !used)
                return used;
        }
        return {};
    }

    QString m_database;
    std::vector<RunId> m_runs;
};

} // namespace

ResultExport::ResultExport(const AppContext &context, QWidget *page)
    : QObject(page)
    , m_context(context)
    , m_page(page)
{
}

void ResultExport::fillMenu(QMenu &menu, const std::vector<Chart *> &charts, const std::vector<RunId> &runs)
{
    for (Chart *chart : charts)
        chart->fillMenu(*menu.addMenu(chart->heading().title));
    menu.addSeparator();
    QMenu *all = menu.addMenu(tr("All charts"));
    Chart::fillFormats(*all, this, [this, charts, runs](ChartFormat format) { saveCharts(charts, runs, format); });
    QMenu *data = menu.addMenu(tr("Data"));
    for (const auto &[text, kind] :
         {std::pair(tr("Points and requests as CSV…"), report::FileKind::Csv),
          std::pair(tr("Whole run as JSON…"), report::FileKind::Json),
          std::pair(tr("A file for each point with the keys of vLLM…"), report::FileKind::VllmJson)})
        data->addAction(text, this, [this, runs, chosen = kind] { saveData(runs, chosen); });
    data->setEnabled(!runs.empty());
}

QString ResultExport::chooseFolder()
{
    return m_context.dialogs.chooseFolder(m_page, tr("Folder for the files"));
}

void ResultExport::saveCharts(const std::vector<Chart *> &charts, const std::vector<RunId> &runs, ChartFormat format)
{
    const QString folder = chooseFolder();
    if (folder.isEmpty())
        return;
    // Charts of other runs have the same headings, and must not replace these.
    const QString shown = report::numbersName(runs);
    // Charts can only be drawn here, but the disk is waited for elsewhere.
    Pictures files;
    Job job;
    job.folder = folder;
    QStringList stems;
    QStringList names;
    for (Chart *chart : charts) {
        if (chart->isEmpty()) {
            job.leftOut.append(chart->heading().title);
            continue;
        }
        stems.append(report::distinctName(report::safeFileName(shown + u' ' + chart->heading().title), stems));
        names.append(stems.back() + u'.' + ChartRenderer::suffix(format));
        files.emplace_back(QDir(folder).filePath(names.back()), ChartRenderer::bytes(*chart, format));
    }
    job.names = [names] { return names; };
    job.write = [files = std::move(files)] { return writePictures(files); };
    begin(job);
}

void ResultExport::saveData(const std::vector<RunId> &runs, report::FileKind kind)
{
    const QString folder = chooseFolder();
    if (folder.isEmpty())
        return;
    const StoredRuns stored(m_context.database.path(), runs);
    begin({folder,
           [stored, kind] { return stored.names(kind); },
           [stored, kind, folder] { return stored.write(kind, folder); },
           {}});
}

void ResultExport::begin(const Job &job)
{
    inBackground(
        this,
        [job] {
            return job.names().map([&](const QStringList &names) { return report::takenNames(job.folder, names); });
        },
        [this, job](const Expected<QStringList> &taken) {
            if (!taken)
                Q_EMIT failed(taken.error());
            else if (taken->isEmpty() || mayReplace(job.folder, *taken))
                write(job);
        });
}

void ResultExport::write(const Job &job)
{
    inBackground(this, job.write, [this, job](const Expected<int> &count) {
        if (count)
            Q_EMIT written(*count, job.folder, job.leftOut);
        else
            Q_EMIT failed(count.error());
    });
}

bool ResultExport::mayReplace(const QString &folder, const QStringList &taken)
{
    QStringList lines = taken.mid(0, NamedFiles);
    if (taken.size() > NamedFiles)
        lines.append(tr("and %n more", nullptr, static_cast<int>(taken.size() - NamedFiles)));
    const QString text = tr("%1 has files of these names already:", "a folder").arg(folder) + u'\n' + lines.join(u'\n');
    return m_context.dialogs.confirm(m_page, tr("Replace files?"), text, tr("Replace"));
}

} // namespace tokamark::ui
