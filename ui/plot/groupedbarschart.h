#pragma once

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

    struct Parts;
    std::unique_ptr<Parts> m_parts;
    GroupedBarsData m_data;
};

} // namespace tokamark::ui
