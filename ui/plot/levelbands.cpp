#include "plot/levelbands.h"

#include "plot/chartstyle.h"
#include "widgets/theme.h"

#include <qcustomplot.h>

#include <cmath>

namespace tokamark::ui {

namespace {

constexpr int AreaAlpha = 30;
constexpr int HaloAlpha = 210;
constexpr int NameWidthLimit = 220;
constexpr QMargins NameRoom{4, 1, 4, 1};

void drawEdge(QCustomPlot &plot, double at, const QColor &color)
{
    auto *line = new QCPItemLine(&plot);
    line->setPen(QPen(color, chartstyle::ThinWidth, Qt::SolidLine));
    line->start->setCoords(at, plot.yAxis->range().lower);
    line->end->setCoords(at, plot.yAxis->range().upper);
}

void drawArea(QCustomPlot &plot, double from, double to, const QColor &color)
{
    QColor fill = color;
    fill.setAlpha(AreaAlpha);
    auto *area = new QCPItemRect(&plot);
    area->setPen(Qt::NoPen);
    area->setBrush(fill);
    area->topLeft->setCoords(from, plot.yAxis->range().upper);
    area->bottomRight->setCoords(to, plot.yAxis->range().lower);
}

/// The name stands on the side where the plot has more room.
bool isInRightHalf(const LevelAxis &axis, double at)
{
    const double middle
        = axis.isLogarithmic() ? std::sqrt(axis.lower() * axis.upper()) : (axis.lower() + axis.upper()) / 2;
    return at > middle;
}

} // namespace

void drawLevelBands(QCustomPlot &plot, const LevelAxis &axis, const std::vector<LevelBand> &bands, const Theme &theme,
                    bool atFoot, const std::function<QColor(const LevelBand &)> &colorOf)
{
    const QFont font = chartstyle::font(chartstyle::TextPixels);
    QColor halo = theme.card;
    halo.setAlpha(HaloAlpha);
    QCPItemText *neighbour = nullptr;
    for (const LevelBand &band : bands) {
        const double from = axis.coordinate(band.from);
        const double to = axis.coordinate(band.to);
        const QColor color = colorOf(band);
        drawEdge(plot, from, color);
        if (to > from) {
            drawArea(plot, from, to, color);
            drawEdge(plot, to, color);
        }
        if (band.name.isEmpty())
            continue;
        const bool left = isInRightHalf(axis, (from + to) / 2);
        auto *name = new QCPItemText(&plot);
        name->setLayer(QStringLiteral("overlay"));
        name->setFont(font);
        name->setColor(color);
        name->setBrush(halo);
        name->setPadding(NameRoom);
        name->setText(QFontMetrics(font).elidedText(band.name, Qt::ElideRight, NameWidthLimit));
        name->setPositionAlignment((atFoot ? Qt::AlignBottom : Qt::AlignTop) | (left ? Qt::AlignRight : Qt::AlignLeft));
        name->position->setTypeY(neighbour == nullptr ? QCPItemPosition::ptAxisRectRatio : QCPItemPosition::ptAbsolute);
        if (neighbour != nullptr)
            name->position->setParentAnchorY(atFoot ? neighbour->top : neighbour->bottom);
        name->position->setCoords(left ? from : to, neighbour == nullptr && atFoot ? 1 : 0);
        neighbour = name;
    }
}

} // namespace tokamark::ui
