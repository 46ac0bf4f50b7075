#pragma once

#include "bridge/runbridge.h"
#include "pages/appcontext.h"
#include "pages/page.h"

#include <cstddef>

class QLabel;
class QModelIndex;
class QPushButton;
class QStackedWidget;
class QTableView;
class QVBoxLayout;

namespace tokamark::ui {

class CellDetailsCard;
class CurveChart;
class DotChart;
class EmptyState;
class RunMatrixModel;
class RunNotice;
class RunProgressCard;
class TimeChart;

/// The page Run: the cells as a grid, both curves growing as cells finish, the current cell over time, and the commands
/// of the run. Fed by snapshots alone. GUI thread; owned by the window.
class RunPage final : public Page {
    Q_OBJECT

public:
    explicit RunPage(const AppContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;

protected:
    void retranslate() override;
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget *buildContent();
    void buildHeader(QVBoxLayout &rows);
    [[nodiscard]] QWidget *buildCells();
    [[nodiscard]] QWidget *buildMatrix();
    [[nodiscard]] QWidget *buildLive();
    void connectRuns();
    void showSnapshot(const SnapshotPointer &snapshot);
    void updateHeader();
    void updateCharts();
    void updateCurves();
    void updateLive();
    void fitMatrix();
    void showDetails(const QModelIndex &place);
    /// Reads why requests of the cell failed, for its details.
    void readMore(std::size_t cell);
    void toggleRun();
    void showResults();
    [[nodiscard]] QString databasePath() const;

    AppContext m_context;
    SnapshotPointer m_snapshot;
    SnapshotPointer m_live; ///< the last of the run that was not over: what its last cell looked like
    std::size_t m_cellsInCurves = 0;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QLabel *m_name = nullptr;
    QLabel *m_simulated = nullptr;
    QLabel *m_note = nullptr;
    QPushButton *m_pause = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_results = nullptr;
    RunNotice *m_notice = nullptr;
    RunProgressCard *m_progress = nullptr;
    QWidget *m_cells = nullptr; ///< matrix, curves and what is below them
    RunMatrixModel *m_matrix;
    QTableView *m_grid = nullptr;
    CurveChart *m_ttft = nullptr;
    CurveChart *m_rate = nullptr;
    QStackedWidget *m_lower = nullptr;
    TimeChart *m_rateOverTime = nullptr;
    DotChart *m_ttftOverTime = nullptr;
    TimeChart *m_requests = nullptr;
    TimeChart *m_serverUse = nullptr;
    CellDetailsCard *m_details = nullptr;
};

} // namespace tokamark::ui
