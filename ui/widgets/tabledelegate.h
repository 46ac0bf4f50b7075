#pragma once

#include <QStyledItemDelegate>

namespace tokamark::ui {

class ThemeProvider;

/// Draws the cells of the window's tables: marker, text, small second line, badge. Reads `tablerole`. GUI thread; owned
/// by its view.
class TableDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit TableDelegate(const ThemeProvider &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintBadge(QPainter &painter, const QRect &area, const QString &text, int tone) const;

    const ThemeProvider &m_theme;
};

} // namespace tokamark::ui
