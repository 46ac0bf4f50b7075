#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tokamark::architecture {

/// One `#include` line.
struct Include {
    std::filesystem::path file; ///< that has the line, relative to the top of the tree
    std::string name; ///< as written, without quotes
    bool quoted = false;
};

[[nodiscard]] std::filesystem::path top();
/// Files below `folder` that end in one of `endings`, relative to the top, sorted.
[[nodiscard]] std::vector<std::filesystem::path> files(const std::string &folder,
                                                       const std::vector<std::string> &endings);
/// The .h and .cpp files below `folder`.
[[nodiscard]] std::vector<std::filesystem::path> sources(const std::string &folder);
[[nodiscard]] std::string read(const std::filesystem::path &file);
[[nodiscard]] std::vector<Include> includes(const std::string &folder);
/// True if a header of this name belongs to the Qt module ("QtGui").
[[nodiscard]] bool isOfQtModule(const std::string &header, const std::string &module);

} // namespace tokamark::architecture
