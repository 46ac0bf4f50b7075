#pragma once

#include <span>
#include <string_view>

namespace tokamark::workload {

/// The words that synthetic prompts are made of. Never reordered: stored plans must give the prompts they gave before.
[[nodiscard]] std::span<const std::string_view> wordList() noexcept;

} // namespace tokamark::workload
