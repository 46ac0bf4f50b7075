#pragma once

#include "widgets/theme.h"

#include <QStyledItemDelegate>

namespace tokamark::ui {

/// Draws a run of the history in two lines: name and time, then what it was. GUI thread; owned by the list's panel.
class HistoryDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setTheme(const Theme &theme) { m_theme = theme; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

private:
    Theme m_theme = Theme::lightTheme();
};

} // namespace tokamark::ui
