#pragma once

#include <QRectF>

#include <memory>

class QCPPainter;
class QPaintDevice;
class QPainter;

namespace tokamark::ui {

class Chart;

/// A painter that charts can be drawn with, beside whatever else goes on the same page. GUI thread; lives while the
/// page is drawn.
class ChartCanvas {
public:
    /// `vector`: the device keeps shapes (PDF, SVG) instead of pixels.
    ChartCanvas(QPaintDevice &device, bool vector);
    ~ChartCanvas();
    ChartCanvas(const ChartCanvas &) = delete;
    ChartCanvas &operator=(const ChartCanvas &) = delete;

    [[nodiscard]] QPainter &painter();
    /// Draws the chart into `area` of the painter's present coordinates, in logical pixels.
    void draw(Chart &chart, const QRectF &area);
    /// The plain painter under a plot painter, for those who do not see the plot library.
    [[nodiscard]] static QPainter &basePainter(QCPPainter &painter);

private:
    struct Holder;
    std::unique_ptr<Holder> m_holder;
};

} // namespace tokamark::ui
