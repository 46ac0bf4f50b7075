#pragma once

#include <QString>

#include <string>
#include <utility>
#include <vector>

/// What is said of a backend in several lines of text, both ways. Pure; any thread.
namespace tokamark::ui::backendlines {

/// Values apart by blanks or line ends, and one a line.
[[nodiscard]] std::vector<std::string> words(const QString &text);
[[nodiscard]] QString text(const std::vector<std::string> &words);

using Headers = std::vector<std::pair<std::string, std::string>>;

/// One header a line, "Name: value". A line without a colon may be a key: it never becomes a name, and the check refuses
/// a header that has none.
[[nodiscard]] Headers headers(const QString &text);
[[nodiscard]] QString text(const Headers &headers);

} // namespace tokamark::ui::backendlines
