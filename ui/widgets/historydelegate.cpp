#include "widgets/historydelegate.h"

#include "models/historymodel.h"

#include <QPainter>
#include <QPainterPath>

namespace tokamark::ui {

namespace {

constexpr int RowHeight = 50;
constexpr int EditorHeight = 28;
constexpr int Radius = 6;
constexpr int CaptionPixels = 11;

} // namespace

void HistoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF row = QRectF(option.rect).adjusted(0, 1, 0, -1);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    painter->setPen(focused ? QPen(m_theme.accent, 1) : QPen(Qt::NoPen));
    painter->setBrush(selected ? QBrush(m_theme.accentBackground) : QBrush(Qt::NoBrush));
    if (selected || focused)
        painter->drawRoundedRect(row.adjusted(0.5, 0.5, -0.5, -0.5), Radius, Radius);

    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    QFont small = option.font;
    small.setPixelSize(CaptionPixels);
    const QRect text
        = option.rect.adjusted(spacing::Small + 2, spacing::Small - 1, -spacing::Small - 2, -spacing::Small + 1);
    const QString when = index.data(HistoryModel::WhenRole).toString();
    painter->setFont(small);
    painter->setPen(m_theme.dim);
    painter->drawText(text, Qt::AlignRight | Qt::AlignTop, when);
    painter->drawText(
        text, Qt::AlignLeft | Qt::AlignBottom,
        QFontMetrics(small).elidedText(index.data(HistoryModel::DetailRole).toString(), Qt::ElideRight, text.width()));
    const int room = text.width() - QFontMetrics(small).horizontalAdvance(when) - spacing::Small;
    painter->setFont(bold);
    painter->setPen(m_theme.text);
    painter->drawText(
        text, Qt::AlignLeft | Qt::AlignTop,
        QFontMetrics(bold).elidedText(index.data(HistoryModel::NameRole).toString(), Qt::ElideRight, room));
    painter->restore();
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, RowHeight};
}

void HistoryDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                           const QModelIndex &) const
{
    editor->setGeometry(option.rect.x(), option.rect.y() + (RowHeight - EditorHeight) / 2, option.rect.width(),
                        EditorHeight);
}

} // namespace tokamark::ui
