#pragma once

#include "plot/plotchart.h"

namespace tokamark::ui {

/// A quantity over time, with ramp and warm-up shaded and a line at the present. However long the series, only what the
/// pixel columns can show is handed on. GUI thread.
class TimeChart final : public PlotChart {
    Q_OBJECT

public:
    explicit TimeChart(QWidget *parent = nullptr);

    void setData(TimeData data);
    [[nodiscard]] const TimeData &data() const { return m_data; }
    [[nodiscard]] bool isEmpty() const override;

private:
    void rebuild() override;

    TimeData m_data;
};

} // namespace tokamark::ui
