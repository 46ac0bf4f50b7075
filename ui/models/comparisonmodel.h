#pragma once

#include "models/differencefamily.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace tokamark::ui {

/// The backends at one level, each against a baseline. GUI thread; owned by the page that shows it.
class ComparisonModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        BackendColumn,
        LevelColumn,
        RateColumn,
        DifferenceColumn,
        TtftP50Column,
        TtftColumn, ///< at the statistic chosen
        TpotColumn,
        PerUserColumn,
        RequestsColumn,
        RooflineColumn, ///< empty where no hardware is known
        ErrorsColumn,
        VerdictColumn,
        StatementColumn, ///< what may be said beside the baseline; for what is copied
        ColumnCount,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setResults(std::shared_ptr<const ResultSet> results, const plan::Level &level, Statistic statistic);
    /// Place of the series that the others are measured against; -1: none.
    void setBaseline(int series);
    [[nodiscard]] int baseline() const { return m_baseline; }
    /// The series behind a row.
    [[nodiscard]] std::size_t seriesOf(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }
    [[nodiscard]] int rowOf(std::size_t series) const;
    /// Sentences for every point of the table that is less than valid.
    [[nodiscard]] QStringList reasons() const;
    /// What may be said of a row beside the baseline; of the baseline itself, how the others stand beside it.
    [[nodiscard]] QStringList statements(int row) const;
    /// Those of all rows but the baseline.
    [[nodiscard]] QStringList allStatements() const;
    /// Tab-separated with a head line and numbers in the C locale, for a spreadsheet.
    [[nodiscard]] QString asText() const;
    /// Some row has a share of the roofline.
    [[nodiscard]] bool hasRoofline() const;
    [[nodiscard]] const ResultPoint &point(int row) const;
    /// How many requests of a row failed; empty where none did.
    [[nodiscard]] QString failedHeading(int row) const;
    void retranslate();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void compare();
    [[nodiscard]] QString tipOf(int row, int column) const;
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] QString rooflineShareText(int row, bool plain) const;
    [[nodiscard]] QString differenceText(int row) const;
    [[nodiscard]] QString plainValue(int row, int column) const;

    std::shared_ptr<const ResultSet> m_results;
    plan::Level m_level;
    Statistic m_statistic = Statistic::P95;
    int m_baseline = -1;
    DifferenceFamily m_family; ///< of the others beside the baseline
    std::vector<std::size_t> m_rows; ///< series that have a point at the level, highest rate first
};

} // namespace tokamark::ui
