#include "widgets/planbackenddelegate.h"

#include "models/seriesstyle.h"
#include "models/tableroles.h"
#include "widgets/markerpainter.h"
#include "widgets/themeprovider.h"

#include <QIcon>
#include <QPainter>
#include <QPixmap>
#include <QWidget>

namespace tokamark::ui {

namespace {

constexpr int IconSize = 12;

QIcon markerIcon(Marker marker, const QColor &color, qreal scale)
{
    QPixmap picture(QSize(IconSize, IconSize) * scale);
    picture.setDevicePixelRatio(scale);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    paintMarker(painter, marker, color, QRectF(1, 1, IconSize - 2, IconSize - 2));
    painter.end();
    return QIcon(picture);
}

} // namespace

PlanBackendDelegate::PlanBackendDelegate(const ThemeProvider &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void PlanBackendDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QVariant marker = index.data(tablerole::Marker);
    if (!marker.isValid()) {
        option->palette.setColor(QPalette::Text, m_theme.theme().dim);
        return;
    }
    const QColor own(index.data(tablerole::Color).toString());
    const bool ownColor = own.isValid() && own.name() != storedColor(marker.toInt());
    const qreal scale = option->widget != nullptr ? option->widget->devicePixelRatioF() : 1.0;
    option->icon
        = markerIcon(markerShape(marker.toInt()), ownColor ? own : m_theme.theme().seriesColor(marker.toInt()), scale);
    option->decorationSize = {IconSize, IconSize};
    option->features |= QStyleOptionViewItem::HasDecoration;
}

} // namespace tokamark::ui
