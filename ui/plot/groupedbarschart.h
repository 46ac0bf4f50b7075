#pragma once

#include "plot/axisticks.h"
#include "plot/chart.h"

#include <memory>

namespace tokamark::ui {

/// Grouped bars as in published comparisons: a group for each load, a bar for each backend. The only class that uses
/// Qt Charts. GUI thread.
class GroupedBarsChart final : public Chart {
    Q_OBJECT

public:
    explicit GroupedBarsChart(QWidget *parent = nullptr);
    ~GroupedBarsChart() override;

    void setData(GroupedBarsData data);
    [[nodiscard]] const GroupedBarsData &data() const { return m_data; }
    [[nodiscard]] bool isEmpty() const override;

protected:
    void drawPlot(QCPPainter &painter, const QSize &size) override;
    void themeChanged() override;

private:
    void rebuild();
    [[nodiscard]] AxisTicks ticksOfValues() const;
    void addAxes(const AxisTicks &ticks);
    /// Where a value stands on the axis, whose lower end is zero.
    [[nodiscard]] double heightOf(double value) const;
    [[nodiscard]] double heightOf(const BarSeries &series, std::size_t category) const;
    void placeMarks();
    void showTip(qsizetype series, int category);

    struct Parts;
    std::unique_ptr<Parts> m_parts;
    GroupedBarsData m_data;
    double m_bottom = 0; ///< of the value axis
    double m_top = 1;
};

} // namespace tokamark::ui
