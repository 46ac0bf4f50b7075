#pragma once

#include <QColor>
#include <QRect>

class QPainter;

namespace tokamark::ui::legendsign {

/// Room that the sign of an entry takes: a piece of a line is longer than the square that stands for a bar.
[[nodiscard]] int width(bool line);
/// A piece of the line of the series at `place`, in its dashes.
void paintLine(QPainter &painter, const QRect &area, const QColor &color, int place);
/// A square like the bars of the series at `place`, in their stripes. `ground` is what lies behind.
void paintBar(QPainter &painter, const QRect &area, const QColor &color, int place, const QColor &ground);

/// Upright stripes in `color` that tell a bar from others of its colour: as many as the colours were gone through before
/// `place`, none for the first. Nothing where the bar is too narrow for them.
void paintStripes(QPainter &painter, const QRectF &bar, const QColor &color, int place);

} // namespace tokamark::ui::legendsign
