#pragma once

#include <QTableView>

namespace tokamark::ui {

/// A table whose columns are as wide as what stands in them, and share out what its width leaves over. Where they need
/// more than there is, it scrolls. GUI thread; owned by its parent.
class FittingTable : public QTableView {
    Q_OBJECT

public:
    explicit FittingTable(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;

protected:
    void updateGeometries() override;

private:
    void fitColumns();

    bool m_fitting = false; ///< a column that is made wider asks for it anew
};

} // namespace tokamark::ui
