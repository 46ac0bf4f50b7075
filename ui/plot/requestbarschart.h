#pragma once

#include "plot/plotchart.h"

namespace tokamark::ui {

/// One bar for each request, a row for each user: how long it waited for its first token, how long it decoded.
/// Dragging moves along the time, the wheel with Ctrl zooms, a double click shows again what was shown at first; so do the
/// arrow keys, plus and minus, and Home. GUI thread.
class RequestBarsChart final : public PlotChart {
    Q_OBJECT

public:
    explicit RequestBarsChart(QWidget *parent = nullptr);

    void setData(RequestBarsData data);
    [[nodiscard]] const RequestBarsData &data() const { return m_data; }
    [[nodiscard]] bool isEmpty() const override;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    class Bars;

    void rebuild() override;
    void showBeginning();
    void labelTime();

    Bars *m_bars; ///< owned by the plot
    RequestBarsData m_data;
};

} // namespace tokamark::ui
