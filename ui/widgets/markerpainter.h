#pragma once

#include "widgets/theme.h"

#include <QRectF>

class QPainter;

namespace tokamark::ui {

/// Draws one of the eight markers, filled, into `area`.
void paintMarker(QPainter &painter, Marker marker, const QColor &color, const QRectF &area);

} // namespace tokamark::ui
