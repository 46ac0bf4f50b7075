#pragma once

#include "bridge/runbridge.h"

#include <QFrame>

class QLabel;
class QProgressBar;

namespace tokamark::ui {

/// How far a run is: current cell, elapsed and remaining time, when it ends. GUI thread; owned by its page.
class RunProgressCard final : public QFrame {
    Q_OBJECT

public:
    explicit RunProgressCard(QWidget *parent = nullptr);

    /// Null: the run is being started.
    void setSnapshot(const SnapshotPointer &snapshot);
    void retranslate();

private:
    [[nodiscard]] QString whatRuns() const;
    [[nodiscard]] QString timeText() const;

    SnapshotPointer m_snapshot;
    QLabel *m_count;
    QLabel *m_cell;
    QLabel *m_time;
    QProgressBar *m_bar;
};

} // namespace tokamark::ui
