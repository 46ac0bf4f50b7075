#include "widgets/fittingtable.h"

#include "ui/uifixture.h"

#include <gtest/gtest.h>

#include <QHeaderView>
#include <QScrollBar>
#include <QStandardItemModel>

namespace tokamark::ui {
namespace {

int widthOfColumns(const FittingTable &table)
{
    int width = 0;
    for (int column = 0; column < table.model()->columnCount(); ++column)
        width += table.columnWidth(column);
    return width;
}

struct Filled {
    Filled()
    {
        for (int column = 0; column < 3; ++column)
            model.setItem(0, column, new QStandardItem(QStringLiteral("a word")));
        table.setModel(&model);
        table.resize(800, 200);
        table.show();
    }

    QStandardItemModel model;
    FittingTable table;
};

TEST(FittingTable, FillsItsWidth)
{
    Filled filled;
    const auto isFilled = [&] { return widthOfColumns(filled.table) == filled.table.viewport()->width(); };
    EXPECT_TRUE(waitFor(isFilled));
    filled.table.resize(1000, 200);
    EXPECT_TRUE(waitFor(isFilled));
    filled.table.setColumnHidden(1, true);
    EXPECT_TRUE(waitFor(isFilled)) << "what is hidden takes no part";
}

TEST(FittingTable, ScrollsInsteadOfCuttingWhatStandsInIt)
{
    Filled filled;
    filled.model.item(0, 1)->setText(QString(200, QLatin1Char('m')));
    const QFontMetrics metrics(filled.table.font());
    const int needed = metrics.horizontalAdvance(filled.model.item(0, 1)->text());
    EXPECT_TRUE(waitFor([&] { return filled.table.columnWidth(1) >= needed; })) << "also where only a value changes";
    EXPECT_TRUE(waitFor([&] { return filled.table.horizontalScrollBar()->maximum() > 0; }));
    filled.model.setHorizontalHeaderLabels({QString(300, QLatin1Char('m')), {}, {}});
    EXPECT_TRUE(waitFor([&] { return filled.table.columnWidth(0) > needed; })) << "nor what stands above";
}

} // namespace
} // namespace tokamark::ui
