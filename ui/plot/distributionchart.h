#pragma once

#include "plot/plotchart.h"

namespace tokamark::ui {

/// The share of requests at or below a latency, over a logarithmic latency axis. GUI thread.
class DistributionChart final : public PlotChart {
    Q_OBJECT

public:
    explicit DistributionChart(QWidget *parent = nullptr);

    void setData(DistributionData data);
    [[nodiscard]] const DistributionData &data() const { return m_data; }
    [[nodiscard]] bool isEmpty() const override;

private:
    void rebuild() override;

    DistributionData m_data;
};

} // namespace tokamark::ui
