#pragma once

#include "base/clock.h"

#include <string>
#include <vector>

namespace tokamark::test {

/// What a simulated server wrote down of one request.
struct TruthRow {
    Instant received; ///< when it was whole in the kernel
    Instant firstToken; ///< just before its first token left
};

/// A place for the log of one test, of this process alone.
[[nodiscard]] std::string truthLogPath(const std::string &name);
/// Reads the log of a server that has ended, in the order in which requests came, and removes it.
[[nodiscard]] std::vector<TruthRow> takeTruth(const std::string &path);

} // namespace tokamark::test
