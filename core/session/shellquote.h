#pragma once

#include <string>

namespace tokamark::session {

/// A word as a shell reads it again, and as a person sees all of it: what ends a line, moves the cursor of a terminal or
/// turns the direction of a text is written out as \xNN.
[[nodiscard]] std::string shellQuoted(const std::string &word);

} // namespace tokamark::session
