#include "models/historymodel.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>

namespace tokamark::ui {
namespace {

std::vector<storage::RunInfo> threeRuns()
{
    std::vector<storage::RunInfo> runs(3);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        runs[i].id = RunId{static_cast<std::int64_t>(i + 1)};
        runs[i].name = QStringLiteral("run %1").arg(i + 1);
        runs[i].started = QDateTime::fromSecsSinceEpoch(1'700'000'000 + static_cast<qint64>(i) * 1000);
        runs[i].state = storage::StoredState::Finished;
        runs[i].cellCount = runs[i].cellsDone = 4;
    }
    runs[0].models = {QStringLiteral("llama-3-70b")};
    runs[1].targetNames = {QStringLiteral("vLLM"), QStringLiteral("TGI")};
    runs[2].tags = {QStringLiteral("nightly")};
    return runs;
}

class HistoryModelTest : public testing::Test {
protected:
    HistoryModelTest()
    {
        m_model.setRuns(threeRuns());
        m_filter.setSourceModel(&m_model);
    }

    HistoryModel m_model;
    HistoryFilter m_filter;
    QAbstractItemModelTester m_tester{&m_model, QAbstractItemModelTester::FailureReportingMode::Fatal};
    QAbstractItemModelTester m_filterTester{&m_filter, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

TEST_F(HistoryModelTest, ShowsTheNewestFirst)
{
    EXPECT_EQ(m_model.index(0).data(HistoryModel::NameRole).toString(), QStringLiteral("run 3"));
    EXPECT_EQ(m_model.index(2).data(HistoryModel::NameRole).toString(), QStringLiteral("run 1"));
}

TEST_F(HistoryModelTest, SearchesNameModelBackendAndTag)
{
    for (const char *word : {"run 1", "LLAMA", "vllm tgi", "night"}) {
        m_filter.setSearch(QString::fromLatin1(word));
        EXPECT_EQ(m_filter.rowCount(), 1) << word;
    }
    m_filter.setSearch(QStringLiteral("vllm llama"));
    EXPECT_EQ(m_filter.rowCount(), 0);
    m_filter.setSearch({});
    EXPECT_EQ(m_filter.rowCount(), 3);
}

TEST_F(HistoryModelTest, RenamesInPlace)
{
    RunId renamed;
    QString name;
    QObject::connect(&m_model, &HistoryModel::renamed, &m_model, [&](RunId run, const QString &text) {
        renamed = run;
        name = text;
    });
    EXPECT_TRUE(m_model.setData(m_model.index(0), QStringLiteral("  better name "), Qt::EditRole));
    EXPECT_EQ(renamed.value, 3);
    EXPECT_EQ(name, QStringLiteral("better name"));
    EXPECT_FALSE(m_model.setData(m_model.index(0), QStringLiteral("   "), Qt::EditRole));
    EXPECT_FALSE(m_model.setData(m_model.index(0), QStringLiteral("better name"), Qt::EditRole));
}

TEST_F(HistoryModelTest, SaysWhatIsUnfinished)
{
    auto runs = threeRuns();
    runs[2].cellsDone = 1;
    runs[2].state = storage::StoredState::Stopped;
    runs[2].simulated = true;
    m_model.setRuns(runs);
    const QString detail = m_model.index(0).data(HistoryModel::DetailRole).toString();
    EXPECT_TRUE(detail.contains(QStringLiteral("1 of 4"))) << detail.toStdString();
    EXPECT_TRUE(detail.startsWith(QStringLiteral("#3 · simulated · stopped")))
        << detail.toStdString() << ": the number that charts name, and what a narrow list must not cut";
}

TEST_F(HistoryModelTest, FindsARun)
{
    EXPECT_EQ(m_model.indexOf(RunId{1}).row(), 2);
    EXPECT_FALSE(m_model.indexOf(RunId{99}).isValid());
    EXPECT_EQ(m_model.run(RunId{99}), nullptr);
}

} // namespace
} // namespace tokamark::ui
