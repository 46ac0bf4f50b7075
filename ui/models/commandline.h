#pragma once

#include "plan/plan.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace tokamark::ui {

/// A program and its arguments as one line: what holds spaces, quotes or backslashes stands in single quotes.
[[nodiscard]] QString commandLine(const std::vector<std::string> &words);
/// The command of a plan like that; a line for the shell as it is.
[[nodiscard]] QString commandLine(const plan::BeforeRepetition &before);
/// The words of such a line, by the rules that shells have for quotes and backslashes, and by none of their others.
/// Empty where a quote is not closed or nothing follows a backslash.
[[nodiscard]] std::optional<std::vector<std::string>> wordsOfCommand(const QString &line);

} // namespace tokamark::ui
