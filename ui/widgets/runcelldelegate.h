#pragma once

#include <QStyledItemDelegate>

namespace tokamark::ui {

class ThemeProvider;

/// Draws one cell of a run: rate large, failures and details small, marks of the verdict and of remarks; the running
/// one with its progress, waiting ones dashed. Reads the roles of `RunMatrixModel`. GUI thread; owned by its view.
class RunCellDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit RunCellDelegate(const ThemeProvider &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintFrame(QPainter &painter, const QRectF &area, const QStyleOptionViewItem &option,
                    const QModelIndex &index) const;
    void paintLine(QPainter &painter, const QRectF &line, const QString &failures, const QString &detail) const;
    [[nodiscard]] double paintRemark(QPainter &painter, const QRectF &line) const;
    void paintProgress(QPainter &painter, const QRectF &area, double share) const;
    /// Paints the verdict at the right end, into no more than `room`, and returns how much of it it took.
    [[nodiscard]] double paintVerdict(QPainter &painter, const QRectF &area, double room,
                                      const QModelIndex &index) const;

    const ThemeProvider &m_theme;
};

} // namespace tokamark::ui
