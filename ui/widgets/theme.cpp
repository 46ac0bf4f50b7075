#include "widgets/theme.h"

namespace tokamark::ui {

namespace {

/// Shifts the shapes of each round so that no colour meets one of its earlier shapes for as long as there are others.
constexpr int ShapeShift = 3;

int placeAmongColors(int place)
{
    return ((place % SeriesCount) + SeriesCount) % SeriesCount;
}

} // namespace

Marker markerShape(int place)
{
    return static_cast<Marker>((placeAmongColors(place) + ShapeShift * seriesRound(place)) % SeriesCount);
}

int seriesRound(int place)
{
    return place < 0 ? 0 : place / SeriesCount;
}

Theme Theme::lightTheme()
{
    Theme theme;
    theme.window = QColor(0xF5, 0xF6, 0xF8);
    theme.card = QColor(0xFF, 0xFF, 0xFF);
    theme.line = QColor(0xDF, 0xE2, 0xE8);
    theme.text = QColor(0x1B, 0x1F, 0x27);
    theme.dim = QColor(0x66, 0x70, 0x85);
    theme.accent = QColor(0x24, 0x57, 0xD6);
    theme.accentBackground = QColor(0xE8, 0xEE, 0xFC);
    theme.good = QColor(0x14, 0x80, 0x4A);
    theme.warning = QColor(0xB2, 0x5E, 0x09);
    theme.bad = QColor(0xC0, 0x2B, 0x2B);
    theme.grid = QColor(0xEC, 0xEE, 0xF2);
    theme.series
        = {QColor(0x00, 0x72, 0xB2), QColor(0xB8, 0x75, 0x00), QColor(0x00, 0x8F, 0x68), QColor(0xBE, 0x5E, 0x93),
           QColor(0x6A, 0x5F, 0xE0), QColor(0x2B, 0x8C, 0xBE), QColor(0xD5, 0x5E, 0x00), QColor(0x6B, 0x72, 0x80)};
    return theme;
}

Theme Theme::darkTheme()
{
    Theme theme;
    theme.dark = true;
    theme.window = QColor(0x14, 0x16, 0x1A);
    theme.card = QColor(0x1C, 0x1F, 0x25);
    theme.line = QColor(0x2C, 0x31, 0x3A);
    theme.text = QColor(0xE7, 0xEA, 0xF0);
    theme.dim = QColor(0x98, 0xA1, 0xB2);
    theme.accent = QColor(0x7F, 0xA6, 0xFF);
    theme.accentBackground = QColor(0x22, 0x30, 0x4F);
    theme.good = QColor(0x4C, 0xC3, 0x8A);
    theme.warning = QColor(0xF0, 0xA9, 0x5B);
    theme.bad = QColor(0xF2, 0x78, 0x78);
    theme.grid = QColor(0x27, 0x2B, 0x33);
    theme.series
        = {QColor(0x4B, 0xA3, 0xDB), QColor(0xF0, 0xB4, 0x29), QColor(0x2F, 0xC7, 0x9A), QColor(0xE3, 0x9A, 0xC4),
           QColor(0xA7, 0x9E, 0xFF), QColor(0x7C, 0xC7, 0xF2), QColor(0xF2, 0x8A, 0x3C), QColor(0xA9, 0xB1, 0xBF)};
    return theme;
}

QColor Theme::seriesColor(int marker) const
{
    return series.at(static_cast<std::size_t>(placeAmongColors(marker)));
}

} // namespace tokamark::ui
