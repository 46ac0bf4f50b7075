#include "pages/resultspage.h"
#include "plot/curvechart.h"
#include "support/ordinaryuser.h"
#include "ui/pages/resultspagefixture.h"
#include "widgets/noticecard.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QThreadPool>

#include <algorithm>

namespace tokamark::ui {
namespace {

class ResultDatabaseTest : public ResultsPageTest { };

TEST_F(ResultDatabaseTest, AnEmptyDatabaseLeadsToThePlan)
{
    ResultsPage page(m_fixture.context());
    std::optional<PageId> asked;
    QObject::connect(&page, &Page::pageRequested, &page, [&](PageId id) { asked = id; });
    page.show();
    auto buttons = page.findChildren<QPushButton *>();
    ASSERT_TRUE(waitFor([&] {
        return std::any_of(buttons.begin(), buttons.end(), [](QPushButton *button) { return button->isVisible(); });
    }));
    for (QPushButton *button : buttons)
        if (button->isVisible())
            button->click();
    EXPECT_EQ(asked, PageId::Plan);
}

TEST_F(ResultDatabaseTest, ADatabaseThatCannotBeReadIsNotCalledEmpty)
{
    spoil(m_fixture.database.path());
    ResultsPage page(m_fixture.context());
    page.show();
    const auto says = [&page](const QString &text) {
        const auto labels = page.findChildren<QLabel *>();
        return std::ranges::any_of(
            labels, [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
    };
    EXPECT_TRUE(waitFor([&] { return says(QStringLiteral("is not a database")); }));
    EXPECT_FALSE(says(QStringLiteral("No runs yet")));
    bool asked = false;
    QObject::connect(&page, &Page::databaseRequested, &page, [&asked] { asked = true; });
    for (auto *button : page.findChildren<QPushButton *>())
        if (button->isVisible() && button->text().contains(QStringLiteral("another database")))
            button->click();
    EXPECT_TRUE(asked);
    m_fixture.database.setPath(m_fixture.folder.filePath(QStringLiteral("other.sqlite")));
    EXPECT_TRUE(waitFor([&] { return says(QStringLiteral("No runs yet")); })) << "that one is empty";
}

TEST_F(ResultDatabaseTest, RunsOfAnotherFileDoNotStayWhenItCannotBeRead)
{
    (void)store();
    ResultsPage page(m_fixture.context());
    page.show();
    ASSERT_TRUE(waitFor([&] { return page.results() != nullptr; }));
    const QString other = m_fixture.folder.filePath(QStringLiteral("broken.sqlite"));
    QFile broken(other);
    ASSERT_TRUE(broken.open(QIODevice::WriteOnly));
    broken.write("this is no database");
    broken.close();
    m_fixture.database.setPath(other);
    EXPECT_EQ(page.findChild<QListView *>()->model()->rowCount(), 0);
    EXPECT_TRUE(waitFor([&] { return !page.findChild<CurveChart *>()->isVisible(); }));
}

TEST_F(ResultDatabaseTest, SaysThatACopyIsShown)
{
    const auto copyNotice = [](const ResultsPage &page) {
        const auto notices = page.findChildren<NoticeCard *>();
        const auto found = std::ranges::find(notices, QStringLiteral("This is a copy"), &NoticeCard::title);
        return found == notices.end() ? nullptr : *found;
    };
    const QString path = m_fixture.database.path();
    ASSERT_TRUE(QFile::copy(QStringLiteral(TOKAMARK_TEST_DATA "/schema1.sqlite"), path));
    QFile::setPermissions(path, QFile::Permissions::fromInt(0x4444));
    QFile::setPermissions(m_fixture.folder.path(), QFile::Permissions::fromInt(0x5555));
    // Threads are who they were when they were started.
    QThreadPool::globalInstance()->waitForDone();
    {
        const support::OrdinaryUser user;
        ResultsPage page(m_fixture.context());
        page.show();
        ASSERT_NE(copyNotice(page), nullptr);
        EXPECT_TRUE(waitFor([&] { return copyNotice(page)->isVisible(); }));
        QThreadPool::globalInstance()->waitForDone();
    }
    QFile::setPermissions(m_fixture.folder.path(), QFile::Permissions::fromInt(0x7777));
    QFile::setPermissions(path, QFile::Permissions::fromInt(0x6666));
    ResultsPage page(m_fixture.context());
    page.show();
    ASSERT_TRUE(waitFor([&] { return page.results() != nullptr; }));
    EXPECT_FALSE(copyNotice(page)->isVisible()) << "a file that may be written is brought up to date itself";
}

} // namespace
} // namespace tokamark::ui
