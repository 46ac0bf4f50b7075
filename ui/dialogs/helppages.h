#pragma once

#include "pages/navigationpage.h"

#include <QString>

#include <vector>

namespace tokamark::ui {

/// One page of the help: the start page, or one of the documents in docs/, which are part of the program.
struct HelpPage {
    QString key; ///< file name without its suffix; empty: the start page
    QString title;
};

/// Where to open the help.
struct HelpPlace {
    QString key;
    QString section; ///< a heading as links spell it ("what-was-run"); empty: the top

    bool operator==(const HelpPlace &) const = default;
};

[[nodiscard]] std::vector<HelpPage> helpPages();
/// Markdown, in the language of the window where the page was translated, else in English. Empty for an unknown key.
[[nodiscard]] QString helpText(const QString &key);
/// What to read about a page of the window.
[[nodiscard]] HelpPlace helpFor(PageId page);
/// The place that a link of a document leads to; an empty key is the document itself.
[[nodiscard]] HelpPlace helpPlaceOf(const QString &link);
/// Which heading of a page a section is, counted from 0; -1: none. Links name the English headings, and a translated page
/// has its own in the same order.
[[nodiscard]] int headingOf(const QString &key, const QString &section);

} // namespace tokamark::ui
