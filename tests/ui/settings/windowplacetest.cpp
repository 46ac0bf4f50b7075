#include "settings/windowplace.h"

#include "settings/appsettings.h"

#include <gtest/gtest.h>

#include <QGuiApplication>
#include <QScreen>
#include <QSettings>
#include <QTemporaryDir>
#include <QWidget>

namespace tokamark::ui {
namespace {

constexpr QSize Wanted{1440, 900};
constexpr QSize Least{960, 600};

TEST(WindowPlace, FirstSizeLeavesRoomForTheFrame)
{
    EXPECT_EQ(firstSize(Wanted, Least, {1920, 1053}), Wanted);
    EXPECT_EQ(firstSize(Wanted, Least, {1280, 693}), QSize(1272, 653));
    EXPECT_EQ(firstSize(Wanted, Least, {1024, 728}), QSize(1016, 688));
    EXPECT_EQ(firstSize(Wanted, Least, {800, 480}), Least) << "what does not fit is scrolled to, not squeezed";
}

TEST(WindowPlace, FirstWindowFitsItsScreen)
{
    QWidget window;
    window.setMinimumSize(300, 200);
    window.resize(5000, 5000);
    placeWindow(window, {});
    const QSize available = QGuiApplication::primaryScreen()->availableSize();
    EXPECT_LT(window.width(), available.width());
    EXPECT_LT(window.height(), available.height());
    EXPECT_GT(window.height(), available.height() / 2);
}

TEST(WindowPlace, FitsIntoWhatTheBarsOfTheDesktopLeave)
{
    const QRect available(0, 27, 1280, 693);
    EXPECT_EQ(fittingPlace({100, 80, 1000, 620}, Least, available), QRect(100, 80, 1000, 620));
    EXPECT_EQ(fittingPlace({0, 0, 1440, 900}, Least, available), QRect(4, 63, 1272, 653));
    EXPECT_EQ(fittingPlace({2000, 1500, 1000, 620}, Least, available), QRect(276, 96, 1000, 620));
    EXPECT_EQ(fittingPlace({-700, -300, 1000, 620}, Least, available), QRect(4, 63, 1000, 620));
    EXPECT_EQ(fittingPlace({0, 0, 960, 600}, Least, {0, 0, 800, 480}).topLeft(), QPoint(4, 36)) << "it can be moved";
}

TEST(WindowPlace, ComesBackWhereItWas)
{
    QWidget before;
    before.setGeometry(40, 60, 333, 222);
    QWidget after;
    placeWindow(after, before.saveGeometry());
    EXPECT_EQ(after.geometry(), before.geometry());
}

TEST(WindowPlace, IsBroughtBackFromBeyondTheScreens)
{
    QWidget before;
    before.setGeometry(20'000, 15'000, 4000, 3000);
    QWidget after;
    placeWindow(after, before.saveGeometry());
    EXPECT_TRUE(QGuiApplication::primaryScreen()->availableGeometry().contains(after.geometry()))
        << after.x() << ' ' << after.y() << ' ' << after.width() << ' ' << after.height();
}

TEST(WindowPlace, WhatIsNoPlaceCountsForNothing)
{
    QWidget window;
    window.resize(320, 240);
    placeWindow(window, "not a geometry");
    EXPECT_EQ(window.size(), QSize(320, 240));
}

TEST(AppSettings, KeepThePlaceOfTheWindow)
{
    const QTemporaryDir folder; // not among the settings of whoever runs the tests
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    const QByteArray place("\x01\xd9\xd0\x00", 4);
    AppSettings::keepWindow(place);
    EXPECT_EQ(AppSettings::load().windowGeometry, place);
}

TEST(AppSettings, OfOneWindowDoNotUndoThoseOfAnother)
{
    const QTemporaryDir folder;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    AppSettings::keepLanguage(QStringLiteral("en"));
    const AppSettings first = AppSettings::load();
    AppSettings::keepLanguage(QStringLiteral("ru")); // by a second window, while the first is open
    AppSettings::keepDatabase(QStringLiteral("/other/history.db"));
    AppSettings::keepAppearance(Appearance::Dark);
    AppSettings::keepWindow("where the first one was closed");
    const AppSettings next = AppSettings::load();
    EXPECT_EQ(first.language, QStringLiteral("en"));
    EXPECT_EQ(next.language, QStringLiteral("ru"));
    EXPECT_EQ(next.databasePath, QStringLiteral("/other/history.db"));
    EXPECT_EQ(next.appearance, Appearance::Dark);
    EXPECT_EQ(next.windowGeometry, QByteArray("where the first one was closed"));
}

} // namespace
} // namespace tokamark::ui
