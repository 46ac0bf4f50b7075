#pragma once

#include <QString>

#include <cstdint>

/// How numbers are written for people: the decimal mark of the language, thin spaces between thousands, three
/// significant digits unless an integer has more. Files and exports never come here; they use the C locale.
namespace tokamark::ui::format {

/// "3 677"
[[nodiscard]] QString count(std::uint64_t value);
/// "3 677.00": as many decimals as asked for.
[[nodiscard]] QString fixed(double value, int decimals);
/// "3 138", "12.3", "0.045"; a dash for NaN.
[[nodiscard]] QString number(double value);
/// "58 ms", "4.1 s"; a dash for NaN. Infinity, which stands for requests that never came, is "> 60 s" if the request
/// time limit is known, and "over the time limit" if not.
[[nodiscard]] QString latency(double milliseconds, double timeoutSeconds = 0);
/// "12 %", with one decimal below 10.
[[nodiscard]] QString percent(double share);
/// A clock: "3:36", "1:02:03".
[[nodiscard]] QString clock(double seconds);
/// "45 s", "5 min 20 s", "3 h 13 min": the two largest units.
[[nodiscard]] QString duration(double seconds);
/// Marks what is a guess: "~3 677".
[[nodiscard]] QString estimated(const QString &text);

} // namespace tokamark::ui::format
