#pragma once

#include "models/timelineloader.h"

#include <QFrame>

#include <map>
#include <memory>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QTimer;

namespace tokamark::ui {

class Chart;
class Database;
class NumberBox;
class TimelineChart;
class WindowFigures;

/// One cell of the results over time, with a window that can be moved: on the chart or by two fields. The figures over
/// the moved window stand beside the measured ones and follow at once; they are kept in the database beside the run,
/// which stays as it was measured. GUI thread; owned by the page Results.
class CellTimelineCard final : public QFrame {
    Q_OBJECT

public:
    explicit CellTimelineCard(const Database &database, QWidget *parent = nullptr);

    /// The cells of a series at a level; of several repetitions the first, or the one that is shown now.
    void showPoint(const std::shared_ptr<const ResultSet> &results, std::size_t series, const plan::Level &level);
    /// Shows no cell any more.
    void clear();
    [[nodiscard]] Chart *chart() const;
    [[nodiscard]] bool isBusy() const;
    void retranslate();

Q_SIGNALS:
    void failed(const tokamark::Error &error);

private:
    using Stored = std::optional<storage::MovedWindow>; ///< empty: the measured window

    void buildControls();
    void connectAll();
    void renew(const CellPlace &place);
    void showRepetition(int place);
    void showHistory(const TimelineLoader::HistoryPointer &history);
    void moveWindow(const TimelineWindow &window, bool settled);
    void takeFigures(CellId cell, const storage::MovedWindow &moved);
    void keep(Stored moved);
    void showStored(Stored stored);
    void reset();
    void undo();
    void updateChart();
    void updateFields();
    void updateFigures();
    void fillRepetitions();
    [[nodiscard]] Stored storedOf(const storage::StoredCell &cell) const;
    [[nodiscard]] TimelineWindow measured() const;
    [[nodiscard]] TimelineWindow storedWindow() const;
    [[nodiscard]] bool isShowing() const { return m_place.cell != nullptr; }

    TimelineLoader *m_loader;
    TimelineChart *m_chart;
    WindowFigures *m_figures;
    QLabel *m_repetitionLabel;
    QComboBox *m_repetition;
    QLabel *m_fromLabel;
    NumberBox *m_from;
    QLabel *m_toLabel;
    NumberBox *m_to;
    QPushButton *m_undo;
    QPushButton *m_reset;
    QLabel *m_status;
    QTimer *m_pace; ///< between two computations while an end is being moved
    std::vector<const storage::StoredCell *> m_cells; ///< the repetitions, of the results of `m_place`
    CellPlace m_place;
    TimelineLoader::HistoryPointer m_history; ///< null until it is read
    TimelineWindow m_window; ///< as it is shown, in seconds
    Stored m_stored; ///< what the database holds or is about to
    Stored m_shown; ///< figures over `m_window`, or over one shortly before
    bool m_settled = true; ///< nobody holds an end of the window
    std::map<CellId, Stored> m_kept; ///< what was stored since the results were read
    std::map<CellId, std::vector<Stored>> m_undoable; ///< newest last
};

} // namespace tokamark::ui
