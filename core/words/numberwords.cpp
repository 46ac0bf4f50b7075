#include "words/numberwords.h"

#include <QLocale>

#include <algorithm>

namespace tokamark::words {
namespace {

constexpr QChar ThinSpace{u'\u202f'}; // narrow and no-break
constexpr qsizetype Group = 3;

} // namespace

QString withThinGroups(const QString &digits)
{
    // Neither a sign nor what follows the decimal mark or an exponent is part of a thousand.
    const auto isDigit = [](QChar c) { return c.isDigit(); };
    const auto begin = std::find_if(digits.cbegin(), digits.cend(), isDigit);
    const auto end = std::find_if_not(begin, digits.cend(), isDigit);
    const qsizetype first = begin - digits.cbegin();
    QString result = digits;
    for (qsizetype at = end - digits.cbegin() - Group; at > first; at -= Group)
        result.insert(at, ThinSpace);
    return result;
}

QString number(double value, char format, int precision)
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    const QString digits = locale.toString(value, format, precision);
    return locale.language() == QLocale::C ? digits : withThinGroups(digits);
}

} // namespace tokamark::words
