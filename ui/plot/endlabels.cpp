#include "plot/endlabels.h"

#include "plot/chartstyle.h"
#include "plot/labellayout.h"
#include "widgets/theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

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
    QRectF box;
};

/// Names below each other.
struct EndLabels::Column {
    double x = 0; ///< of the end that lies furthest right
    std::vector<Placed> placed;

    void place(const QRectF &area)
    {
        const QFontMetricsF metrics(labelFont());
        const double height = metrics.height();
        std::vector<double> wanted;
        for (const Placed &one : placed)
            wanted.push_back(one.end.y());
        const auto centres = spreadLabels(wanted, height, area.top() - height / 2, area.bottom() + height / 2);
        for (std::size_t i = 0; i < placed.size(); ++i)
            placed[i].box = QRectF(x + LabelGap, centres[i] - height / 2,
                                   metrics.horizontalAdvance(elided(placed[i].label->text)) + 1, height);
    }

    [[nodiscard]] bool overlaps(const Column &other) const
    {
        return std::ranges::any_of(placed, [&other](const Placed &mine) {
            return std::ranges::any_of(other.placed,
                                       [&mine](const Placed &theirs) { return mine.box.intersects(theirs.box); });
        });
    }
};

void EndLabels::setLabels(std::vector<Label> labels, const QColor &ground)
{
    m_labels = std::move(labels);
    m_ground = ground;
}

int EndLabels::width(const ShiftPast &shiftPast) const
{
    double width = 0;
    for (const Label &label : m_labels)
        width
            = std::max(width, shiftPast(label.end) + QFontMetricsF(labelFont()).horizontalAdvance(elided(label.text)));
    return m_labels.empty() ? 0 : static_cast<int>(std::ceil(width + LabelGap + spacing::Tight));
}

void EndLabels::draw(QPainter &painter, const QRectF &area, const ToPixel &toPixel, const ShiftPast &shiftPast)
{
    m_rectangles.clear();
    painter.setFont(labelFont());
    // Curves that end at one level share a column of labels.
    std::map<int, Column> byPlace;
    for (const Label &label : m_labels) {
        const QPointF point = toPixel(label.end);
        const QPointF end = point + QPointF(shiftPast(label.end), 0);
        Column &column = byPlace[static_cast<int>(point.x())];
        column.x = std::max(column.x, end.x());
        column.placed.push_back({&label, end, {}});
    }
    std::vector<Column> columns;
    for (auto &[x, column] : byPlace) {
        column.place(area);
        columns.push_back(std::move(column));
    }
    joinOverlapping(columns, area);
    for (const Column &column : columns)
        drawColumn(painter, column, area);
}

void EndLabels::joinOverlapping(std::vector<Column> &columns, const QRectF &area)
{
    for (std::size_t right = 1; right < columns.size(); ++right)
        for (std::size_t left = 0; left < right; ++left) {
            if (!columns[left].overlaps(columns[right]))
                continue;
            // To the right, where fewer curves are in the way.
            for (const Placed &one : columns[left].placed)
                columns[right].placed.push_back(one);
            columns[right].place(area);
            columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(left));
            // Names that have moved may lie on others now.
            right = 0;
            break;
        }
}

void EndLabels::drawColumn(QPainter &painter, const Column &column, const QRectF &area)
{
    QColor halo = m_ground;
    halo.setAlpha(HaloAlpha);
    for (const auto &[label, end, box] : column.placed) {
        const bool isBeside = std::abs(box.center().y() - end.y()) <= box.height() && column.x - end.x() <= LabelGap;
        if (!isBeside) {
            painter.setPen(QPen(label->color, 0.7));
            painter.drawLine(QPointF(end.x() + LabelGap / 2, end.y()), QPointF(box.left() - 1, box.center().y()));
        }
        if (column.x < area.right() - area.width() * InsideShare)
            painter.fillRect(box, halo);
        painter.setPen(label->color);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, elided(label->text));
        m_rectangles.push_back(box);
    }
}

} // namespace tokamark::ui
