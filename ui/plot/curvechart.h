#pragma once

#include "plot/levelaxis.h"
#include "plot/plotchart.h"
#include "plot/valueaxis.h"

#include <QRectF>

namespace tokamark::ui {

/// One quantity over concurrency, a curve for each backend, named at its end. GUI thread.
class CurveChart final : public PlotChart {
    Q_OBJECT

public:
    explicit CurveChart(QWidget *parent = nullptr);
    ~CurveChart() override;

    void setData(CurveData data);
    [[nodiscard]] const CurveData &data() const { return m_data; }
    [[nodiscard]] bool isEmpty() const override;
    /// Where the names stood when the chart was last drawn, in pixels of the plot.
    [[nodiscard]] std::vector<QRectF> labelRectangles() const;
    /// Likewise what is said of values beyond the axis.
    [[nodiscard]] std::vector<QRectF> edgeRectangles() const;
    /// Where a point stands, in pixels of the plot; for tests and pointer handling.
    [[nodiscard]] QPointF pixelOf(const CurvePoint &point) const;

Q_SIGNALS:
    void pointActivated(int series, double level);

private:
    class LabelLayer;
    struct Hit;

    void rebuild() override;
    void setUpLevels();
    void setUpValues();
    void setEdgeMarks();
    void addBand(const CurveSeries &series, const QColor &color);
    void addLine(const CurveSeries &series, const QColor &color);
    void addMark(const LevelMark &mark);
    /// Where the name of a series stands, in coordinates of the axes; empty where nothing of it is seen.
    [[nodiscard]] std::optional<QPointF> endOf(const CurveSeries &series) const;
    /// A bound leaves the chart there, and is named where it does.
    [[nodiscard]] bool hasNameAtTop() const;
    void addMarkers(const CurveSeries &series, const QColor &color);
    [[nodiscard]] QPointF placeOf(int series, const CurvePoint &point) const;
    [[nodiscard]] std::optional<Hit> pointAt(const QPointF &position) const;
    void showTip(const QPointF &position);
    void activate(const QPointF &position);

    CurveData m_data;
    LevelAxis m_axis;
    ValueAxis m_values;
    LabelLayer *m_labels; ///< owned by the plot
};

} // namespace tokamark::ui
