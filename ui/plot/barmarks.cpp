#include "plot/barmarks.h"

#include "plot/chartstyle.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace tokamark::ui {

namespace {

constexpr double HatchStep = 5;
constexpr int TextPixels = 10;
constexpr double TextGap = 2;

void paintDoubt(QPainter &painter, const BarMarks::Shape &shape, const QColor &ground)
{
    // The cover is a little larger than the bar, whose edges are blended with what lies around.
    painter.fillRect(shape.area.adjusted(-0.5, -0.5, 0.5, 0), ground);
    const QPen outline(shape.color, chartstyle::ThinWidth);
    painter.setPen(outline);
    painter.setBrush(Qt::NoBrush);
    // Bars stand side by side, and outlines that touch would read as one.
    const double side = chartstyle::ThinWidth;
    const QRectF inside = shape.area.adjusted(side, side / 2, -side, 0);
    painter.drawRect(inside);
    if (shape.quality != PointQuality::Warning)
        return;
    for (const QLineF &line : hatching(inside, HatchStep))
        painter.drawLine(line);
}

} // namespace

std::vector<QLineF> hatching(const QRectF &area, double step)
{
    std::vector<QLineF> lines;
    // Each line rises to the right at 45 degrees; `offset` is where it would cross the lower edge.
    for (double offset = -area.height() + step; offset < area.width(); offset += step) {
        const double fromX = std::max(offset, 0.0);
        const double toX = std::min(offset + area.height(), area.width());
        if (toX > fromX)
            lines.emplace_back(area.left() + fromX, area.bottom() - (fromX - offset), area.left() + toX,
                               area.bottom() - (toX - offset));
    }
    return lines;
}

BarMarks::BarMarks(QGraphicsItem *parent)
    : QGraphicsItem(parent)
{
    setZValue(1'000); // above the bars
}

void BarMarks::setShapes(std::vector<Shape> shapes, const QRectF &bounds, const Colors &colors)
{
    prepareGeometryChange();
    m_shapes = std::move(shapes);
    m_bounds = bounds;
    m_colors = colors;
    update();
}

bool BarMarks::textsFit() const
{
    const QFontMetricsF metrics(chartstyle::font(TextPixels));
    return std::all_of(m_shapes.begin(), m_shapes.end(),
                       [&](const Shape &shape) { return metrics.horizontalAdvance(shape.text) <= shape.area.width(); });
}

void BarMarks::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setRenderHint(QPainter::Antialiasing);
    for (const Shape &shape : m_shapes)
        if (shape.quality != PointQuality::Good && shape.area.height() > 0)
            paintDoubt(*painter, shape, m_colors.ground);
    if (!textsFit())
        return;
    const QFont font = chartstyle::font(TextPixels);
    const double height = QFontMetricsF(font).height();
    painter->setFont(font);
    painter->setPen(m_colors.text);
    for (const Shape &shape : m_shapes) {
        const QRectF place(shape.area.left(), shape.area.top() - height - TextGap, shape.area.width(), height);
        painter->drawText(place, Qt::AlignHCenter | Qt::AlignBottom | Qt::TextDontClip, shape.text);
    }
}

} // namespace tokamark::ui
