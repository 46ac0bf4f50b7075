#pragma once

#include "plot/plotchart.h"

namespace tokamark::ui {

/// One dot for each request over time, thinned to what the pixels can show. GUI thread.
class DotChart final : public PlotChart {
    Q_OBJECT

public:
    explicit DotChart(QWidget *parent = nullptr);

    void setData(TimeData data);
    [[nodiscard]] const TimeData &data() const { return m_data; }
    [[nodiscard]] bool isEmpty() const override;

private:
    void rebuild() override;

    TimeData m_data;
};

} // namespace tokamark::ui
