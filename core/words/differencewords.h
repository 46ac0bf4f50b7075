#pragma once

#include "metrics/comparison.h"

#include <QString>

namespace tokamark::words {

/// What may be said about the second of two points beside the first, and no more than the repetitions carry: "faster by
/// 4 to 9 %", from twice as much on "2.1 to 2.4 times as long", or that there is no difference that so many
/// repetitions can show, or none that holds among the figures compared together. One sentence without its subject.
[[nodiscard]] QString statement(const metrics::Difference &difference);

} // namespace tokamark::words
