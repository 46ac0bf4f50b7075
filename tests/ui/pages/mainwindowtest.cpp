#include "mainwindow.h"

#include "plan/presets.h"
#include "ui/uifixture.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QApplication>
#include <QMenuBar>

namespace tokamark::ui {

namespace {

/// The action of a shortcut, as the keyboard finds it.
QAction *actionFor(const MainWindow &window, const QKeySequence &keys)
{
    for (QAction *action : window.findChildren<QAction *>()) {
        if (action->shortcut() == keys)
            return action;
    }
    return nullptr;
}

} // namespace

TEST(MainWindow, ShowsEachPageByItsShortcut)
{
    UiFixture fixture;
    MainWindow window(fixture.context());
    for (int i = 0; i < 5; ++i) {
        QAction *action = actionFor(window, QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + i)));
        ASSERT_NE(action, nullptr);
        action->trigger();
        EXPECT_EQ(window.currentPage(), static_cast<PageId>(i));
    }
}

TEST(MainWindow, RunsAPlanAndShowsTheRun)
{
    UiFixture fixture;
    fixture.plan.replace(*plan::makePreset("demo", {.simulated = true}));
    MainWindow window(fixture.context());
    actionFor(window, QKeySequence(Qt::CTRL | Qt::Key_R))->trigger();
    EXPECT_EQ(window.currentPage(), PageId::Run);
    EXPECT_TRUE(fixture.runs.isActive());
}

TEST(MainWindow, ShowsThePlanWhenItCannotRun)
{
    UiFixture fixture;
    fixture.plan.replace(plan::Plan());
    MainWindow window(fixture.context());
    window.showPage(PageId::Results);
    window.runPlan();
    EXPECT_EQ(window.currentPage(), PageId::Plan);
    EXPECT_FALSE(fixture.runs.isActive());
}

TEST(MainWindow, EscapeAsksOnceAndStops)
{
    UiFixture fixture;
    fixture.plan.replace(*plan::makePreset("demo", {.simulated = true}));
    MainWindow window(fixture.context());
    window.runPlan();
    actionFor(window, QKeySequence(Qt::Key_Escape))->trigger();
    EXPECT_EQ(fixture.dialogs.questions.size(), 1U);
    EXPECT_TRUE(waitFor([&] {
        const std::scoped_lock lock(fixture.starter.mutex);
        return fixture.starter.commands == std::vector<std::string>{"stop"};
    }));
}

TEST(MainWindow, FitsTheSmallestScreen)
{
    UiFixture fixture;
    MainWindow window(fixture.context());
    EXPECT_LE(window.minimumSizeHint().width(), 1024);
    EXPECT_LE(window.minimumSizeHint().height(), 700);
}

TEST(ThemeProvider, DressesTheProgramAtRunTime)
{
    UiFixture fixture;
    fixture.theme.setAppearance(Appearance::Light);
    int changes = 0;
    QObject::connect(&fixture.theme, &ThemeProvider::themeChanged, &fixture.theme, [&] { ++changes; });
    fixture.theme.setAppearance(Appearance::Dark);
    EXPECT_EQ(QApplication::palette().color(QPalette::Window), Theme::darkTheme().window);
    fixture.theme.setAppearance(Appearance::Light);
    EXPECT_EQ(QApplication::palette().color(QPalette::Window), Theme::lightTheme().window);
    EXPECT_EQ(changes, 2);
}

} // namespace tokamark::ui
