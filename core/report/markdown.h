#pragma once

#include <QString>

namespace tokamark::report {

/// Text of a server or a user as Markdown that shows it as it is: nothing in it is read as markup or HTML, and line breaks
/// become blanks, so that it stays in its line of a list or its cell of a table.
[[nodiscard]] QString asMarkdown(const QString &text);

} // namespace tokamark::report
