#include "report/earlierfiles.h"

#include "core/report/madeuprun.h"
#include "report/filenames.h"
#include "report/resultjson.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace tokamark::report {
namespace {

using namespace testing;

storage::StoredRun runOf(std::int64_t id, qint64 startedUnixNs)
{
    storage::StoredRun run = emptyRun();
    run.info.id = RunId{id};
    run.cells.push_back(doneCell({0, 0, 1, 0}, figures(100)));
    run.cells.front().startedUnixNs = startedUnixNs;
    return run;
}

constexpr qint64 Second = 1'000'000'000;
constexpr qint64 Evening = 1'790'000'000 * Second;

class EarlierFiles : public ::testing::Test {
protected:
    void write(const storage::StoredRun &run)
    {
        put(resultFileName(run, run.cells.front().key), resultJson({run, run.cells.front(), {}}));
    }
    void put(const QString &name, const QByteArray &content)
    {
        QFile file(QDir(folder()).filePath(name));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] QStringList files() const { return QDir(folder()).entryList(QDir::Files, QDir::Name); }

    [[nodiscard]] QString other(const char *prefix) const { return QString::fromLatin1(prefix) + m_name; }

    const QString m_name = QStringLiteral("night-run-concurrency50.json");

private:
    QTemporaryDir m_folder;
};

TEST_F(EarlierFiles, OfAnotherRunGoOnUnderItsNumber)
{
    write(runOf(3, Evening));
    EXPECT_EQ(keepEarlierFiles(runOf(4, Evening + Second), folder()).value(), QStringList{other("run-3-")});
    EXPECT_EQ(files(), QStringList{other("run-3-")});
}

TEST_F(EarlierFiles, OfTheSameMeasurementStayToBeWrittenAnew)
{
    write(runOf(3, Evening));
    EXPECT_EQ(keepEarlierFiles(runOf(3, Evening), folder()).value(), QStringList());
    EXPECT_EQ(files(), QStringList{m_name});
}

TEST_F(EarlierFiles, OfThatNumberInAnotherDatabaseAreKeptToo)
{
    write(runOf(3, Evening));
    put(other("run-3-"), "of yet another");
    EXPECT_EQ(keepEarlierFiles(runOf(3, Evening + 60 * Second), folder()).value(), QStringList{other("run-3-2-")});
    EXPECT_EQ(files(), (QStringList{other("run-3-2-"), other("run-3-")}));
}

TEST_F(EarlierFiles, DoNotStandForPointsThatThisRunCouldNotMeasure)
{
    write(runOf(3, Evening));
    storage::StoredRun failed = runOf(4, Evening + Second);
    failed.cells.front().state = storage::StoredCellState::Failed;
    failed.cells.front().figures.reset();
    EXPECT_EQ(keepEarlierFiles(failed, folder()).value(), QStringList{other("run-3-")});

    write(runOf(3, Evening));
    storage::StoredRun stopped = runOf(4, Evening + Second);
    stopped.cells.clear();
    EXPECT_EQ(keepEarlierFiles(stopped, folder()).value(), QStringList{other("run-3-2-")});
}

TEST_F(EarlierFiles, OfAPointThatTheRunMeasuredBeforeItWentOnStay)
{
    storage::StoredRun run = runOf(3, Evening);
    run.info.started = QDateTime::fromMSecsSinceEpoch(Evening / 1'000'000);
    write(run);
    run.cells.front().state = storage::StoredCellState::Failed;
    run.cells.front().figures.reset();
    EXPECT_EQ(keepEarlierFiles(run, folder()).value(), QStringList());
    run.info.started = run.info.started.addSecs(60);
    EXPECT_EQ(keepEarlierFiles(run, folder()).value(), QStringList{other("run-3-")}) << "run 3 of another database";
}

TEST_F(EarlierFiles, ThatTellNothingAreKeptToo)
{
    put(m_name, "no result file");
    EXPECT_EQ(keepEarlierFiles(runOf(3, Evening), folder()).value(), QStringList{other("earlier-")});
    put(m_name, R"({"date": "20260921-203320", "tokamark": {"verdict": "VALID"}})");
    EXPECT_EQ(keepEarlierFiles(runOf(3, Evening), folder()).value(), QStringList{other("earlier-2-")});
    EXPECT_EQ(files().size(), 2);
}

} // namespace
} // namespace tokamark::report
