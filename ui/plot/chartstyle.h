#pragma once

#include <QFont>
#include <Qt>

namespace tokamark::ui::chartstyle {

inline constexpr int TitlePixels = 13;
inline constexpr int TextPixels = 11;
inline constexpr double LineWidth = 2;
inline constexpr double ThinWidth = 1.2;
inline constexpr double MarkerSize = 9;
inline constexpr int BandAlpha = 40;

/// The font of charts: Inter where it is installed, else the system's. In pixels, so that a chart looks the same on
/// screen and in a file.
[[nodiscard]] QFont font(int pixels, QFont::Weight weight = QFont::Normal);

/// How the line of a series is drawn, by its place: with each round of colours in other dashes. Plain dashes are left to
/// figures that were not measured here.
[[nodiscard]] Qt::PenStyle lineStyle(int place);

} // namespace tokamark::ui::chartstyle
