#include "widgets/fittingtable.h"

#include <QHeaderView>

#include <algorithm>
#include <utility>
#include <vector>

namespace tokamark::ui {

FittingTable::FittingTable(QWidget *parent)
    : QTableView(parent)
{
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
}

void FittingTable::setModel(QAbstractItemModel *model)
{
    if (this->model() != nullptr)
        this->model()->disconnect(this);
    QTableView::setModel(model);
    if (model == nullptr)
        return;
    // The view lays itself out anew only where rows or columns come and go.
    connect(model, &QAbstractItemModel::dataChanged, this, &FittingTable::fitColumns);
    connect(model, &QAbstractItemModel::headerDataChanged, this, &FittingTable::fitColumns);
}

void FittingTable::updateGeometries()
{
    QTableView::updateGeometries();
    fitColumns();
}

void FittingTable::fitColumns()
{
    if (m_fitting || model() == nullptr)
        return;
    m_fitting = true;
    QHeaderView &header = *horizontalHeader();
    std::vector<std::pair<int, int>> widths; ///< of what is shown, by column
    int total = 0;
    for (int column = 0; column < header.count(); ++column) {
        if (header.isSectionHidden(column))
            continue;
        widths.emplace_back(column, std::max(sizeHintForColumn(column), header.sectionSizeHint(column)));
        total += widths.back().second;
    }
    int left = std::max(viewport()->width() - total, 0);
    auto others = static_cast<int>(widths.size());
    for (const auto &[column, width] : widths) {
        const int share = left / others--;
        header.resizeSection(column, width + share);
        left -= share;
    }
    m_fitting = false;
}

} // namespace tokamark::ui
