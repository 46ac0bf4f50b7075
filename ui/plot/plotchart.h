#pragma once

#include "plot/chart.h"

class QCPAxis;
class QCustomPlot;

namespace tokamark::ui {

/// A chart whose plot is a QCustomPlot: everything but grouped bars. GUI thread.
class PlotChart : public Chart {
    Q_OBJECT

public:
    ~PlotChart() override;

protected:
    explicit PlotChart(QWidget *parent);
    [[nodiscard]] QCustomPlot &plot() const { return *m_plot; }
    /// Takes data, graphs and items out, so that a chart is filled anew.
    void clearPlot();
    /// Sets range, ticks and their labels, in that order of the vectors.
    static void setTicks(QCPAxis &axis, double lower, double upper, const std::vector<double> &ticks,
                         const std::vector<QString> &labels);
    /// The horizontal axis as time from 0 to `end` seconds.
    void setTimeAxis(double end);
    /// The vertical axis from zero to at least `highest`; returns its upper end.
    double setCountAxis(double highest, int wantedTicks);
    void styleAxes();
    /// Puts the series in again with the present theme.
    virtual void rebuild() = 0;

    void drawPlot(QCPPainter &painter, const QSize &size) override;
    void themeChanged() override;

private:
    QCustomPlot *m_plot; ///< a child
};

} // namespace tokamark::ui
