#include "dialogs/helpdialog.h"

#include <gtest/gtest.h>

#include <QLineEdit>
#include <QLocale>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>
#include <QUrl>

namespace tokamark::ui {
namespace {

QString shownText(const HelpDialog &dialog)
{
    return dialog.findChild<QTextBrowser *>()->toPlainText();
}

qsizetype headingsIn(const QString &markdown)
{
    return markdown.count(QStringLiteral("\n## "));
}

TEST(HelpPages, AreAllPartOfTheProgram)
{
    for (const HelpPage &page : helpPages())
        EXPECT_TRUE(helpText(page.key).startsWith(QStringLiteral("# "))) << page.key.toStdString();
    EXPECT_TRUE(helpText(QStringLiteral("no-such-page")).isEmpty());
}

TEST(HelpPages, OfTheWindowHaveAPlaceToRead)
{
    for (const PageId page : {PageId::Backends, PageId::Plan, PageId::Run, PageId::Results, PageId::Report}) {
        const HelpPlace place = helpFor(page);
        EXPECT_FALSE(helpText(place.key).isEmpty()) << place.key.toStdString();
        EXPECT_EQ(headingOf(place.key, place.section) >= 0, !place.section.isEmpty());
    }
}

TEST(HelpPages, AreTranslatedWithTheSameSections)
{
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::English));
    const QString english = helpText(QStringLiteral("metrics"));
    QLocale::setDefault(QLocale(QLocale::Russian));
    const QString russian = helpText(QStringLiteral("metrics"));
    EXPECT_FALSE(helpText(QStringLiteral("method")).isEmpty());
    QLocale::setDefault(before);
    EXPECT_NE(english, russian);
    EXPECT_EQ(headingsIn(english), headingsIn(russian));
}

TEST(HelpPages, KnowWhereLinksLead)
{
    EXPECT_EQ(helpPlaceOf(QStringLiteral("metrics.md")), (HelpPlace{QStringLiteral("metrics"), {}}));
    EXPECT_EQ(helpPlaceOf(QStringLiteral("metrics.md#verdicts")),
              (HelpPlace{QStringLiteral("metrics"), QStringLiteral("verdicts")}));
    EXPECT_EQ(helpPlaceOf(QStringLiteral("#verdicts")), (HelpPlace{{}, QStringLiteral("verdicts")}));
    EXPECT_GT(headingOf(QStringLiteral("metrics"), QStringLiteral("verdicts")), 0);
    EXPECT_EQ(headingOf(QStringLiteral("metrics"), QStringLiteral("nothing")), -1);
}

TEST(HelpDialog, SearchesThroughAllPages)
{
    HelpDialog dialog(Theme::lightTheme());
    ASSERT_TRUE(dialog.key().isEmpty());
    auto *search = dialog.findChild<QLineEdit *>();
    search->setText(QStringLiteral("sqlite3"));
    QTest::keyClick(search, Qt::Key_Return);
    EXPECT_FALSE(dialog.key().isEmpty());
    EXPECT_TRUE(shownText(dialog).contains(QStringLiteral("sqlite3")));
    EXPECT_EQ(dialog.findChild<QTextBrowser *>()->textCursor().selectedText().toLower(), QStringLiteral("sqlite3"));
    const QString found = dialog.key();
    search->setText(QStringLiteral("nowhere to be found"));
    QTest::keyClick(search, Qt::Key_Return);
    EXPECT_EQ(dialog.key(), found);
}

TEST(HelpDialog, FollowsLinksToOtherPages)
{
    HelpDialog dialog(Theme::darkTheme());
    auto *text = dialog.findChild<QTextBrowser *>();
    Q_EMIT text->anchorClicked(QUrl(QStringLiteral("metrics.md#verdicts")));
    EXPECT_EQ(dialog.key(), QStringLiteral("metrics"));
    EXPECT_EQ(text->textCursor().block().text(), QStringLiteral("Verdicts"));
    Q_EMIT text->anchorClicked(QUrl(QStringLiteral("#counting-tokens")));
    EXPECT_EQ(dialog.key(), QStringLiteral("metrics"));
    EXPECT_EQ(text->textCursor().block().text(), QStringLiteral("Counting tokens"));
}

} // namespace
} // namespace tokamark::ui
