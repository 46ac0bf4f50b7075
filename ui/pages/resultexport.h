#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "pages/appcontext.h"
#include "plot/chart.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <utility>
#include <vector>

class QMenu;

namespace tokamark::ui {

/// What the page Results writes to files: each chart, all of them at once, and the data behind them. Data is read, and
/// all of it written, on a background thread. GUI thread; owned by the page.
class ResultExport final : public QObject {
    Q_OBJECT

public:
    ResultExport(const AppContext &context, QWidget *page);

    /// Puts every way to export `charts` and `runs` into `menu`. The charts must outlive the menu's entries.
    void fillMenu(QMenu &menu, const std::vector<Chart *> &charts, const std::vector<RunId> &runs);

Q_SIGNALS:
    void written(int files, const QString &folder, const QStringList &leftOut = {});
    void failed(const tokamark::Error &error);

private:
    enum class Data { Csv, RunJson, VllmJson };

    /// Empty: the person changed their mind.
    [[nodiscard]] QString chooseFolder();
    void saveCharts(const std::vector<Chart *> &charts, const std::vector<RunId> &runs, ChartFormat format);
    void saveData(const std::vector<RunId> &runs, Data data);
    [[nodiscard]] static Expected<int> writeFiles(const std::vector<std::pair<QString, QByteArray>> &files);
    [[nodiscard]] static Expected<int> writeData(const QString &database, const std::vector<RunId> &runs, Data data,
                                                 const QString &folder);

    AppContext m_context;
    QWidget *m_page;
};

} // namespace tokamark::ui
