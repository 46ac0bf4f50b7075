#include "widgets/seriesheader.h"

#include "models/seriesstyle.h"
#include "widgets/markerpainter.h"
#include "widgets/themeprovider.h"

#include <QPainter>

#include <algorithm>

namespace tokamark::ui {

namespace {
constexpr int MarkerSize = 10;
constexpr int MarkerGap = 8;
constexpr int RightGap = 16;
constexpr int LongestName = 220;
} // namespace

SeriesHeader::SeriesHeader(const ThemeProvider &theme, int markerRole, int colorRole, QWidget *parent)
    : QHeaderView(Qt::Vertical, parent)
    , m_theme(theme)
    , m_markerRole(markerRole)
    , m_colorRole(colorRole)
{
    setSectionResizeMode(QHeaderView::Fixed);
    setSectionsClickable(false);
    connect(&theme, &ThemeProvider::themeChanged, viewport(), qOverload<>(&QWidget::update));
}

QSize SeriesHeader::sizeHint() const
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(bold);
    int widest = 0;
    for (int section = 0; section < count(); ++section) {
        const QString name = model()->headerData(section, Qt::Vertical).toString();
        widest = std::max(widest, metrics.horizontalAdvance(name));
    }
    return {MarkerSize + MarkerGap + std::min(widest, LongestName) + RightGap, QHeaderView::sizeHint().height()};
}

void SeriesHeader::paintSection(QPainter *painter, const QRect &area, int section) const
{
    const int marker = model()->headerData(section, Qt::Vertical, m_markerRole).toInt();
    const QColor own(model()->headerData(section, Qt::Vertical, m_colorRole).toString());
    const Theme &theme = m_theme.theme();
    const bool ownColor = own.isValid() && own.name() != storedColor(marker);
    const QRectF spot(area.left() + 0.5, area.center().y() - MarkerSize / 2.0 + 0.5, MarkerSize, MarkerSize);
    paintMarker(*painter, markerShape(marker), ownColor ? own : theme.seriesColor(marker), spot);

    const QRect text = area.adjusted(MarkerSize + MarkerGap, 0, -RightGap / 2, 0);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter->save();
    painter->setFont(bold);
    painter->setPen(theme.text);
    const QString name = model()->headerData(section, Qt::Vertical).toString();
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                      painter->fontMetrics().elidedText(name, Qt::ElideMiddle, text.width()));
    painter->restore();
}

} // namespace tokamark::ui
