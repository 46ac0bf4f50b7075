#include "plot/scatter.h"

#include "plot/chartstyle.h"
#include "widgets/theme.h"

#include <QPainterPath>

#include <qcustomplot.h>

#include <array>
#include <cmath>
#include <numbers>

namespace tokamark::ui {

namespace {

constexpr double PaleShare = 0.35;

/// As QCustomPlot takes shapes of one's own: six wide around the origin.
QPainterPath starPath()
{
    constexpr int Corners = 5;
    constexpr double Outer = 3.4;
    QPolygonF star;
    for (int i = 0; i < 2 * Corners; ++i) {
        const double radius = i % 2 == 0 ? Outer : Outer * 0.45;
        const double angle = std::numbers::pi * (i / static_cast<double>(Corners) - 0.5);
        star << QPointF(std::cos(angle), std::sin(angle)) * radius;
    }
    QPainterPath path;
    path.addPolygon(star);
    path.closeSubpath();
    return path;
}

QCPScatterStyle::ScatterShape shapeOf(Marker marker, bool doubtful)
{
    switch (marker) {
    case Marker::Circle: return QCPScatterStyle::ssCircle;
    case Marker::Square: return QCPScatterStyle::ssSquare;
    case Marker::Triangle: return QCPScatterStyle::ssTriangle;
    case Marker::Diamond: return QCPScatterStyle::ssDiamond;
    case Marker::Plus: return doubtful ? QCPScatterStyle::ssPlusCircle : QCPScatterStyle::ssPlus;
    case Marker::InvertedTriangle: return QCPScatterStyle::ssTriangleInverted;
    case Marker::Cross: return doubtful ? QCPScatterStyle::ssCrossCircle : QCPScatterStyle::ssCross;
    case Marker::Star: return QCPScatterStyle::ssCustom;
    }
    return QCPScatterStyle::ssCircle;
}

} // namespace

QColor paleColor(const QColor &color, const QColor &ground)
{
    const auto mixed
        = [](int over, int under) { return static_cast<int>(std::lround(over * PaleShare + under * (1 - PaleShare))); };
    return {mixed(color.red(), ground.red()), mixed(color.green(), ground.green()), mixed(color.blue(), ground.blue())};
}

QCPScatterStyle scatterFor(int marker, const QColor &color, PointQuality quality, const QColor &ground)
{
    const auto which = markerShape(marker);
    const bool doubtful = quality != PointQuality::Good;
    const QColor fill = !doubtful ? color : quality == PointQuality::Warning ? paleColor(color, ground) : ground;
    const QPen pen(color, chartstyle::LineWidth - 0.4);
    if (which == Marker::Star)
        return {starPath(), pen, QBrush(fill), chartstyle::MarkerSize};
    return {shapeOf(which, doubtful), pen, QBrush(fill), chartstyle::MarkerSize};
}

} // namespace tokamark::ui
