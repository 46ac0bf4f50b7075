#include "plot/timelinehandles.h"

#include "plot/chartstyle.h"
#include "plot/timeaxis.h"

#include <qcustomplot.h>

#include <QFontMetrics>

#include <initializer_list>

namespace tokamark::ui {

namespace {

constexpr double GripWidth = 7;
constexpr double GripHeight = 22;
constexpr double EndWidth = 1.5;

QCPItemLine *makeLine(QCustomPlot &plot, QCPAxisRect &rect)
{
    auto *line = new QCPItemLine(&plot);
    line->setLayer(QStringLiteral("overlay"));
    line->setClipToAxisRect(false);
    for (QCPItemPosition *tip : {line->start, line->end})
        timeaxis::useTimeAndHeight(*tip, rect);
    return line;
}

} // namespace

TimelineHandles::TimelineHandles(QCustomPlot &plot)
    : m_plot(plot)
{
}

void TimelineHandles::setRects(const std::vector<QCPAxisRect *> &rects)
{
    m_ends.clear();
    m_measured.clear();
    m_grips.clear();
    m_name = nullptr;
    for (QCPAxisRect *rect : rects)
        for (int end = 0; end < 2; ++end) {
            m_ends.push_back(makeLine(m_plot, *rect));
            m_measured.push_back(makeLine(m_plot, *rect));
        }
    if (rects.empty())
        return;
    for (int end = 0; end < 2; ++end) {
        auto *grip = new QCPItemRect(&m_plot);
        grip->setLayer(QStringLiteral("overlay"));
        grip->setClipToAxisRect(false);
        timeaxis::useTimeAndHeight(*grip->topLeft, *rects.front());
        // In pixels from the first corner, so that its size does not follow the axis.
        grip->bottomRight->setParentAnchor(grip->topLeft);
        grip->bottomRight->setType(QCPItemPosition::ptAbsolute);
        grip->bottomRight->setCoords(GripWidth, GripHeight);
        m_grips.push_back(grip);
    }
    m_name = new QCPItemText(&m_plot);
    m_name->setLayer(QStringLiteral("overlay"));
    timeaxis::useTimeAndHeight(*m_name->position, *rects.front());
    m_name->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_name->setFont(chartstyle::font(chartstyle::TextPixels));
}

void TimelineHandles::placeLine(QCPItemLine &line, double second) const
{
    line.start->setCoords(second, 0);
    line.end->setCoords(second, 1);
}

void TimelineHandles::place(const TimelineData &data, const TimelineWindow &window, const Look &look)
{
    const std::initializer_list<double> ends{window.from, window.to};
    const std::initializer_list<double> measured{data.measured.from, data.measured.to};
    const bool differs = !(window == data.measured);
    for (std::size_t i = 0; i < m_ends.size(); ++i) {
        const std::size_t end = i % 2;
        placeLine(*m_ends[i], ends.begin()[end]);
        m_ends[i]->setPen(QPen(look.theme.accent, EndWidth));
        placeLine(*m_measured[i], measured.begin()[end]);
        m_measured[i]->setPen(QPen(look.theme.dim, 1, Qt::DashLine));
        m_measured[i]->setVisible(differs);
    }
    for (std::size_t end = 0; end < m_grips.size(); ++end) {
        QCPItemRect &grip = *m_grips[end];
        grip.setVisible(look.movable);
        grip.setPen(QPen(look.theme.accent, EndWidth));
        grip.setBrush(static_cast<int>(end) == look.active ? look.theme.accent : look.theme.card);
        // Half of its width to either side of the line, below the title of the plot.
        const double perPixel = grip.topLeft->keyAxis()->range().size() / qMax(1, grip.topLeft->axisRect()->width());
        grip.topLeft->setCoords(ends.begin()[end] - perPixel * GripWidth / 2, 0);
    }
    if (m_name != nullptr) {
        const double perPixel
            = m_name->position->keyAxis()->range().size() / qMax(1, m_name->position->axisRect()->width());
        m_name->setText(differs ? data.windowName : QString());
        m_name->setColor(look.theme.accent);
        // Beside the grip on the side where there is room: right of a late window the plot ends.
        const double offset = perPixel * (GripWidth + 2);
        const double width = perPixel * QFontMetrics(m_name->font()).horizontalAdvance(m_name->text());
        const bool isLate = window.from + offset + width > m_name->position->keyAxis()->range().upper;
        m_name->setPositionAlignment((isLate ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop);
        m_name->position->setCoords(window.from + (isLate ? -offset : offset), 0);
    }
}

} // namespace tokamark::ui
