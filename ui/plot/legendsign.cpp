#include "plot/legendsign.h"

#include "plot/chartstyle.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QPen>

namespace tokamark::ui::legendsign {

namespace {

constexpr int SquareSize = 8;
constexpr int LineLength = 22; ///< a whole period of the longest dashes
constexpr double NarrowestStripe = 0.8;

} // namespace

int width(bool line)
{
    return line ? LineLength : SquareSize;
}

void paintLine(QPainter &painter, const QRect &area, const QColor &color, int place)
{
    const double middle = QRectF(area).center().y();
    painter.setPen(QPen(color, chartstyle::LineWidth, chartstyle::lineStyle(place), Qt::FlatCap));
    painter.drawLine(QPointF(area.left(), middle), QPointF(area.left() + LineLength, middle));
}

void paintBar(QPainter &painter, const QRect &area, const QColor &color, int place, const QColor &ground)
{
    const QRect square(area.left(), area.top() + (area.height() - SquareSize) / 2, SquareSize, SquareSize);
    painter.fillRect(square, color);
    paintStripes(painter, square, ground, place);
}

void paintStripes(QPainter &painter, const QRectF &bar, const QColor &color, int place)
{
    const int stripes = seriesRound(place);
    // Between the edges and the stripes the bar shows, all equally wide.
    const double width = bar.width() / (2 * stripes + 1);
    if (width < NarrowestStripe)
        return;
    for (int i = 0; i < stripes; ++i)
        painter.fillRect(QRectF(bar.left() + (2 * i + 1) * width, bar.top(), width, bar.height()), color);
}

} // namespace tokamark::ui::legendsign
