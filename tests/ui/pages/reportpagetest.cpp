#include "pages/reportpage.h"

#include "pages/reportdocument.h"
#include "storage/runrepository.h"
#include "ui/models/storedsamples.h"
#include "ui/pages/resultspagefixture.h"
#include "widgets/noticecard.h"
#include "words/translation.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QFile>
#include <QLabel>
#include <QPushButton>

#include <algorithm>
#include <memory>

namespace tokamark::ui {
namespace {

class ReportPageTest : public ResultsPageTest {
protected:
    ~ReportPageTest() override { words::installTranslation(*QCoreApplication::instance(), QStringLiteral("en")); }
};

/// The pages of the preview, from the first down.
std::vector<const QLabel *> papers(const ReportPage &page)
{
    std::vector<const QLabel *> all;
    for (const QLabel *label : page.findChildren<QLabel *>())
        if (!label->pixmap(Qt::ReturnByValue).isNull())
            all.push_back(label);
    std::ranges::sort(all, {}, [](const QLabel *label) { return label->y(); });
    return all;
}

bool areWhole(const ReportPage &page)
{
    int below = 0;
    const std::vector<const QLabel *> all = papers(page);
    for (const QLabel *paper : all) {
        if (paper->y() < below || paper->height() < paper->sizeHint().height())
            return false;
        below = paper->geometry().bottom();
    }
    return !all.empty() && all.back()->parentWidget()->height() >= below;
}

TEST_F(ReportPageTest, PagesStayWholeInAnotherLanguageAndWidth)
{
    const RunId run = store();
    ReportPage page(m_fixture.context());
    page.resize(1440, 900);
    page.show();
    page.showRun(run);
    ASSERT_TRUE(waitFor([&] { return areWhole(page); }));
    // They are whole at once: a picture of the page may be taken before the event loop turns again.
    page.hide();
    words::installTranslation(*QCoreApplication::instance(), QStringLiteral("ru"));
    QCoreApplication::processEvents();
    page.show();
    EXPECT_TRUE(areWhole(page));
    page.resize(1000, 700);
    EXPECT_TRUE(areWhole(page));
    page.hide();
    page.resize(1440, 900);
    words::installTranslation(*QCoreApplication::instance(), QStringLiteral("en"));
    QCoreApplication::processEvents();
    page.show();
    EXPECT_TRUE(areWhole(page));
}

TEST_F(ReportPageTest, HasNothingToSaveWithoutARun)
{
    spoil(m_fixture.database.path());
    ReportPage page(m_fixture.context());
    page.show();
    page.onShown();
    const auto *notice = page.findChild<NoticeCard *>();
    ASSERT_TRUE(waitFor([&] { return notice->isVisible(); }));
    for (const auto *button : page.findChildren<QPushButton *>()) {
        const bool saves = button->text() == QStringLiteral("Save PDF…") || button->text() == QStringLiteral("HTML…");
        EXPECT_FALSE(saves && button->isEnabled()) << button->text().toStdString();
    }
}

TEST_F(ReportPageTest, IsSavedAsPdf)
{
    const RunId run = store();
    m_fixture.dialogs.fileToSave = m_fixture.folder.filePath(QStringLiteral("report.pdf"));
    ReportPage page(m_fixture.context());
    page.showRun(run);
    bool shown = false;
    QObject::connect(&page, &ReportPage::reportShown, &page, [&] { shown = true; });
    ASSERT_TRUE(waitFor([&] { return shown; }));
    for (QPushButton *button : page.findChildren<QPushButton *>())
        if (button->property("primary").toBool())
            button->click();
    const auto *notice = page.findChild<NoticeCard *>();
    ASSERT_TRUE(waitFor([&] { return notice->isVisibleTo(&page); }));
    EXPECT_EQ(m_fixture.dialogs.suggestions, std::vector{QStringLiteral("run-1-small.pdf")})
        << "reports of runs of one name are told apart";
    QFile file(m_fixture.dialogs.fileToSave);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray pdf = file.readAll();
    EXPECT_TRUE(pdf.startsWith("%PDF-"));
    EXPECT_TRUE(pdf.contains("/FontFile"));
}

TEST_F(ReportPageTest, IsWrittenAsMarkdownAndHtml)
{
    const RunId run = store();
    auto repository = storage::RunRepository::open(m_fixture.database.path());
    ASSERT_TRUE(repository);
    std::vector<storage::StoredRun> runs;
    runs.push_back((*repository)->load(run).value());
    ReportDocument document;
    document.setResults(std::make_shared<const ResultSet>(std::move(runs)));
    const QString markdown = document.markdown();
    EXPECT_TRUE(markdown.startsWith(QStringLiteral("# small")));
    EXPECT_TRUE(markdown.contains(QStringLiteral("| Backend |")));
    const QString html = document.html();
    EXPECT_EQ(html.count(QStringLiteral("<svg")), 2);
    EXPECT_FALSE(html.contains(QStringLiteral("<text")));
}

TEST(ReportDocument, AsMarkdownShowsWhatServersSayAsItIs)
{
    storage::StoredRun run = samples::measuredRun();
    samples::letFail(run.cells[1], 40);
    const report::CellFailures known{
        {run.cells[1].id,
         {{metrics::Outcome::HttpError, 500, 40, QStringLiteral("<img src=x>\n# *no* `slot` | [a_b](c)")}}}};
    ReportDocument document;
    document.setResults(samples::setOf(run, known));
    const QString markdown = document.markdown();
    EXPECT_TRUE(markdown.contains(QStringLiteral("&lt;img src=x&gt;"))) << markdown.toStdString();
    EXPECT_TRUE(markdown.contains(QStringLiteral(" # \\*no\\* \\`slot\\` \\| \\[a\\_b\\](c)")));
    EXPECT_FALSE(markdown.contains(QStringLiteral("\n# \\*no")));
}

} // namespace
} // namespace tokamark::ui
