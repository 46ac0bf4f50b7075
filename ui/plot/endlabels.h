#pragma once

#include <QColor>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <functional>
#include <vector>

class QFont;
class QPainter;

namespace tokamark::ui {

/// The names at the ends of curves, instead of a legend. GUI thread; a part of the chart that draws it.
class EndLabels {
public:
    struct Label {
        QPointF end; ///< of the curve, in coordinates of the axes
        QString text;
        QColor color;
    };
    using ToPixel = std::function<QPointF(const QPointF &)>;
    /// Pixels from the end of a curve, in coordinates of the axes, to where its name has room.
    using ShiftPast = std::function<double(const QPointF &)>;

    void setLabels(std::vector<Label> labels, const QColor &ground);
    /// Room to the right of the axes that the longest name needs.
    [[nodiscard]] int width(const ShiftPast &shiftPast) const;
    /// `toPixel` turns coordinates of the axes into those of the painter; `area` is inside the axes.
    void draw(QPainter &painter, const QRectF &area, const ToPixel &toPixel, const ShiftPast &shiftPast);
    /// Where the names stood when they were last drawn.
    [[nodiscard]] const std::vector<QRectF> &rectangles() const { return m_rectangles; }

private:
    struct Placed;
    struct Column;
    /// Makes one column of two whose names would lie on each other, though their curves end at different levels.
    static void joinOverlapping(std::vector<Column> &columns, const QRectF &area);
    void drawColumn(QPainter &painter, const Column &column, const QRectF &area);

    std::vector<Label> m_labels;
    QColor m_ground; ///< behind labels that stand among the lines
    std::vector<QRectF> m_rectangles;
};

} // namespace tokamark::ui
