#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "pages/appcontext.h"
#include "plot/chart.h"
#include "report/runfiles.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

class QMenu;

namespace tokamark::ui {

/// What the page Results writes to files: each chart, all of them at once, and the data behind them. Data is read, and
/// all of it written, on a background thread; where files have these names already, it asks first. GUI thread; owned by
/// the page.
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
    /// Files that may be written. Both are called on a background thread.
    struct Job {
        QString folder;
        std::function<Expected<QStringList>()> names; ///< of all that it may write
        std::function<Expected<int>()> write; ///< gives how many it has written
        QStringList leftOut; ///< what there is no file of
    };

    /// Empty: the person changed their mind.
    [[nodiscard]] QString chooseFolder();
    void saveCharts(const std::vector<Chart *> &charts, const std::vector<RunId> &runs, ChartFormat format);
    void saveData(const std::vector<RunId> &runs, report::FileKind kind);
    void begin(const Job &job);
    void write(const Job &job);
    [[nodiscard]] bool mayReplace(const QString &folder, const QStringList &taken);

    AppContext m_context;
    QWidget *m_page;
};

} // namespace tokamark::ui
