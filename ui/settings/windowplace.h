#pragma once

#include <QByteArray>
#include <QRect>
#include <QSize>

class QWidget;

namespace tokamark::ui {

/// How large a window is at its first start: `wanted`, but with its frame no larger than `available`, what bars of the
/// desktop leave of a screen, and no smaller than `least`.
[[nodiscard]] QSize firstSize(QSize wanted, QSize least, QSize available);

/// The place of a window, without its frame, that was at `place`: no larger than `available` has room for, and all of it
/// in there where `least` lets it.
[[nodiscard]] QRect fittingPlace(const QRect &place, QSize least, const QRect &available);

/// Gives a window the place and size that it had when `remembered` was asked of it (`QWidget::saveGeometry`), moved and
/// made smaller where the screens are other ones now; without that, its first size. Before it is shown; GUI thread.
void placeWindow(QWidget &window, const QByteArray &remembered);

} // namespace tokamark::ui
