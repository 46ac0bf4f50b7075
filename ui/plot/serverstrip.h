#pragma once

#include "plot/chartdata.h"
#include "widgets/theme.h"

#include <QWidget>

#include <vector>

namespace tokamark::ui {

class TimeChart;

/// A low row of charts over time, for what runs beside the curves of a cell: its server and GPUs. Takes no room while
/// there is nothing to show. GUI thread; owned by the page.
class ServerStrip final : public QWidget {
    Q_OBJECT

public:
    explicit ServerStrip(const Theme &theme, QWidget *parent = nullptr);

    /// One chart for each; those without points are left out.
    void setCharts(std::vector<TimeData> charts);
    void setTheme(const Theme &theme);
    /// Those that are shown, from left to right.
    [[nodiscard]] std::vector<const TimeChart *> charts() const;

private:
    Theme m_theme;
    std::vector<TimeChart *> m_charts; ///< children
};

} // namespace tokamark::ui
