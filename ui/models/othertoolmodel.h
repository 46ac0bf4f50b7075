#pragma once

#include "metrics/othertool.h"
#include "report/othertoolrows.h"

#include <QAbstractTableModel>
#include <QString>

#include <vector>

namespace tokamark::ui {

/// The figures of a cell beside those that another benchmark would have reported, and why they differ. GUI thread;
/// owned by the dialog that shows it.
class OtherToolModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { FigureColumn, OursColumn, TheirsColumn, ChangeColumn, UnitColumn, WhyColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(metrics::OtherTool tool, std::vector<report::OtherToolRow> rows);
    /// In columns, for a message or a note.
    [[nodiscard]] QString asText() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const report::OtherToolRow &row, int column) const;

    metrics::OtherTool m_tool = metrics::OtherTool::Vllm;
    std::vector<report::OtherToolRow> m_rows;
};

} // namespace tokamark::ui
