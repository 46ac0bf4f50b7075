#include "plot/chartcanvas.h"

#include "plot/chart.h"

#include <qcustomplot.h>

namespace tokamark::ui {

struct ChartCanvas::Holder {
    QCPPainter painter;
};

ChartCanvas::ChartCanvas(QPaintDevice &device, bool vector)
    : m_holder(std::make_unique<Holder>())
{
    m_holder->painter.begin(&device);
    m_holder->painter.setRenderHint(QPainter::Antialiasing);
    m_holder->painter.setMode(QCPPainter::pmNoCaching);
    m_holder->painter.setMode(QCPPainter::pmVectorized, vector);
    m_holder->painter.setMode(QCPPainter::pmNonCosmetic, vector);
}

ChartCanvas::~ChartCanvas() = default;

QPainter &ChartCanvas::painter()
{
    return m_holder->painter;
}

void ChartCanvas::draw(Chart &chart, const QRectF &area)
{
    QCPPainter &painter = m_holder->painter;
    painter.save();
    painter.translate(area.topLeft());
    chart.draw(painter, area.size().toSize());
    painter.restore();
}

QPainter &ChartCanvas::basePainter(QCPPainter &painter)
{
    return painter;
}

} // namespace tokamark::ui
