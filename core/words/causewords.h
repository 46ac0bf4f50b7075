#pragma once

#include <QString>

namespace tokamark::words {

/// The cause of an error in the language of the program where it is this program's own; what a library or the system
/// said stays as it was said.
[[nodiscard]] QString causeText(const QString &cause);

} // namespace tokamark::words
