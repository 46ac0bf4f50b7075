#pragma once

#include "plot/chartdata.h"

#include <vector>

namespace tokamark::ui {

/// How the levels of load lie on a horizontal axis. A value; any thread.
class LevelAxis {
public:
    LevelAxis() = default;
    explicit LevelAxis(const CurveData &data);

    /// Where a level stands, in coordinates of the axis.
    [[nodiscard]] double coordinate(double level) const;
    [[nodiscard]] bool isLogarithmic() const { return m_scale == LevelScale::Logarithmic; }
    /// Every level that has a tick, rising.
    [[nodiscard]] const std::vector<double> &levels() const { return m_levels; }
    /// Those that can be written below the axis side by side: close ones, as at the edge of a search, leave some out.
    [[nodiscard]] std::vector<double> labelledLevels() const;
    /// The ends, with a little room at both sides, so that markers there are whole.
    [[nodiscard]] double lower() const { return m_lower; }
    [[nodiscard]] double upper() const { return m_upper; }

private:
    void setEnds();

    LevelScale m_scale = LevelScale::Linear;
    std::vector<double> m_levels;
    double m_lower = 0;
    double m_upper = 1;
};

} // namespace tokamark::ui
