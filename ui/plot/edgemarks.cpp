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

QFont textFont()
{
    return chartstyle::font(chartstyle::TextPixels);
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
    m_look = look;
    for (const Mark &mark : marks)
        m_levels[mark.at.x()].marks.push_back(mark);
}

double EdgeMarks::shiftOf(int series, double level) const
{
    const auto at = m_levels.find(level);
    if (at == m_levels.end())
        return 0;
    const std::vector<Mark> &marks = at->second.marks;
    const auto mark = std::ranges::find(marks, series, &Mark::series);
    return mark == marks.end() ? 0
                               : shiftAt(static_cast<std::size_t>(std::distance(marks.begin(), mark)), marks.size());
}

double EdgeMarks::lastShiftAt(double level) const
{
    const auto at = m_levels.find(level);
    return at == m_levels.end() ? 0 : shiftAt(at->second.marks.size() - 1, at->second.marks.size());
}

double EdgeMarks::shiftPast(const QPointF &point) const
{
    const double toMark = lastShiftAt(point.x());
    const auto at = m_levels.find(point.x());
    if (at == m_levels.end() || at->second.marks.front().at != point)
        return toMark;
    const Level &level = at->second;
    const bool isRight = !level.text.isEmpty() && level.box.left() > level.middle.x();
    return isRight ? level.box.right() - level.middle.x() : toMark;
}

void EdgeMarks::layOut(const QRectF &area, const std::function<QPointF(const QPointF &)> &toPixel)
{
    const QFontMetricsF metrics(textFont());
    double taken = -std::numeric_limits<double>::infinity(); // up to here by marks further left
    for (auto &[coordinate, level] : m_levels) {
        level.middle = toPixel(level.marks.front().at);
        level.text = textOf(level.marks);
        const double half = lastShiftAt(coordinate) + chartstyle::MarkerSize / 2;
        const double width = metrics.horizontalAdvance(level.text) + 1;
        level.box = QRectF(level.middle.x() - half - TextGap - width, level.middle.y() - metrics.height() / 2, width,
                           metrics.height());
        if (level.box.left() < area.left())
            level.box.moveLeft(level.middle.x() + half + TextGap);
        // Where levels stand close, their neighbour says it for them.
        if (level.box.left() <= taken)
            level.text.clear();
        taken = level.middle.x() + half;
        if (!level.text.isEmpty())
            taken = std::max(taken, level.box.right());
    }
}

void EdgeMarks::draw(QCPPainter &painter) const
{
    for (const auto &[coordinate, level] : m_levels) {
        const std::vector<Mark> &marks = level.marks;
        for (std::size_t i = 0; i < marks.size(); ++i) {
            const QCPScatterStyle style = scatterFor(marks[i].marker, marks[i].color, PointQuality::Bad, m_look.ground);
            style.applyTo(&painter, QPen(marks[i].color));
            style.drawShape(&painter, level.middle + QPointF(shiftAt(i, marks.size()), 0));
        }
        painter.setFont(textFont());
        painter.setPen(QPen(m_look.text));
        painter.drawText(level.box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, level.text);
    }
}

std::vector<QRectF> EdgeMarks::textRectangles() const
{
    std::vector<QRectF> boxes;
    for (const auto &[coordinate, level] : m_levels)
        if (!level.text.isEmpty() && !level.box.isNull())
            boxes.push_back(level.box);
    return boxes;
}

} // namespace tokamark::ui
