#include "mainwindow.h"

#include "pages/planforecastcard.h"
#include "plan/presets.h"
#include "storage/runrepository.h"
#include "storage/schema.h"
#include "ui/madeuprun.h"
#include "ui/pages/resultspagefixture.h"
#include "ui/uifixture.h"
#include "widgets/celldetailscard.h"
#include "widgets/navbutton.h"
#include "widgets/noticecard.h"
#include "widgets/sidebar.h"
#include "widgets/systemappearance.h"
#include "widgets/thresholdsform.h"
#include "words/errorwords.h"
#include "words/translation.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QApplication>
#include <QDBusVariant>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QMenuBar>
#include <QPalette>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>
#include <QTranslator>
#include <QWindow>

namespace tokamark::ui {

namespace {

/// Speaks a language as long as it lives.
class Speaking {
public:
    explicit Speaking(const char *language)
    {
        words::installTranslation(*QCoreApplication::instance(), QString::fromLatin1(language));
        QCoreApplication::processEvents();
    }
    ~Speaking()
    {
        qDeleteAll(QCoreApplication::instance()->findChildren<QTranslator *>(QString(), Qt::FindDirectChildrenOnly));
        QLocale::setDefault(QLocale::c());
    }
    Speaking(const Speaking &) = delete;
    Speaking &operator=(const Speaking &) = delete;
};

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

TEST(MainWindow, RunsNothingWhileAFieldHoldsWhatThePlanCouldNotTake)
{
    UiFixture fixture;
    fixture.plan.replace(*plan::makePreset("demo", {.simulated = true}));
    MainWindow window(fixture.context());
    window.show();
    QLineEdit *users = nullptr;
    for (auto *field : window.findChildren<QLineEdit *>())
        if (field->accessibleName() == QStringLiteral("Concurrent users"))
            users = field;
    ASSERT_NE(users, nullptr);
    users->setText(QStringLiteral("1, x"));
    Q_EMIT users->editingFinished();
    window.showPage(PageId::Results);
    window.runPlan();
    EXPECT_FALSE(fixture.runs.isActive());
    EXPECT_EQ(window.currentPage(), PageId::Plan);
    EXPECT_TRUE(users->hasFocus() || window.focusWidget() == users);
    users->setText(QStringLiteral("1, 2"));
    Q_EMIT users->editingFinished();
    window.runPlan();
    EXPECT_TRUE(fixture.runs.isActive());
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

TEST(MainWindow, SaysWhatIsLostBeforeARunThatCannotWriteIsStopped)
{
    UiFixture fixture;
    fixture.plan.replace(*plan::makePreset("demo", {.simulated = true}));
    MainWindow window(fixture.context());
    window.runPlan();
    ASSERT_TRUE(waitFor([&] {
        const std::scoped_lock lock(fixture.starter.mutex);
        return fixture.starter.observer != nullptr;
    }));
    auto halted = madeUpRun(4);
    halted->state = session::RunState::Paused;
    halted->error = Error{ErrorCode::DiskFull, "/data/runs.sqlite", {}};
    fixture.starter.observer->snapshotAvailable(halted);
    ASSERT_TRUE(waitFor([&] { return fixture.runs.snapshot() == halted; }));
    fixture.dialogs.answer = false;
    window.stopRun();
    EXPECT_EQ(fixture.dialogs.questions, std::vector<QString>{QStringLiteral("Stop without writing?")});
    const std::scoped_lock lock(fixture.starter.mutex);
    EXPECT_TRUE(fixture.starter.commands.empty());
}

TEST(MainWindow, UndoIsThatOfThePageThatIsShown)
{
    UiFixture fixture;
    fixture.plan.replace(*plan::makePreset("demo", {.simulated = true}));
    plan::Target target;
    target.name = "first";
    target.url = "sim:vllm-llama3-8b-a100";
    fixture.backends.add({target});
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().size() == 1; }));
    MainWindow window(fixture.context());
    window.show();
    plan::Plan changed = fixture.plan.plan();
    changed.name = "changed";
    fixture.plan.edit(QStringLiteral("name"), changed);
    QAction *undo = actionFor(window, QKeySequence(Qt::CTRL | Qt::Key_Z));
    ASSERT_NE(undo, nullptr);
    for (const PageId page : {PageId::Backends, PageId::Run, PageId::Results, PageId::Report}) {
        window.showPage(page);
        EXPECT_FALSE(undo->isEnabled());
        undo->trigger();
    }
    EXPECT_EQ(fixture.plan.plan().name, "changed") << "nobody has seen it";

