#include "widgets/tabledelegate.h"

#include "models/seriesstyle.h"
#include "models/tableroles.h"
#include "widgets/markerpainter.h"
#include "widgets/noticecard.h"
#include "widgets/themeprovider.h"

#include <QFontDatabase>
#include <QPainter>

#include <algorithm>

namespace tokamark::ui {

namespace {

constexpr int Padding = 6; ///< as that of headers in the style sheet
constexpr int MarkerSize = 10;
constexpr int RowHeight = 44;

QFont small(const QFont &base)
{
    QFont font = base;
    font.setPixelSize(11);
    font.setWeight(QFont::Normal);
    return font;
}

QFont badgeFont(const QFont &base)
{
    QFont font = small(base);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont mainFont(const QFont &base, const QModelIndex &index)
{
    QFont font = index.data(tablerole::Fixed).toBool() ? QFontDatabase::systemFont(QFontDatabase::FixedFont) : base;
    font.setPixelSize(index.data(tablerole::Fixed).toBool() ? 12 : 13);
    if (index.data(tablerole::Marker).isValid())
        font.setWeight(QFont::DemiBold);
    return font;
}

QColor toneColor(const Theme &theme, Tone tone)
{
    switch (tone) {
    case Tone::Neutral: return theme.dim;
    case Tone::Good: return theme.good;
    case Tone::Warning: return theme.warning;
    case Tone::Bad: return theme.bad;
    case Tone::Accent: return theme.accent;
    }
    return theme.dim;
}

} // namespace

TableDelegate::TableDelegate(const ThemeProvider &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics text(mainFont(option.font, index));
    const QFontMetrics second(small(option.font));
    int width = std::max(text.horizontalAdvance(index.data().toString()),
                         second.horizontalAdvance(index.data(tablerole::SecondLine).toString()));
    if (index.data(tablerole::Marker).isValid())
        width += MarkerSize + Padding;
    if (index.data(tablerole::Badge).isValid())
        width = QFontMetrics(badgeFont(option.font)).horizontalAdvance(index.data().toString()) + 2 * Padding;
    // Text is painted a little wider than it measures where hinting is off.
    return {width + width / 16 + 2 * Padding, RowHeight};
}

void TableDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = m_theme.theme();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, theme.accentBackground);
    painter->setPen(theme.grid);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    QRect area = option.rect.adjusted(Padding, 0, -Padding, 0);
    const QVariant marker = index.data(tablerole::Marker);
    if (marker.isValid()) {
        const QColor own(index.data(tablerole::Color).toString());
        const bool ownColor = own.isValid() && own.name() != storedColor(marker.toInt());
        const QRectF spot(area.left() + 0.5, area.center().y() - MarkerSize / 2.0 + 0.5, MarkerSize, MarkerSize);
        paintMarker(*painter, markerShape(marker.toInt()), ownColor ? own : theme.seriesColor(marker.toInt()), spot);
        area.adjust(MarkerSize + Padding, 0, 0, 0);
    }
    const QString text = index.data().toString();
    const QVariant badge = index.data(tablerole::Badge);
    if (badge.isValid()) {
        paintBadge(*painter, area, text, badge.toInt());
        painter->restore();
        return;
    }
    const QVariant alignment = index.data(Qt::TextAlignmentRole);
    const int side = alignment.isValid() ? alignment.toInt() & Qt::AlignHorizontal_Mask : int{Qt::AlignLeft};
    const QString second = index.data(tablerole::SecondLine).toString();
    const int middle = area.center().y();
    const QRect upper = second.isEmpty() ? area : QRect(area.left(), middle - 18, area.width(), 19);
    painter->setFont(mainFont(option.font, index));
    painter->setPen(theme.text);
    painter->drawText(upper, side | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, upper.width()));
    if (!second.isEmpty()) {
        const QRect lower(area.left(), middle + 1, area.width(), 16);
        painter->setFont(small(option.font));
        painter->setPen(theme.dim);
        painter->drawText(lower, side | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(second, Qt::ElideRight, lower.width()));
    }
    painter->restore();
}

void TableDelegate::paintBadge(QPainter &painter, const QRect &area, const QString &text, int tone) const
{
    if (text.isEmpty())
        return;
    const QFont font = badgeFont(painter.font());
    const QFontMetrics metrics(font);
    const int width = std::min(metrics.horizontalAdvance(text) + 2 * Padding, area.width());
    const QRect box(area.left(), area.center().y() - 9, width, 19);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.theme().grid);
    painter.drawRoundedRect(box, 9, 9);
    painter.setFont(font);
    painter.setPen(toneColor(m_theme.theme(), static_cast<Tone>(tone)));
    painter.drawText(box, Qt::AlignCenter, metrics.elidedText(text, Qt::ElideRight, box.width() - Padding));
}

} // namespace tokamark::ui
