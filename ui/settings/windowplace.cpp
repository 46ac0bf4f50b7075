#include "settings/windowplace.h"

#include <QGuiApplication>
#include <QScreen>
#include <QWidget>

#include <algorithm>

namespace tokamark::ui {

namespace {

// What frames of common desktops take; theirs is known only once the window is shown.
constexpr int Side = 4;
constexpr int TitleBar = 36;
constexpr QSize Frame{2 * Side, TitleBar + Side};

/// The first one where that which the window was on is gone.
const QScreen *screenOf(const QWidget &window)
{
    const QScreen *there = QGuiApplication::screenAt(window.geometry().center());
    return there != nullptr ? there : QGuiApplication::primaryScreen();
}

} // namespace

QSize firstSize(QSize wanted, QSize least, QSize available)
{
    return wanted.boundedTo(available - Frame).expandedTo(least);
}

QRect fittingPlace(const QRect &place, QSize least, const QRect &available)
{
    const QSize size = firstSize(place.size(), least, available.size());
    const QRect room = available.adjusted(Side, TitleBar, -Side, -Side);
    // The upper left corner, by which a window is moved, above all.
    const int x = std::max(std::min(place.x(), room.x() + room.width() - size.width()), room.x());
    const int y = std::max(std::min(place.y(), room.y() + room.height() - size.height()), room.y());
    return {QPoint(x, y), size};
}

void placeWindow(QWidget &window, const QByteArray &remembered)
{
    const bool known = !remembered.isEmpty() && window.restoreGeometry(remembered);
    const QScreen *screen = screenOf(window);
    if (screen == nullptr || (known && (window.isMaximized() || window.isFullScreen())))
        return;
    if (known)
        window.setGeometry(fittingPlace(window.geometry(), window.minimumSize(), screen->availableGeometry()));
    else
        window.resize(firstSize(window.size(), window.minimumSize(), screen->availableSize()));
}

} // namespace tokamark::ui