    window.showPage(PageId::Backends);
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().size() == 1; }));
    for (auto *button : window.page(PageId::Backends)->findChildren<QPushButton *>())
        if (button->text() == QStringLiteral("Remove"))
            button->click();
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().empty(); }));
    EXPECT_TRUE(undo->isEnabled());
    undo->trigger();
    EXPECT_TRUE(waitFor([&] { return fixture.backends.backends().size() == 1; }));
    EXPECT_FALSE(undo->isEnabled());

    window.showPage(PageId::Plan);
    EXPECT_TRUE(undo->isEnabled());
    undo->trigger();
    EXPECT_NE(fixture.plan.plan().name, "changed");
}

TEST(MainWindow, KeepsItsDatabaseWhereAnotherCannotBeOpened)
{
    UiFixture fixture;
    const QString path = fixture.database.path();
    const QString newer = fixture.folder.filePath(QStringLiteral("newer.sqlite"));
    ASSERT_TRUE(storage::RunRepository::open(newer));
    change(newer, "PRAGMA user_version = 999");
    MainWindow window(fixture.context());
    window.show();
    const auto notice = [&window]() -> const NoticeCard * {
        for (const auto *card : window.findChildren<NoticeCard *>()) {
            if (card->isVisible() && card->title().contains(QStringLiteral("newer.sqlite")))
                return card;
        }
        return nullptr;
    };
    const auto openDatabase = [&] {
        for (QAction *action : window.menuBar()->findChildren<QAction *>()) {
            if (action->text() == QStringLiteral("Open &Database…"))
                action->trigger();
        }
    };
    fixture.dialogs.fileToOpen = newer;
    openDatabase();
    ASSERT_TRUE(waitFor([&] { return notice() != nullptr; }));
    EXPECT_EQ(notice()->title(),
              words::sentence({ErrorCode::DatabaseNewer, newer.toStdString(),
                               "schema 999, this program knows " + std::to_string(storage::schemaVersion())}));
    EXPECT_TRUE(notice()->text().contains(path)) << notice()->text().toStdString();
    EXPECT_EQ(fixture.database.path(), path);

    fixture.dialogs.fileToOpen = fixture.folder.filePath(QStringLiteral("good.sqlite"));
    ASSERT_TRUE(storage::RunRepository::open(fixture.dialogs.fileToOpen));
    openDatabase();
    EXPECT_TRUE(waitFor([&] { return fixture.database.path() == fixture.dialogs.fileToOpen; }));
    EXPECT_EQ(notice(), nullptr);
}

TEST(MainWindow, LeavesThePagesMoreRoomWhereItIsNarrow)
{
    UiFixture fixture;
    MainWindow window(fixture.context());
    window.resize(1440, 900);
    window.show();
    const auto *sidebar = window.findChild<Sidebar *>();
    const int wide = sidebar->width();
    window.resize(window.minimumSize());
    EXPECT_TRUE(waitFor([&] { return sidebar->width() < wide; }));
    for (const auto *button : sidebar->findChildren<NavButton *>()) {
        EXPECT_GE(button->width(), button->sizeHint().width());
        EXPECT_FALSE(button->toolTip().isEmpty()) << "the shortcut";
    }
}

TEST(MainWindow, FitsTheSmallestScreen)
{
    UiFixture fixture;
    MainWindow window(fixture.context());
    for (const char *language : {"ru", "en"}) {
        const Speaking speaking(language);
        for (const PageId page : {PageId::Backends, PageId::Plan, PageId::Run, PageId::Results, PageId::Report}) {
            window.showPage(page);
            const QSize least = window.minimumSizeHint();
            // With a frame and the bars of a desktop.
            EXPECT_LE(least.width(), 960) << language << static_cast<int>(page);
            EXPECT_LE(least.height(), 600) << language << static_cast<int>(page);
        }
    }
}

