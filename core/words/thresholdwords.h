#pragma once

#include <QString>

#include <string_view>

namespace tokamark::words {

/// What a limit of the verdicts is called, with its unit: "Late sends, ms". `key` is one of plan::ThresholdKeys; of
/// another the key itself.
[[nodiscard]] QString thresholdLabel(std::string_view key);
/// What is held against it. One sentence.
[[nodiscard]] QString thresholdMeaning(std::string_view key);

} // namespace tokamark::words
