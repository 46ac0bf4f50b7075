#include "pages/resultexport.h"
#include "pages/resultspage.h"
#include "plot/curvechart.h"
#include "ui/pages/resultspagefixture.h"
#include "words/errorwords.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QAction>
#include <QDir>
#include <QFile>
#include <QMenu>
#include <QTemporaryDir>

#include <array>
#include <utility>

namespace tokamark::ui {
namespace {

QAction *actionOf(const QMenu &menu, const QString &submenu, const QString &text)
{
    for (const QAction *entry : menu.actions())
        if (entry->menu() != nullptr && entry->text() == submenu)
            for (QAction *action : entry->menu()->actions())
                if (action->text() == text)
                    return action;
    return nullptr;
}

void fill(const QString &path, const char *content)
{
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(content);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

class ResultExportTest : public ResultsPageTest {
protected:
    /// Fills the menu as opening it would, chooses an entry, and waits for what the page says about it.
    QString choose(ResultsPage &page, const QString &submenu, const QString &text)
    {
        QMenu menu;
        ResultExport files(m_fixture.context(), &page);
        std::vector<Chart *> charts;
        for (CurveChart *chart : page.findChildren<CurveChart *>())
            charts.push_back(chart);
        files.fillMenu(menu, charts, m_runs);
        QString said;
        QObject::connect(&files, &ResultExport::written,
                         [&](int count, const QString &folder, const QStringList &leftOut) {
                             said = QStringLiteral("%1 in %2").arg(count).arg(folder);
                             m_leftOut = leftOut;
                         });
        QObject::connect(&files, &ResultExport::failed, [&](const Error &error) { said = words::sentence(error); });
        QAction *action = actionOf(menu, submenu, text);
        if (action == nullptr)
            return QStringLiteral("no such entry");
        const std::size_t asked = m_fixture.dialogs.questions.size();
        action->trigger();
        EXPECT_TRUE(waitFor([&] {
            return !said.isEmpty() || (!m_fixture.dialogs.answer && m_fixture.dialogs.questions.size() > asked);
        }));
        return said;
    }

    std::vector<RunId> m_runs;
    QStringList m_leftOut;
    QTemporaryDir m_folder;
};

TEST_F(ResultExportTest, WritesAllChartsAndTheDataBehindThem)
{
    m_runs = {store()};
    ResultsPage page(m_fixture.context());
    page.showRun(m_runs.front());
    ASSERT_TRUE(waitFor([&] { return page.results() && !page.results()->series().empty(); }));
    m_fixture.dialogs.folder = m_folder.path();
    EXPECT_EQ(choose(page, QStringLiteral("All charts"), QStringLiteral("Save as PDF…")),
              QStringLiteral("2 in ") + m_folder.path());
    EXPECT_EQ(QDir(m_folder.path()).entryList({QStringLiteral("run-1-*.pdf")}).size(), 2);
    EXPECT_EQ(choose(page, QStringLiteral("Data"), QStringLiteral("Points and requests as CSV…")),
              QStringLiteral("2 in ") + m_folder.path());
    EXPECT_TRUE(QFile::exists(m_folder.filePath(QStringLiteral("run-1-small-requests.csv"))));
    EXPECT_EQ(choose(page, QStringLiteral("Data"), QStringLiteral("A file for each point with the keys of vLLM…")),
              QStringLiteral("4 in ") + m_folder.path());
    EXPECT_TRUE(m_fixture.dialogs.questions.empty()) << "nothing was in the way";
}

TEST_F(ResultExportTest, AsksBeforeItReplacesFiles)
{
    m_runs = {store()};
    ResultsPage page(m_fixture.context());
    page.showRun(m_runs.front());
    ASSERT_TRUE(waitFor([&] { return page.results() && !page.results()->series().empty(); }));
    m_fixture.dialogs.folder = m_folder.path();
    const std::array choices{std::pair("All charts", "Save as SVG…"), std::pair("Data", "Whole run as JSON…"),
                             std::pair("Data", "A file for each point with the keys of vLLM…")};
    for (const auto &[submenu, text] : choices)
        EXPECT_NE(choose(page, QString::fromUtf8(submenu), QString::fromUtf8(text)), QString());
    const QFileInfoList files = QDir(m_folder.path()).entryInfoList(QDir::Files);
    for (const QFileInfo &info : files)
        fill(info.filePath(), "an earlier measurement");

    m_fixture.dialogs.answer = false;
    for (const auto &[submenu, text] : choices)
        EXPECT_EQ(choose(page, QString::fromUtf8(submenu), QString::fromUtf8(text)), QString());
    EXPECT_EQ(m_fixture.dialogs.questions, std::vector<QString>(choices.size(), QStringLiteral("Replace files?")));
    EXPECT_THAT(m_fixture.dialogs.texts[1].toStdString(), testing::HasSubstr("run-1-small.json"));
    for (const QFileInfo &info : files)
        EXPECT_EQ(contentOf(info.filePath()), "an earlier measurement") << info.fileName().toStdString();

    m_fixture.dialogs.answer = true;
    EXPECT_EQ(choose(page, QStringLiteral("Data"), QStringLiteral("Whole run as JSON…")),
              QStringLiteral("1 in ") + m_folder.path());
    EXPECT_NE(contentOf(m_folder.filePath(QStringLiteral("run-1-small.json"))), "an earlier measurement");
}

TEST_F(ResultExportTest, NamesChartsThatHaveNothingToShow)
{
    m_runs = {store()};
    ResultsPage page(m_fixture.context());
    page.showRun(m_runs.front());
    ASSERT_TRUE(waitFor([&] { return page.results() && !page.results()->series().empty(); }));
    CurveData nothing;
    nothing.heading.title = QStringLiteral("Time to first token, p95");
    page.findChildren<CurveChart *>().front()->setData(nothing);
    m_fixture.dialogs.folder = m_folder.path();
    EXPECT_EQ(choose(page, QStringLiteral("All charts"), QStringLiteral("Save as PNG…")),
              QStringLiteral("1 in ") + m_folder.path());
    EXPECT_EQ(m_leftOut, QStringList{QStringLiteral("Time to first token, p95")});
}

TEST_F(ResultExportTest, KeepsChartsOfManyRunsApart)
{
    m_runs = {store()};
    ResultsPage page(m_fixture.context());
    page.showRun(m_runs.front());
    ASSERT_TRUE(waitFor([&] { return page.results() && !page.results()->series().empty(); }));
    for (int id = 101; id < 124; ++id)
        m_runs.push_back(RunId{id});
    m_fixture.dialogs.folder = m_folder.path();
    EXPECT_EQ(choose(page, QStringLiteral("All charts"), QStringLiteral("Save as SVG…")),
              QStringLiteral("2 in ") + m_folder.path());
    EXPECT_EQ(QDir(m_folder.path()).entryList({QStringLiteral("run-1-and-23-more-*.svg")}).size(), 2);

    // Two charts that say the same are two pictures.
    for (CurveChart *chart : page.findChildren<CurveChart *>()) {
        CurveData data = chart->data();
        data.heading.title = QStringLiteral("Same");
        chart->setData(data);
    }
    EXPECT_EQ(choose(page, QStringLiteral("All charts"), QStringLiteral("Save as SVG…")),
              QStringLiteral("2 in ") + m_folder.path());
    EXPECT_EQ(QDir(m_folder.path()).entryList({QStringLiteral("*-Same*.svg")}).size(), 2);
}

TEST_F(ResultExportTest, KeepsRunsOfOneNameApart)
{
    m_runs = {store(), store()};
    ResultsPage page(m_fixture.context());
    m_fixture.dialogs.folder = m_folder.path();
    EXPECT_EQ(choose(page, QStringLiteral("Data"), QStringLiteral("Whole run as JSON…")),
              QStringLiteral("2 in ") + m_folder.path());
    EXPECT_TRUE(QFile::exists(m_folder.filePath(QStringLiteral("run-1-small.json"))));
    EXPECT_TRUE(QFile::exists(m_folder.filePath(QStringLiteral("run-2-small.json"))));
}

TEST_F(ResultExportTest, SaysWhereNothingCanBeWritten)
{
    m_runs = {store()};
    ResultsPage page(m_fixture.context());
    QFile blocked(m_folder.filePath(QStringLiteral("file")));
    ASSERT_TRUE(blocked.open(QIODevice::WriteOnly));
    m_fixture.dialogs.folder = m_folder.filePath(QStringLiteral("file"));
    EXPECT_THAT(choose(page, QStringLiteral("Data"), QStringLiteral("Whole run as JSON…")).toStdString(),
                testing::HasSubstr("file"));
}

} // namespace
} // namespace tokamark::ui
