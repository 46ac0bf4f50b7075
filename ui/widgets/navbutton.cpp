#include "widgets/navbutton.h"

#include <QPainter>

namespace tokamark::ui {

namespace {
constexpr int Height = 36;
constexpr int Padding = 12;
} // namespace

NavButton::NavButton(const QString &shortcutText, QWidget *parent)
    : QAbstractButton(parent)
    , m_shortcutText(shortcutText)
{
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void NavButton::setShortcutShown(bool shown)
{
    m_shortcutShown = shown;
    setToolTip(shown ? QString() : m_shortcutText);
    updateGeometry();
    update();
}

QSize NavButton::sizeHint() const
{
    QFont name = font();
    name.setWeight(QFont::DemiBold);
    const int width = QFontMetrics(name).horizontalAdvance(text()) + 2 * Padding;
    if (!m_shortcutShown)
        return {width, Height};
    return {width + QFontMetrics(font()).horizontalAdvance(m_shortcutText) + Padding, Height};
}

void NavButton::paintEvent(QPaintEvent *)
{
    // The palette carries the theme: Highlight is the accent's background, Link the accent, PlaceholderText dim.
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(1, 1, -1, -1);
    if (isChecked() || underMouse()) {
        QColor fill = palette().color(QPalette::Highlight);
        if (!isChecked())
            fill.setAlpha(fill.alpha() / 2);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawRoundedRect(area, 6, 6);
    }
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Link), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(area, 6, 6);
    }
    const QRect inner = rect().adjusted(Padding, 0, -Padding, 0);
    QFont small = font();
    small.setPixelSize(11);
    painter.setFont(small);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    if (m_shortcutShown)
        painter.drawText(inner, Qt::AlignVCenter | Qt::AlignRight, m_shortcutText);
    QFont name = font();
    name.setWeight(isChecked() ? QFont::DemiBold : QFont::Medium);
    painter.setFont(name);
    painter.setPen(palette().color(isChecked() ? QPalette::Link : QPalette::PlaceholderText));
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeft, text());
}

} // namespace tokamark::ui