TEST(MainWindow, CutsNothingAtItsSmallest)
{
    UiFixture fixture;
    fixture.plan.replace(*plan::makePreset("bentoml-2024-corrected", {.simulated = true}));
    MainWindow window(fixture.context());
    window.resize(1440, 900);
    window.show();
    window.runPlan();
    ASSERT_TRUE(waitFor([&] {
        const std::scoped_lock lock(fixture.starter.mutex);
        return fixture.starter.observer != nullptr;
    }));
    const auto running = madeUpRun(4);
    fixture.starter.observer->snapshotAvailable(running);
    ASSERT_TRUE(waitFor([&] { return fixture.runs.snapshot() == running; }));
    // A cell was looked at where there was room for it.
    auto *cells = window.page(PageId::Run)->findChild<QTableView *>();
    Q_EMIT cells->clicked(cells->model()->index(0, 0));
    auto *details = window.findChild<CellDetailsCard *>();
    ASSERT_TRUE(waitFor([&] { return details->isVisible() && details->width() > 0; }));
    Q_EMIT details->closeRequested();
    window.resize(window.minimumSize());
    for (const char *language : {"ru", "en"}) {
        const Speaking speaking(language);
        for (const PageId page : {PageId::Backends, PageId::Plan, PageId::Run, PageId::Results, PageId::Report}) {
            window.showPage(page);
            QCoreApplication::processEvents();
            window.findChild<ThresholdsForm *>()->unfold(page == PageId::Plan); // which is folded up otherwise
            QCoreApplication::processEvents();
            for (const auto *scroll : window.page(page)->findChildren<QScrollArea *>()) {
                // What does not scroll sideways has to fit.
                if (scroll->isVisible() && scroll->horizontalScrollBarPolicy() == Qt::ScrollBarAlwaysOff) {
                    EXPECT_LE(scroll->widget()->width(), scroll->viewport()->width())
                        << language << ' ' << static_cast<int>(page);
                }
            }
        }
    }
}

TEST(MainWindow, ShowsTheLoadsOfAPlanOnASmallScreen)
{
    UiFixture fixture;
    fixture.plan.replace(*plan::makePreset("bentoml-2024-corrected", {.simulated = true}));
    MainWindow window(fixture.context());
    window.resize(1016, 688);
    window.show();
    for (const char *language : {"ru", "en"}) {
        const Speaking speaking(language);
        const auto *card = window.findChild<PlanForecastCard *>();
        const auto *matrix = card->findChild<QTableView *>();
        ASSERT_EQ(matrix->model()->columnCount(), 3);
        const QHeaderView *columns = matrix->horizontalHeader();
        EXPECT_LE(columns->sectionViewportPosition(2) + columns->sectionSize(2), matrix->viewport()->width())
            << language << ", the card is " << card->width() << " wide";
        for (int column = 0; column < 3; ++column) {
            const QModelIndex cell = matrix->model()->index(0, column);
            EXPECT_GE(columns->sectionSize(column), matrix->sizeHintForIndex(cell).width())
                << cell.data().toString().toStdString();
            EXPECT_FALSE(cell.data(Qt::AccessibleTextRole).toString().isEmpty());
        }
    }
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

TEST(ThemeProvider, FollowsTheDesktopWhileTheProgramRuns)
{
    UiFixture fixture;
    fixture.theme.setAppearance(Appearance::System);
    const auto desktopSays = [&](const QString &key, uint scheme) {
        fixture.theme.findChild<SystemAppearance *>()->takeSetting(QStringLiteral("org.freedesktop.appearance"), key,
                                                                   QDBusVariant(QVariant::fromValue(scheme)));
    };
    desktopSays(QStringLiteral("color-scheme"), 1);
    EXPECT_TRUE(fixture.theme.theme().dark);
    desktopSays(QStringLiteral("contrast"), 2);
    EXPECT_TRUE(fixture.theme.theme().dark) << "another setting";
    desktopSays(QStringLiteral("color-scheme"), 2);
    EXPECT_FALSE(fixture.theme.theme().dark);
    fixture.theme.setAppearance(Appearance::Light);
    desktopSays(QStringLiteral("color-scheme"), 1);
    EXPECT_FALSE(fixture.theme.theme().dark) << "the person chose for themselves";
    fixture.theme.setAppearance(Appearance::System);
    EXPECT_TRUE(fixture.theme.theme().dark);
}

TEST(ThemeProvider, LooksAtThePlatformAgainAndKeepsItsOwnColours)
{
    UiFixture fixture;
    auto *system = fixture.theme.findChild<SystemAppearance *>();
    QPalette dark;
    dark.setColor(QPalette::Window, Qt::black);
    dark.setColor(QPalette::WindowText, Qt::white);
    fixture.theme.setAppearance(Appearance::System);
    system->setPalette(dark);
    ASSERT_TRUE(fixture.theme.theme().dark);
    // The platform under the tests is light, which the program must find out beneath its own dark palette.
    QWindow window;
    QEvent themeChange(QEvent::ThemeChange);
    QCoreApplication::sendEvent(&window, &themeChange);
    EXPECT_FALSE(fixture.theme.theme().dark);
    EXPECT_EQ(QApplication::palette().color(QPalette::Window), Theme::lightTheme().window);
}

} // namespace tokamark::ui
