#pragma once

#include <QColor>
#include <QString>

#include <array>

namespace tokamark::ui {

/// The eight shapes that tell series apart without colour, in the order of the series colours.
enum class Marker : int { Circle, Square, Triangle, Diamond, Plus, InvertedTriangle, Cross, Star };

inline constexpr int SeriesCount = 8;

/// The shape of a series by its place. From the ninth on the colours come again, each with a shape it did not have.
[[nodiscard]] Marker markerShape(int place);
/// How often the colours were gone through before this place: lines change their dashes with it, bars their stripes.
[[nodiscard]] int seriesRound(int place);

/// The colours of one appearance, by role. A plain value; window, charts and exports draw from it alone.
struct Theme {
    bool dark = false;
    QColor window;
    QColor card;
    QColor line;
    QColor text;
    QColor dim;
    QColor accent;
    QColor accentBackground;
    QColor good;
    QColor warning;
    QColor bad;
    QColor grid;
    std::array<QColor, SeriesCount> series;

    [[nodiscard]] static Theme lightTheme();
    [[nodiscard]] static Theme darkTheme();

    /// The colour of a series by its place.
    [[nodiscard]] QColor seriesColor(int marker) const;
};

/// Distances of the layout in device-independent pixels.
namespace spacing {
inline constexpr int Tight = 4;
inline constexpr int Small = 8;
inline constexpr int Medium = 12;
inline constexpr int Large = 16;
inline constexpr int Huge = 20;
} // namespace spacing

} // namespace tokamark::ui
