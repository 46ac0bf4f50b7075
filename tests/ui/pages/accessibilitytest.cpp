#include "mainwindow.h"

#include "pages/page.h"
#include "plan/presets.h"
#include "plot/requestbarschart.h"
#include "ui/madeuprun.h"
#include "ui/uifixture.h"
#include "virtualrun.h"
#include "words/translation.h"

#include <gtest/gtest.h>

#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAction>
#include <QCoreApplication>
#include <QLocale>
#include <QMenu>
#include <QMenuBar>
#include <QTranslator>

#include <map>

namespace tokamark::ui {
namespace {

using namespace std::chrono_literals;

/// A window in one language whose pages all have something to show.
class Accessibility : public testing::TestWithParam<const char *> {
protected:
    void SetUp() override
    {
        words::installTranslation(*QCoreApplication::instance(), QString::fromLatin1(GetParam()));
        plan::Plan plan = plan::makePreset("demo", {.simulated = true}).value();
        plan.targets.resize(2);
        plan.load.levels = {2};
        plan.load.duration = 2s;
        ASSERT_TRUE(storeVirtualRun(plan, fixture.database.path()));
        fixture.plan.replace(plan);
        fixture.backends.add(plan.targets);
    }

    void TearDown() override
    {
        // Other tests read texts as they stand in the sources.
        qDeleteAll(QCoreApplication::instance()->findChildren<QTranslator *>(QString(), Qt::FindDirectChildrenOnly));
        QLocale::setDefault(QLocale::c());
    }

    UiFixture fixture;
};

QString spokenName(QWidget &widget)
{
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(&widget);
    return face == nullptr ? QString() : face->text(QAccessible::Name);
}

/// The letter that Alt goes with; null: none.
QChar mnemonicOf(const QString &text)
{
    const QKeySequence keys = QKeySequence::mnemonic(text);
    return keys.isEmpty() ? QChar() : QChar(keys[0].key());
}

/// Menus come from actions, and submenus are actions of their own.
void expectApart(const QList<QAction *> &actions, const QString &where)
{
    std::map<QChar, QString> taken;
    for (const QAction *action : actions) {
        const QChar letter = mnemonicOf(action->text());
        if (letter.isNull() || !action->isVisible())
            continue;
        const auto [place, isNew] = taken.try_emplace(letter, action->text());
        EXPECT_TRUE(isNew) << where.toStdString() << ": " << place->second.toStdString() << " and "
                           << action->text().toStdString();
    }
}

/// Puts a run that goes on and a stored one on their pages.
[[nodiscard]] bool fillPages(MainWindow &window, UiFixture &fixture)
{
    window.runPlan();
    const auto observer = [&fixture] {
        const std::scoped_lock lock(fixture.starter.mutex);
        return fixture.starter.observer;
    };
    if (!waitFor([&] { return observer() != nullptr; }))
        return false;
    observer()->snapshotAvailable(madeUpRun(2));
    window.showPage(PageId::Results);
    const auto *bars = window.page(PageId::Results)->findChild<RequestBarsChart *>();
    return waitFor([&] { return fixture.runs.snapshot() != nullptr && !bars->isEmpty(); });
}

TEST_P(Accessibility, WhateverTakesTheFocusHasAName)
{
    MainWindow window(fixture.context());
    window.resize(1440, 900);
    window.show();
    ASSERT_TRUE(fillPages(window, fixture));
    for (int number = 0; number < 5; ++number) {
        Page *page = window.page(static_cast<PageId>(number));
        window.showPage(static_cast<PageId>(number));
        for (QWidget *widget : page->findChildren<QWidget *>()) {
            // The field inside a spin box speaks for the box.
            const bool inner = qobject_cast<QAbstractSpinBox *>(widget->parentWidget()) != nullptr;
            if (inner || !widget->isVisibleTo(page) || (widget->focusPolicy() & Qt::TabFocus) == 0)
                continue;
            EXPECT_FALSE(spokenName(*widget).isEmpty())
                << "page " << number << ": " << widget->metaObject()->className() << " in "
                << widget->parentWidget()->metaObject()->className();
        }
    }
}

TEST_P(Accessibility, NoTwoMenuEntriesShareALetter)
{
    MainWindow window(fixture.context());
    expectApart(window.menuBar()->actions(), QStringLiteral("menu bar"));
    for (const QMenu *menu : window.findChildren<QMenu *>())
        expectApart(menu->actions(), menu->title());
}

TEST_P(Accessibility, NothingOverlapsOnTheSmallestScreen)
{
    fixture.plan.replace(plan::makePreset("bentoml-2024-corrected", {.simulated = true}).value());
    MainWindow window(fixture.context());
    window.resize(window.minimumSize());
    window.show();
    for (const PageId id : {PageId::Backends, PageId::Plan, PageId::Run, PageId::Results, PageId::Report}) {
        window.showPage(id);
        const Page *page = window.page(id);
        EXPECT_LE(page->minimumSizeHint().width(), page->width()) << static_cast<int>(id);
    }
}

INSTANTIATE_TEST_SUITE_P(Languages, Accessibility, testing::Values("en", "ru"),
                         [](const auto &language) { return std::string(language.param); });

} // namespace
} // namespace tokamark::ui
