#include "pages/resultexport.h"

#include "bridge/background.h"
#include "bridge/database.h"
#include "dialogs/dialogservice.h"
#include "plot/chartrenderer.h"
#include "report/filenames.h"
#include "report/filewriter.h"
#include "report/runfiles.h"
#include "report/verdictwords.h"
#include "storage/runrepository.h"

#include <QDir>
#include <QMenu>

#include <utility>

namespace tokamark::ui {

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
         {std::pair(tr("Points and requests as CSV…"), Data::Csv), std::pair(tr("Whole run as JSON…"), Data::RunJson),
          std::pair(tr("A file for each point with the keys of vLLM…"), Data::VllmJson)})
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
    QString shown = QStringLiteral("run");
    for (const RunId run : runs)
        shown += QStringLiteral("-%1").arg(run.value);
    // Charts can only be drawn here, but the disk is waited for elsewhere.
    std::vector<std::pair<QString, QByteArray>> files;
    QStringList leftOut;
    for (Chart *chart : charts) {
        if (chart->isEmpty()) {
            leftOut.append(chart->heading().title);
            continue;
        }
        const QString name
            = report::safeFileName(shown + u' ' + chart->heading().title) + u'.' + ChartRenderer::suffix(format);
        files.emplace_back(QDir(folder).filePath(name), ChartRenderer::bytes(*chart, format));
    }
    inBackground(
        this, [files = std::move(files)] { return writeFiles(files); },
        [this, folder, leftOut](const Expected<int> &count) {
            if (count)
                Q_EMIT written(*count, folder, leftOut);
            else
                Q_EMIT failed(count.error());
        });
}

Expected<int> ResultExport::writeFiles(const std::vector<std::pair<QString, QByteArray>> &files)
{
    for (const auto &[path, bytes] : files) {
        if (const auto saved = writeFileAtomically(path, bytes); !saved)
            return tl::unexpected(saved.error());
    }
    return static_cast<int>(files.size());
}

void ResultExport::saveData(const std::vector<RunId> &runs, Data data)
{
    const QString folder = chooseFolder();
    if (folder.isEmpty())
        return;
    inBackground(
        this,
        [database = m_context.database.path(), runs, data, folder] { return writeData(database, runs, data, folder); },
        [this, folder](const Expected<int> &files) {
            if (files)
                Q_EMIT written(*files, folder);
            else
                Q_EMIT failed(files.error());
        });
}

Expected<int> ResultExport::writeData(const QString &database, const std::vector<RunId> &runs, Data data,
                                      const QString &folder)
{
    auto repository = storage::RunRepository::open(database);
    if (!repository)
        return tl::unexpected(repository.error());
    int files = 0;
    for (const RunId id : runs) {
        const auto run = (*repository)->load(id);
        if (!run)
            return tl::unexpected(run.error());
        // Runs may have the same name, and so would their files.
        const QString place = runs.size() > 1 ? QDir(folder).filePath(QStringLiteral("run-%1").arg(id.value)) : folder;
        if (auto made = report::makeFolder(place); !made)
            return tl::unexpected(made.error());
        const auto count = data == Data::Csv ? report::writeCsvFiles(**repository, *run, place)
            : data == Data::RunJson          ? report::writeRunFile(**repository, *run, place, report::spokenWords)
                                             : report::writeResultFiles(**repository, *run, place, report::spokenWords);
        if (!count)
            return tl::unexpected(count.error());
        files += *count;
    }
    return files;
}

} // namespace tokamark::ui
