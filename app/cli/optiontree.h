#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace tokamark::cli {

// Views of CLI11's own tree of options, from which completion and manual pages are made.

[[nodiscard]] std::vector<const CLI::App *> subcommands(const CLI::App &app);
/// Options that help shows, positionals left out.
[[nodiscard]] std::vector<const CLI::Option *> visibleOptions(const CLI::App &app);
[[nodiscard]] std::vector<const CLI::Option *> positionals(const CLI::App &app);
/// "-o", "--out": every way to write an option.
[[nodiscard]] std::vector<std::string> spellings(const CLI::Option &option);
[[nodiscard]] bool takesValue(const CLI::Option &option);
/// The values that an option is limited to; empty where it takes any.
[[nodiscard]] std::vector<std::string> allowedValues(const CLI::Option &option);
/// What stands for the value: "FILE", "TEXT", "chat|completions".
[[nodiscard]] std::string valueName(const CLI::Option &option);

} // namespace tokamark::cli
