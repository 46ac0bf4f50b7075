#pragma once

#include "bridge/runbridge.h"

#include <QFrame>

#include <cstddef>
#include <optional>

class QGridLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace tokamark::ui {

/// Everything about one cell that has ended: its figures, and what its verdicts rest on. GUI thread; owned by its page.
class CellDetailsCard final : public QFrame {
    Q_OBJECT

public:
    explicit CellDetailsCard(QWidget *parent = nullptr);

    void showCell(const SnapshotPointer &snapshot, std::size_t cell);
    void retranslate();

Q_SIGNALS:
    void closeRequested();

private:
    void clear();
    void fillFigures(const metrics::CellFigures &figures, double timeoutSeconds);
    void fillVerdicts(const session::CellView &cell);
    void addFigure(int row, int column, const QString &name, const QString &value);
    void addLine(const QString &text, const char *role);

    SnapshotPointer m_snapshot;
    std::optional<std::size_t> m_cell;
    QLabel *m_title;
    QPushButton *m_close;
    QWidget *m_content = nullptr;
    QGridLayout *m_figures = nullptr;
    QVBoxLayout *m_lines = nullptr;
};

} // namespace tokamark::ui
