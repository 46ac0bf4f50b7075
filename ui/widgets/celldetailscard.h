#pragma once

#include "bridge/runbridge.h"
#include "session/storedreadings.h"
#include "storage/failuregroup.h"

#include <QFrame>

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

class QBoxLayout;
class QGridLayout;
class QLabel;
class QPushButton;

namespace tokamark::ui {

class TextLines;

/// Everything about one cell that has ended: its figures, why requests of it failed, and what its verdicts rest on.
/// GUI thread; owned by its page.
class CellDetailsCard final : public QFrame {
    Q_OBJECT

public:
    explicit CellDetailsCard(QWidget *parent = nullptr);

    void showCell(const SnapshotPointer &snapshot, std::size_t cell);
    /// Why requests failed, read from the database, for the cell that is shown; of any other cell nothing happens.
    void showFailures(CellId cell, const std::vector<storage::FailureGroup> &causes);
    /// Likewise what each of several replicas counted.
    void showReplicas(CellId cell, const std::vector<session::ReplicaCounts> &replicas);
    void retranslate();

    /// None while the card is hidden: a stack is as wide and high as each of its pages needs.
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void closeRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    static constexpr std::size_t Latencies = 4;
    static constexpr std::size_t Columns = 5; ///< mean and four percentiles
    static constexpr std::size_t Facts = 5; ///< figures that are one number each

    void buildFigures(QGridLayout &grid);
    void arrange();
    void fillFigures(const metrics::CellFigures &figures, double timeoutSeconds);
    void fillLines(const session::CellView &cell);
    void addFailures(const session::CellView &cell);

    SnapshotPointer m_snapshot;
    std::optional<std::size_t> m_cell;
    std::vector<storage::FailureGroup> m_failures; ///< empty until they are read
    std::vector<session::ReplicaCounts> m_replicas; ///< likewise
    QLabel *m_title;
    QPushButton *m_close;
    QWidget *m_figures;
    // Made once and only given other texts: dozens of new labels for each click would be felt.
    std::array<QLabel *, Columns> m_columnNames{};
    std::array<QLabel *, Latencies> m_latencyNames{};
    std::array<std::array<QLabel *, Columns>, Latencies> m_latencies{};
    std::array<QLabel *, Facts> m_factNames{};
    std::array<QLabel *, Facts> m_facts{};
    QBoxLayout *m_columns; ///< below each other where there is no room beside
    TextLines *m_lines;
    QWidget *m_linesArea = nullptr;
};

} // namespace tokamark::ui
