#include "plot/axisticks.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace tokamark::ui {

namespace {

constexpr QChar ThinSpace(0x202F);
constexpr double Headroom = 1.06; ///< beyond the outermost value, so that its marker is whole

double niceStep(double rough)
{
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double mantissa : {1.0, 2.0, 2.5, 5.0})
        if (mantissa * power >= rough * (1 - 1e-9))
            return mantissa * power;
    return 10 * power;
}

/// The positive numbers mantissa x 10^n from just below `lower` to just above `upper`.
std::vector<double> ladder(double lower, double upper, const std::vector<double> &mantissas)
{
    std::vector<double> steps;
    const int first = static_cast<int>(std::floor(std::log10(lower))) - 1;
    const int last = static_cast<int>(std::ceil(std::log10(upper))) + 1;
    for (int power = first; power <= last; ++power)
        for (const double mantissa : mantissas)
            steps.push_back(mantissa * std::pow(10.0, power));
    const auto below = std::upper_bound(steps.begin(), steps.end(), lower * (1 + 1e-9)) - 1;
    const auto above = std::lower_bound(steps.begin(), steps.end(), upper * (1 - 1e-9));
    return {below, above + 1};
}

} // namespace

AxisTicks linearTicks(double lower, double upper, int wanted)
{
    const double bottom = std::min(lower, 0.0);
    const double top = upper > bottom ? upper : bottom + 1;
    const double step = niceStep((top - bottom) / std::max(wanted, 1));
    AxisTicks axis;
    const double first = std::floor(bottom / step + 1e-9);
    const double last = std::ceil(top / step - 1e-9);
    axis.lower = first * step;
    axis.upper = std::max(last * step, bottom + (top - bottom) * Headroom);
    for (double place = first; place <= last + 0.5; ++place)
        axis.ticks.push_back(place * step);
    return axis;
}

AxisTicks logarithmicTicks(double lower, double upper)
{
    const double decades = std::log10(upper / lower);
    std::vector<double> steps = ladder(lower, upper, {1, 3});
    if (decades < 0.7)
        steps = ladder(lower, upper, {1, 1.5, 2, 3, 4, 5, 7});
    else if (decades < 1.3)
        steps = ladder(lower, upper, {1, 2, 5});
    else if (decades > 4)
        steps = ladder(lower, upper, {1});
    if (steps.size() == 1)
        steps.push_back(steps.front() * 2);
    return {std::min(steps.front(), lower / Headroom), std::max(steps.back(), upper * Headroom), steps};
}

std::vector<double> timeTicks(double from, double to, int wanted)
{
    static constexpr std::array steps{0.1,  0.2,  0.5,   1.0,   2.0,   5.0,   10.0,   15.0,
                                      30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0};
    const double rough = (to - from) / std::max(wanted, 1);
    double step = steps.back();
    for (const double candidate : steps)
        if (candidate >= rough) {
            step = candidate;
            break;
        }
    step = std::max(step, std::ceil(rough / step) * step);
    std::vector<double> ticks;
    for (double place = std::ceil(from / step - 1e-9); place * step <= to + step * 1e-6; ++place)
        ticks.push_back(place * step);
    return ticks;
}

QString tickLabel(double value, const QLocale &locale)
{
    const double magnitude = std::abs(value);
    int decimals = 0;
    if (magnitude > 0 && magnitude < 10)
        decimals = std::abs(magnitude - std::round(magnitude)) < 1e-9 * magnitude
            ? 0
            : std::clamp(1 - static_cast<int>(std::floor(std::log10(magnitude))), 1, 6);
    QLocale plain(locale);
    plain.setNumberOptions(QLocale::OmitGroupSeparator);
    QString text = plain.toString(value, 'f', decimals);
    if (decimals > 1)
        while (text.endsWith(plain.zeroDigit()))
            text.chop(1);
    if (decimals > 0)
        return text;
    for (qsizetype place = text.size() - 3; place > (value < 0 ? 1 : 0); place -= 3)
        text.insert(place, ThinSpace);
    return text;
}

QString timeLabel(double seconds, double step, const QLocale &locale)
{
    if (step < 1)
        return locale.toString(seconds, 'f', 1);
    const auto whole = static_cast<qint64>(std::llround(seconds));
    const QString tail = QStringLiteral("%1").arg(whole % 60, 2, 10, QLatin1Char('0'));
    if (whole < 3600)
        return QStringLiteral("%1:%2").arg(whole / 60).arg(tail);
    return QStringLiteral("%1:%2:%3").arg(whole / 3600).arg(whole / 60 % 60, 2, 10, QLatin1Char('0')).arg(tail);
}

} // namespace tokamark::ui
