#pragma once

#include "storage/failuregroup.h"
#include "words/failurewords.h"

#include <QString>

namespace tokamark::ui {

constexpr int LongestMessage = 240;

/// "12 × HTTP 404: model not found"; without the colon where nobody said anything. Of the message at most so many letters.
[[nodiscard]] QString failureText(const storage::FailureGroup &failures, int mostLetters = LongestMessage);
/// The same for tool tips, which break no lines.
[[nodiscard]] QString shortFailureText(const storage::FailureGroup &failures);
/// "vLLM: 12 of 300 requests failed", to stand above the causes.
[[nodiscard]] QString failedText(const QString &name, std::uint64_t failed, std::uint64_t all);

} // namespace tokamark::ui
