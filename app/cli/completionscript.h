#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace tokamark::cli {

/// A script that bash sources to complete commands, options and values of `root`.
[[nodiscard]] std::string bashCompletion(const CLI::App &root);

} // namespace tokamark::cli
