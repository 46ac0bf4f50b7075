#include "plot/levelaxis.h"

#include <algorithm>
#include <cmath>

namespace tokamark::ui {

namespace {

constexpr double SingleLevelMargin = 0.5;
constexpr double SideRoom = 0.05; ///< of the length of the axis
constexpr double DigitShare = 0.02; ///< of the length of the axis, that a digit takes
constexpr double GapShare = 0.015; ///< likewise, between two numbers
constexpr double ClosestShare = 0.07; ///< of the length of the axis, below which two levels stick together

/// True if a linear axis would draw the two closest levels nearly on top of each other.
bool levelsStick(const std::vector<double> &levels)
{
    if (levels.size() < 3 || levels.front() <= 0)
        return false;
    const double span = levels.back() - levels.front();
    for (std::size_t i = 1; i < levels.size(); ++i)
        if ((levels[i] - levels[i - 1]) < ClosestShare * span)
            return true;
    return false;
}

/// Of the length of the axis, from the middle of one number to that of the next.
double shareBetween(double level, double next)
{
    const auto digits = [](double number) { return std::max(2.0, std::floor(std::log10(std::max(number, 1.0))) + 1); };
    return GapShare + DigitShare * (digits(level) + digits(next)) / 2;
}

std::vector<double> levelsOf(const CurveData &data)
{
    std::vector<double> levels = data.plannedLevels;
    for (const CurveSeries &series : data.series)
        for (const CurvePoint &point : series.points)
            if (!series.reference || data.plannedLevels.empty())
                levels.push_back(point.level);
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    return levels;
}

} // namespace

LevelAxis::LevelAxis(const CurveData &data)
    : m_scale(data.levelScale)
    , m_levels(levelsOf(data))
{
    if (m_scale == LevelScale::Automatic)
        m_scale = levelsStick(m_levels) ? LevelScale::Logarithmic : LevelScale::Linear;
    if (m_scale == LevelScale::Logarithmic && (m_levels.empty() || m_levels.front() <= 0))
        m_scale = LevelScale::EqualSteps;
    setEnds();
}

void LevelAxis::setEnds()
{
    if (m_levels.empty())
        return;
    m_lower = coordinate(m_levels.front());
    m_upper = coordinate(m_levels.back());
    if (isLogarithmic()) {
        const double factor = m_lower == m_upper ? 2 : std::pow(m_upper / m_lower, SideRoom);
        m_lower /= factor;
        m_upper *= factor;
        return;
    }
    const double room = m_lower == m_upper ? SingleLevelMargin : (m_upper - m_lower) * SideRoom;
    m_lower -= room;
    m_upper += room;
}

std::vector<double> LevelAxis::labelledLevels() const
{
    const auto along = [this](double level) {
        const double at = coordinate(level);
        return isLogarithmic() ? std::log(at / m_lower) / std::log(m_upper / m_lower)
                               : (at - m_lower) / (m_upper - m_lower);
    };
    std::vector<double> labelled;
    for (const double level : m_levels) {
        if (labelled.empty() || along(level) - along(labelled.back()) >= shareBetween(labelled.back(), level))
            labelled.push_back(level);
    }
    // The highest load says more than the one beside it.
    if (!labelled.empty() && labelled.back() != m_levels.back())
        labelled.back() = m_levels.back();
    return labelled;
}

double LevelAxis::coordinate(double level) const
{
    if (m_scale != LevelScale::EqualSteps)
        return level;
    const auto place = std::lower_bound(m_levels.begin(), m_levels.end(), level);
    return static_cast<double>(place - m_levels.begin());
}

} // namespace tokamark::ui
