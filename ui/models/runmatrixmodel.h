#pragma once

#include "bridge/runbridge.h"

#include <QAbstractTableModel>

#include <cstddef>
#include <optional>
#include <vector>

namespace tokamark::ui {

/// The matrix of a run as a table: a row for each target and workload, a column for each load, each cell a small
/// result. With repetitions a cell shows the one that runs, else the latest that ended. GUI thread; owned by its page.
class RunMatrixModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role : int {
        StateRole = Qt::UserRole, ///< session::CellState
        ValueRole, ///< output rate, large
        UnitRole, ///< its unit
        DetailRole, ///< the small line
        FailuresRole, ///< how many requests failed, in words; empty: none did
        SeverityRole, ///< metrics::Severity of the verdict; only once done
        VerdictRole, ///< name of the worst verdict; empty if it is fine
        RemarksRole, ///< how many things are worth knowing and no fault
        ProgressRole, ///< 0..1 while running; negative: cannot be told
        MarkerRole, ///< rows' header: place among the markers
        ColorRole, ///< rows' header: own colour of the target; invalid: the theme's
    };

    explicit RunMatrixModel(QObject *parent = nullptr);

    void setSnapshot(const SnapshotPointer &snapshot);
    [[nodiscard]] const SnapshotPointer &snapshot() const noexcept { return m_snapshot; }
    /// Index into the snapshot's cells of what a place shows; empty where there is nothing.
    [[nodiscard]] std::optional<std::size_t> cellAt(const QModelIndex &index) const;
    /// The place of the current cell; invalid if none runs.
    [[nodiscard]] QModelIndex currentPlace() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Place {
        std::optional<std::size_t> cell;
        bool operator==(const Place &) const = default;
    };

    void layOut();
    void addLevels(const SnapshotPointer &snapshot);
    [[nodiscard]] std::vector<Place> places() const;
    [[nodiscard]] std::vector<bool> awaited() const;
    [[nodiscard]] QVariant awaitedData(const QModelIndex &index, int role) const;
    [[nodiscard]] QString detail(const session::CellView &cell) const;
    [[nodiscard]] QString failures(const session::CellView &cell) const;
    [[nodiscard]] QString value(const session::CellView &cell) const;
    [[nodiscard]] QString tip(const QModelIndex &index, const session::CellView &cell) const;
    [[nodiscard]] QString rowName(int row) const;
    [[nodiscard]] QString columnName(int column) const;

    SnapshotPointer m_snapshot;
    std::vector<std::uint32_t> m_levelOrder; ///< places in Load::concurrency, users rising
    std::vector<Place> m_places; ///< row by row
    std::vector<bool> m_awaited; ///< rows without a cell that will have one
};

} // namespace tokamark::ui
