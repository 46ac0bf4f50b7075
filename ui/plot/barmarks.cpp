#include "plot/barmarks.h"

#include "plot/chartstyle.h"
#include "plot/legendsign.h"
#include "widgets/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <limits>

namespace tokamark::ui {

namespace {

constexpr double HatchStep = 5;
constexpr int TextPixels = 10;
constexpr int SmallestTextPixels = 7;
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

BarMarks::TextStyle BarMarks::textStyle() const
{
    double narrowest = std::numeric_limits<double>::infinity();
    double tightest = narrowest; // how much of a text has room across
    const QFontMetricsF metrics(chartstyle::font(TextPixels));
    for (const Shape &shape : m_shapes) {
        narrowest = std::min(narrowest, shape.area.width());
        if (!shape.text.isEmpty())
            tightest = std::min(tightest, shape.area.width() / metrics.horizontalAdvance(shape.text));
    }
    if (tightest >= 1)
        return {Writing::Across, chartstyle::font(TextPixels)};
    if (narrowest < SmallestTextPixels)
        return {};
    return {Writing::Upright, chartstyle::font(std::min(TextPixels, static_cast<int>(narrowest)))};
}

void BarMarks::paintText(QPainter &painter, const Shape &shape, Writing writing) const
{
    const QFontMetricsF metrics(painter.font());
    const double length = metrics.horizontalAdvance(shape.text);
    const double height = writing == Writing::Across ? metrics.height() : length;
    QRectF place(shape.area.left(), shape.area.top() - height - TextGap, shape.area.width(), height);
    painter.setPen(m_colors.text);
    if (place.top() < m_bounds.top()) {
        // No room above: below the upper edge of the bar, whose pattern must not cross the digits.
        place.moveTop(shape.area.top() + TextGap);
        const bool full = shape.quality == PointQuality::Good && seriesRound(shape.place) == 0;
        if (full)
            painter.setPen(m_colors.ground);
        else
            painter.fillRect(place.adjusted(1, 0, -1, 0), m_colors.ground);
    }
    if (writing == Writing::Across) {
        painter.drawText(place, Qt::AlignCenter | Qt::TextDontClip, shape.text);
        return;
    }
    painter.save();
    painter.translate(place.center());
    painter.rotate(-90);
    painter.drawText(QRectF(-length / 2, -metrics.height() / 2, length, metrics.height()),
                     Qt::AlignCenter | Qt::TextDontClip, shape.text);
    painter.restore();
}

void BarMarks::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setRenderHint(QPainter::Antialiasing);
    for (const Shape &shape : m_shapes) {
        if (shape.area.height() <= 0)
            continue;
        const bool full = shape.quality == PointQuality::Good;
        if (!full)
            paintDoubt(*painter, shape, m_colors.ground);
        legendsign::paintStripes(*painter, shape.area, full ? m_colors.ground : shape.color, shape.place);
    }
    const TextStyle style = textStyle();
    if (style.writing == Writing::None)
        return;
    painter->setFont(style.font);
    for (const Shape &shape : m_shapes)
        if (!shape.text.isEmpty())
            paintText(*painter, shape, style.writing);
}

} // namespace tokamark::ui
