#pragma once

#include <QString>

namespace tokamark::ui::format {

/// A text from elsewhere as a tooltip has to be given it to show it letter by letter: tooltips take what looks like
/// markup for markup.
[[nodiscard]] QString tip(const QString &text);

} // namespace tokamark::ui::format
