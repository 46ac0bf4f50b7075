#include "models/tabletext.h"

#include "report/texttable.h"

#include <QAbstractItemModel>
#include <QStringList>

namespace tokamark::ui {

namespace {
constexpr QChar ThinSpace{u'\u202f'}; ///< between thousands
} // namespace

QString columnsText(const QAbstractItemModel &model)
{
    using Align = report::TextTable::Align;
    report::TextTable table;
    for (int column = 0; column < model.columnCount(); ++column) {
        const int side = model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt();
        table.addColumn(model.headerData(column, Qt::Horizontal).toString(),
                        (side & Qt::AlignRight) != 0 ? Align::Right : Align::Left);
    }
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            // What is pasted elsewhere is to be read as a number there.
            cells.append(model.index(row, column).data().toString().remove(ThinSpace));
        table.addRow(cells);
    }
    return table.plainText();
}

} // namespace tokamark::ui
