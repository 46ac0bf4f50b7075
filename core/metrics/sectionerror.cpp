#include "metrics/sectionerror.h"

#include <boost/math/distributions/students_t.hpp>

#include <cmath>

namespace tokamark::metrics {

double sectionError(std::span<const double, Sections> sections, double whole)
{
    constexpr double Normal975 = 1.959963984540054;
    constexpr auto Count = static_cast<double>(Sections);
    static const double student = boost::math::quantile(boost::math::students_t(Count - 1), 0.975);
    double squares = 0;
    for (const double section : sections) {
        const double off = std::log(section / whole);
        squares += off * off;
    }
    const double error = std::sqrt(squares / Count / (Count - 1)) * student / Normal975;
    return std::isfinite(error) ? error : 0;
}

} // namespace tokamark::metrics
