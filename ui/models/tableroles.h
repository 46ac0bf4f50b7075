#pragma once

#include <Qt>

namespace tokamark::ui {

/// What the tables of the window tell `TableDelegate` beside the usual roles.
namespace tablerole {
inline constexpr int Marker = Qt::UserRole + 100; ///< int: a marker in front of the text
inline constexpr int Color = Qt::UserRole + 101; ///< #rrggbb of the marker where it is not the theme's own
inline constexpr int SecondLine = Qt::UserRole + 102; ///< a small dim line below
inline constexpr int Badge = Qt::UserRole + 103; ///< Tone as int: the text is a badge of it
inline constexpr int Fixed = Qt::UserRole + 104; ///< true: a text to be read letter by letter, such as a URL
} // namespace tablerole

} // namespace tokamark::ui
