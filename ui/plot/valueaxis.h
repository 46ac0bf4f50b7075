#pragma once

#include "plot/chartdata.h"

#include <vector>

namespace tokamark::ui {

/// How the values of curves lie on a vertical axis: on a scale, and those beyond it in a stretch above. A value; any
/// thread.
class ValueAxis {
public:
    ValueAxis() = default;
    explicit ValueAxis(const CurveData &data);

    /// Whether a value has a place: NaN has none, nor has zero on a logarithmic scale.
    [[nodiscard]] bool isDrawable(double value) const;
    /// Where a drawable value stands, in coordinates of the axis; infinite ones in the stretch above the scale.
    [[nodiscard]] double coordinate(double value) const;
    /// Some measured value is infinite, so that there is such a stretch.
    [[nodiscard]] bool hasBeyond() const { return m_upper > m_edge; }
    [[nodiscard]] double lower() const { return m_lower; }
    /// The upper end of the scale.
    [[nodiscard]] double edge() const { return m_edge; }
    /// The upper end of the axis.
    [[nodiscard]] double upper() const { return m_upper; }
    /// None where no value stands on the scale: numbers would be read as those of the values beyond it.
    [[nodiscard]] const std::vector<double> &ticks() const { return m_ticks; }

private:
    bool m_logarithmic = false;
    double m_lower = 0;
    double m_edge = 1;
    double m_upper = 1;
    std::vector<double> m_ticks;
};

} // namespace tokamark::ui
