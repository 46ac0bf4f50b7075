#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace tokamark::cli {

/// The manual page of the whole program: its commands and what they have in common.
[[nodiscard]] std::string programManPage(const CLI::App &root);
/// The manual page of one command, named PROGRAM-COMMAND.
[[nodiscard]] std::string commandManPage(const CLI::App &root, const CLI::App &command);

} // namespace tokamark::cli
