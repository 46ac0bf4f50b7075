#pragma once

#include <QString>

namespace tokamark::words {

/// "45 s", "3 min 20 s", "2 h 5 min": two units at most. Under zero: an empty text.
[[nodiscard]] QString duration(double seconds);
/// "3 min 20 s left"; "time left not known yet" under zero.
[[nodiscard]] QString remaining(double seconds);

} // namespace tokamark::words
