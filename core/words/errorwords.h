#pragma once

#include "base/error.h"

#include <QString>

namespace tokamark::words {

/// An error in words: what happened, with the particulars, in the language of the program. One sentence.
[[nodiscard]] QString sentence(const Error &error);
/// What to do about it. One sentence, the next step.
[[nodiscard]] QString advice(const Error &error);
/// Both, for a line that stands alone.
[[nodiscard]] QString sentenceWithAdvice(const Error &error);

} // namespace tokamark::words
