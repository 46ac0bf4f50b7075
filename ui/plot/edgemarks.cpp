#include "plot/edgemarks.h"

#include "plot/chartstyle.h"
#include "plot/scatter.h"

#include <QFontMetricsF>
#include <QStringList>

#include <qcustomplot.h>

#include <algorithm>
#include <iterator>
#include <limits>

namespace tokamark::ui {

namespace {

constexpr double Step = chartstyle::MarkerSize + 3; ///< between marks at one level
constexpr double TextGap = 3;

/// Of the mark at a place among so many, in pixels.
double shiftAt(std::size_t place, std::size_t count)
{
    return (static_cast<double>(place) - static_cast<double>(count - 1) / 2) * Step;
}

/// Runs of several plans may have several limits.
QString textOf(const std::vector<EdgeMarks::Mark> &marks)
{
    QStringList texts;
    for (const EdgeMarks::Mark &mark : marks)
        texts.append(mark.text);
    texts.removeAll(QString());
    texts.removeDuplicates();
    return texts.join(QStringLiteral(", "));
}

} // namespace

void EdgeMarks::setMarks(const std::vector<Mark> &marks, const Look &look)
{
    m_levels.clear();
    m_texts.clear();
    m_look = look;
    for (const Mark &mark : marks)
        m_levels[mark.at.x()].push_back(mark);
}

double EdgeMarks::shiftOf(int series, double level) const
{
    const auto at = m_levels.find(level);
    if (at == m_levels.end())
        return 0;
    const auto mark = std::ranges::find(at->second, series, &Mark::series);
    return mark == at->second.end()
        ? 0
        : shiftAt(static_cast<std::size_t>(std::distance(at->second.begin(), mark)), at->second.size());
}

double EdgeMarks::lastShiftAt(double level) const
{
    const auto at = m_levels.find(level);
    return at == m_levels.end() ? 0 : shiftAt(at->second.size() - 1, at->second.size());
}

void EdgeMarks::draw(QCPPainter &painter, const QRectF &area, const std::function<QPointF(const QPointF &)> &toPixel)
{
    m_texts.clear();
    const QFont font = chartstyle::font(chartstyle::TextPixels);
    const QFontMetricsF metrics(font);
    double taken = -std::numeric_limits<double>::infinity(); // up to here by marks further left
    for (const auto &[level, marks] : m_levels) {
        const QPointF middle = toPixel(marks.front().at);
        const double half = lastShiftAt(level) + chartstyle::MarkerSize / 2;
        for (std::size_t i = 0; i < marks.size(); ++i) {
            const QCPScatterStyle style = scatterFor(marks[i].marker, marks[i].color, PointQuality::Bad, m_look.ground);
            style.applyTo(&painter, QPen(marks[i].color));
            style.drawShape(&painter, middle + QPointF(shiftAt(i, marks.size()), 0));
        }
        const QString text = textOf(marks);
        const double width = metrics.horizontalAdvance(text) + 1;
        QRectF box(middle.x() - half - TextGap - width, middle.y() - metrics.height() / 2, width, metrics.height());
        if (box.left() < area.left())
            box.moveLeft(middle.x() + half + TextGap);
        const bool fits = !text.isEmpty() && box.left() > taken;
        taken = middle.x() + half;
        // Where levels stand close, their neighbour says it for them.
        if (!fits)
            continue;
        painter.setFont(font);
        painter.setPen(QPen(m_look.text));
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, text);
        m_texts.push_back(box);
        taken = std::max(taken, box.right());
    }
}

} // namespace tokamark::ui
