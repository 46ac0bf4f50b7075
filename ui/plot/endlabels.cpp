#include "plot/endlabels.h"

#include "plot/chartstyle.h"
#include "plot/labellayout.h"
#include "widgets/theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <map>

namespace tokamark::ui {

namespace {

constexpr double LabelGap = 8;
constexpr int LabelWidthLimit = 150;
constexpr int HaloAlpha = 210;
constexpr double InsideShare = 0.1; ///< of the width: a curve that ends further left than this ends among others

QFont labelFont()
{
    return chartstyle::font(chartstyle::TextPixels, QFont::DemiBold);
}

QString elided(const QString &text)
{
    return QFontMetrics(labelFont()).elidedText(text, Qt::ElideMiddle, LabelWidthLimit);
}

} // namespace

struct EndLabels::Placed {
    const Label *label = nullptr;
    QPointF end; ///< in pixels
};

void EndLabels::setLabels(std::vector<Label> labels, const QColor &ground)
{
    m_labels = std::move(labels);
    m_ground = ground;
}

int EndLabels::width() const
{
    double width = 0;
    for (const Label &label : m_labels)
        width = std::max(width, QFontMetricsF(labelFont()).horizontalAdvance(elided(label.text)));
    return m_labels.empty() ? 0 : static_cast<int>(std::ceil(width + LabelGap + spacing::Tight));
}

void EndLabels::draw(QPainter &painter, const QRectF &area, const std::function<QPointF(const QPointF &)> &toPixel)
{
    m_rectangles.clear();
    painter.setFont(labelFont());
    // Curves that end at one level share a column of labels.
    std::map<int, std::vector<Placed>> columns;
    for (const Label &label : m_labels) {
        const QPointF end = toPixel(label.end);
        columns[static_cast<int>(end.x())].push_back({&label, end});
    }
    for (const auto &[x, column] : columns)
        drawColumn(painter, column, area);
}

void EndLabels::drawColumn(QPainter &painter, const std::vector<Placed> &column, const QRectF &area)
{
    const QFontMetricsF metrics(labelFont());
    const double height = metrics.height();
    std::vector<double> wanted;
    for (const Placed &placed : column)
        wanted.push_back(placed.end.y());
    const auto centres = spreadLabels(wanted, height, area.top() - height / 2, area.bottom() + height / 2);
    QColor halo = m_ground;
    halo.setAlpha(HaloAlpha);
    for (std::size_t i = 0; i < column.size(); ++i) {
        const auto &[label, end] = column[i];
        const QString text = elided(label->text);
        const QRectF box(end.x() + LabelGap, centres[i] - height / 2, metrics.horizontalAdvance(text) + 1, height);
        if (std::abs(centres[i] - wanted[i]) > height) {
            painter.setPen(QPen(label->color, 0.7));
            painter.drawLine(QPointF(end.x() + LabelGap / 2, wanted[i]), QPointF(box.left() - 1, centres[i]));
        }
        if (end.x() < area.right() - area.width() * InsideShare)
            painter.fillRect(box, halo);
        painter.setPen(label->color);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, text);
        m_rectangles.push_back(box);
    }
}

} // namespace tokamark::ui
