#include "widgets/markerpainter.h"

#include <QPainter>
#include <QPolygonF>

#include <cmath>
#include <numbers>

namespace tokamark::ui {

namespace {

QPolygonF starPolygon(const QRectF &area)
{
    QPolygonF star;
    constexpr int Points = 5;
    for (int i = 0; i < 2 * Points; ++i) {
        const double radius = area.width() / 2 * (i % 2 == 0 ? 1.0 : 0.45);
        const double angle = std::numbers::pi * (i / static_cast<double>(Points) - 0.5);
        star << area.center() + QPointF(std::cos(angle), std::sin(angle)) * radius;
    }
    return star;
}

} // namespace

void paintMarker(QPainter &painter, Marker marker, const QColor &color, const QRectF &area)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QPen stroke(color, area.width() / 4);
    switch (marker) {
    case Marker::Circle: painter.drawEllipse(area); break;
    case Marker::Square: painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5)); break;
    case Marker::Triangle:
        painter.drawPolygon(QPolygonF{QPointF(area.center().x(), area.top()), area.bottomRight(), area.bottomLeft()});
        break;
    case Marker::InvertedTriangle:
        painter.drawPolygon(QPolygonF{area.topLeft(), area.topRight(), QPointF(area.center().x(), area.bottom())});
        break;
    case Marker::Diamond:
        painter.drawPolygon(QPolygonF{QPointF(area.center().x(), area.top()), QPointF(area.right(), area.center().y()),
                                      QPointF(area.center().x(), area.bottom()),
                                      QPointF(area.left(), area.center().y())});
        break;
    case Marker::Plus:
        painter.setPen(stroke);
        painter.drawLine(QPointF(area.center().x(), area.top()), QPointF(area.center().x(), area.bottom()));
        painter.drawLine(QPointF(area.left(), area.center().y()), QPointF(area.right(), area.center().y()));
        break;
    case Marker::Cross:
        painter.setPen(stroke);
        painter.drawLine(area.topLeft(), area.bottomRight());
        painter.drawLine(area.topRight(), area.bottomLeft());
        break;
    case Marker::Star: painter.drawPolygon(starPolygon(area)); break;
    }
    painter.restore();
}

} // namespace tokamark::ui
