#pragma once

#include "plot/plotchart.h"
#include "plot/stackedbarsdata.h"

namespace tokamark::ui {

/// Bars made of parts that add up, one bar for each category. GUI thread.
class StackedBarsChart final : public PlotChart {
    Q_OBJECT

public:
    explicit StackedBarsChart(QWidget *parent = nullptr);

    void setData(StackedBarsData data);
    [[nodiscard]] const StackedBarsData &data() const { return m_data; }
    [[nodiscard]] bool isEmpty() const override;

private:
    void rebuild() override;
    void setAxes();

    StackedBarsData m_data;
};

} // namespace tokamark::ui
