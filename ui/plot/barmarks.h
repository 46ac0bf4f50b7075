#pragma once

#include "plot/chartdata.h"

#include <QFont>
#include <QGraphicsItem>
#include <QLineF>

#include <vector>

namespace tokamark::ui {

/// What the bars of Qt Charts cannot show: what each is worth, which of several series of one colour it belongs to, and
/// its value above it. Lies over the bars and covers the doubtful ones. GUI thread; owned by the scene.
class BarMarks final : public QGraphicsItem {
public:
    struct Shape {
        QRectF area; ///< of the bar
        QColor color;
        int place = 0; ///< of the series
        PointQuality quality = PointQuality::Good;
        QString text;
    };
    struct Colors {
        QColor ground;
        QColor text;
    };

    explicit BarMarks(QGraphicsItem *parent);

    void setShapes(std::vector<Shape> shapes, const QRectF &bounds, const Colors &colors);
    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    /// How all values are written: across while they fit above their bars, else upright; not at all over bars that are
    /// narrower than letters.
    enum class Writing { Across, Upright, None };
    struct TextStyle {
        Writing writing = Writing::None;
        QFont font;
    };

    [[nodiscard]] TextStyle textStyle() const;
    void paintText(QPainter &painter, const Shape &shape, Writing writing) const;

    std::vector<Shape> m_shapes;
    QRectF m_bounds;
    Colors m_colors;
};

/// Slanting lines that fill `area`, `step` apart. Lines and not a brush, so that they stay lines in PDF and SVG.
[[nodiscard]] std::vector<QLineF> hatching(const QRectF &area, double step);

} // namespace tokamark::ui
