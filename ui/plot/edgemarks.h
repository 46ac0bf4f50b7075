#pragma once

#include <QColor>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <functional>
#include <map>
#include <vector>

class QCPPainter;

namespace tokamark::ui {

/// Marks of values that lie beyond the axis, where no scale is: those of several series at one level beside each other,
/// and on their left what they are beyond. GUI thread; a part of the chart that draws it.
class EdgeMarks {
public:
    struct Mark {
        int series = 0;
        QPointF at; ///< in coordinates of the axes
        int marker = 0; ///< of the series
        QColor color;
        QString text; ///< "> 60 s"
    };
    struct Look {
        QColor ground;
        QColor text;
    };

    void setMarks(const std::vector<Mark> &marks, const Look &look);
    /// From the level, which is a coordinate of the axis, to the mark of the series, in pixels.
    [[nodiscard]] double shiftOf(int series, double level) const;
    /// From the level to the last of its marks; zero where there is none.
    [[nodiscard]] double lastShiftAt(double level) const;
    /// From a point to what stands furthest right of it: the last mark of its level or, if it is one of them, their text
    /// where that had to go to their right. After `layOut`.
    [[nodiscard]] double shiftPast(const QPointF &point) const;
    /// `toPixel` turns coordinates of the axes into those of the painter; `area` is inside the axes.
    void layOut(const QRectF &area, const std::function<QPointF(const QPointF &)> &toPixel);
    /// As laid out.
    void draw(QCPPainter &painter) const;
    /// Where texts stood when they were last laid out.
    [[nodiscard]] std::vector<QRectF> textRectangles() const;

private:
    struct Level {
        std::vector<Mark> marks;
        QPointF middle; ///< in pixels
        QString text; ///< empty where it has no room
        QRectF box; ///< of the text
    };

    std::map<double, Level> m_levels; ///< by coordinate
    Look m_look;
};

} // namespace tokamark::ui
