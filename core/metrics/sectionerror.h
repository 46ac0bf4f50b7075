#pragma once

#include <cstddef>
#include <span>

namespace tokamark::metrics {

/// Parts of a window, one after the other, whose figures tell how far that of the whole swings: fewer tell their spread
/// badly, more hold too few values for their tails.
inline constexpr std::size_t Sections = 5;

/// The standard error of the logarithm of a figure over a window by the same figure over its sections, widened for their
/// small number; zero where one of them is not a positive number. What is put together anew out of a window's values never
/// goes beyond its worst stretch; the sections know what came of a stretch that had none of its like.
[[nodiscard]] double sectionError(std::span<const double, Sections> sections, double whole);

} // namespace tokamark::metrics
