#pragma once

#include <QSize>

class QWidget;

namespace tokamark::ui {

/// Gives a dialog its first size: `wanted`, but no more than that of the window below it, which fits its screen.
void resizeOver(QWidget &dialog, QSize wanted);

} // namespace tokamark::ui
