#pragma once

#include <QString>

namespace tokamark::words {

/// Puts narrow no-break spaces between the thousands of a number that was written without any: one way in all languages,
/// of which some have a comma, some a point, and some nothing before five digits.
[[nodiscard]] QString withThinGroups(const QString &digits);

/// A number inside a sentence, with the decimal mark of the language; `format` and `precision` as in QLocale. In the C
/// locale, that of scripts, thousands stand together.
[[nodiscard]] QString number(double value, char format, int precision);

} // namespace tokamark::words
