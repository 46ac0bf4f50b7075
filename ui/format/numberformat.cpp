#include "format/numberformat.h"

#include "words/numberwords.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

namespace tokamark::ui::format {

namespace {

const QString Dash = QStringLiteral("–");

struct Format {
    Q_DECLARE_TR_FUNCTIONS(Format)
};

int decimalsFor(double value)
{
    const double size = std::abs(value);
    if (size == 0 || size >= 99.95)
        return 0;
    if (size >= 9.995)
        return 1;
    if (size >= 0.9995)
        return 2;
    return std::min(6, 2 - static_cast<int>(std::floor(std::log10(size))));
}

QString unit(const QString &value, const QString &name)
{
    return value + QChar(QChar::Nbsp) + name;
}

} // namespace

QString count(std::uint64_t value)
{
    return words::withThinGroups(QString::number(value));
}

QString fixed(double value, int decimals)
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return words::withThinGroups(locale.toString(value, 'f', decimals));
}

QString number(double value)
{
    if (std::isnan(value))
        return Dash;
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    return fixed(value, decimalsFor(value));
}

QString latency(double milliseconds, double timeoutSeconds)
{
    if (std::isnan(milliseconds))
        return Dash;
    if (std::isinf(milliseconds)) {
        if (timeoutSeconds <= 0)
            return Format::tr("over the time limit");
        const QString limit
            = timeoutSeconds <= 120 ? unit(fixed(timeoutSeconds, 0), Format::tr("s")) : duration(timeoutSeconds);
        return QStringLiteral("> ") + limit;
    }
    if (milliseconds < 999.5)
        return unit(number(milliseconds), Format::tr("ms"));
    const double seconds = milliseconds / 1000;
    return unit(fixed(seconds, seconds < 9.995 ? 2 : seconds < 99.95 ? 1 : 0), Format::tr("s"));
}

QString percent(double share)
{
    if (std::isnan(share))
        return Dash;
    const double value = share * 100;
    return unit(fixed(value, std::abs(value) < 9.95 && value != 0 ? 1 : 0), QStringLiteral("%"));
}

QString clock(double seconds)
{
    const auto all = static_cast<qint64>(std::floor(std::max(0.0, seconds)));
    const QString minutesAndSeconds = QStringLiteral(":%1").arg(all % 60, 2, 10, QLatin1Char('0'));
    if (all < 3600)
        return QString::number(all / 60) + minutesAndSeconds;
    return QStringLiteral("%1:%2").arg(all / 3600).arg(all / 60 % 60, 2, 10, QLatin1Char('0')) + minutesAndSeconds;
}

QString duration(double seconds)
{
    if (std::isnan(seconds) || seconds < 0)
        return Dash;
    if (seconds < 9.95 && std::abs(seconds - std::round(seconds)) > 0.005)
        return unit(fixed(seconds, 1), Format::tr("s"));
    const auto all = static_cast<qint64>(std::llround(seconds));
    const std::initializer_list<std::pair<qint64, QString>> units
        = {{86400, Format::tr("d")}, {3600, Format::tr("h")}, {60, Format::tr("min")}, {1, Format::tr("s")}};
    QStringList parts;
    qint64 rest = all;
    for (const auto &[length, name] : units) {
        const qint64 value = rest / length;
        rest %= length;
        if (value > 0)
            parts.append(unit(QString::number(value), name));
        else if (!parts.isEmpty())
            break;
        if (parts.size() == 2)
            break;
    }
    return parts.isEmpty() ? unit(QStringLiteral("0"), Format::tr("s")) : parts.join(QLatin1Char(' '));
}

QString estimated(const QString &text)
{
    return QLatin1Char('~') + text;
}

} // namespace tokamark::ui::format
