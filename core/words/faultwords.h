#pragma once

#include "plan/planfault.h"

#include <QString>

namespace tokamark::words {

/// What is wrong with one value of a plan, in the language of the program. One sentence, to stand beside the field of
/// that value, which it does not name.
[[nodiscard]] QString sentence(const plan::Fault &fault);

} // namespace tokamark::words
