#include "models/differencetext.h"

#include "models/reportcontent.h"
#include "ui/models/storedsamples.h"
#include "words/levelwords.h"

#include <gtest/gtest.h>

#include <array>

namespace tokamark::ui {
namespace {

const plan::Level TenUsers{plan::LoadKind::Closed, 10};
const plan::Level HundredUsers{plan::LoadKind::Closed, 100};

/// Three repetitions: beta is half as fast as alpha in each, and its first token comes as early.
storage::StoredRun repeatedRun(std::int64_t id = 1)
{
    storage::StoredRun run = samples::twoBackends(id);
    run.plan.repetitions = 3;
    for (std::uint32_t repetition = 0; repetition < 3; ++repetition) {
        const double swing = 1 + 0.01 * repetition;
        const double other = 1 + 0.02 * (repetition % 2);
        run.cells.push_back(samples::cell({0, 0, 1, repetition}, {100 * swing, 4000 * swing, 40, {}}));
        run.cells.push_back(samples::cell({1, 0, 1, repetition}, {100 * other, 2000 * swing, 20, {}}));
    }
    return run;
}

TEST(DifferenceText, SaysWhatRepetitionsCarryAndNoMore)
{
    const auto set = samples::setOf(repeatedRun());
    const QStringList sentences
        = differenceSentences(*set, DifferenceFamily::beside(*set, 0), {0, 1, HundredUsers}, Statistic::P95);
    ASSERT_EQ(sentences.size(), 3);
    EXPECT_TRUE(sentences[0].startsWith(
        QStringLiteral("beta beside alpha, %1, Output rate: slower by").arg(words::levelText(HundredUsers))))
        << sentences[0].toStdString();
    EXPECT_TRUE(sentences[1].contains(QStringLiteral("TTFT p50: no difference that 3 repetition")))
        << sentences[1].toStdString();
    EXPECT_TRUE(sentences[2].contains(QStringLiteral("TTFT p95"))) << sentences[2].toStdString();
}

TEST(DifferenceText, ADifferenceMustHoldAmongAllThatIsComparedWithIt)
{
    // Alone the rate is apart by a little (4 % likely by chance); beside all other figures it has 3 %.
    storage::StoredRun run = samples::twoBackends(1);
    run.plan.repetitions = 3;
    constexpr std::array noise{1.0, 1.012, 0.985};
    for (std::uint32_t repetition = 0; repetition < 3; ++repetition) {
        run.cells.push_back(samples::cell({0, 0, 1, repetition}, {100, 4000, 40, {}}));
        run.cells.push_back(samples::cell({1, 0, 1, repetition}, {100, 3855 * noise[repetition], 20, {}}));
    }
    const auto set = samples::setOf(run);
    const auto difference
        = DifferenceFamily::beside(*set, 0).at({0, 1, HundredUsers}, metrics::Metric::OutputThroughput);
    ASSERT_TRUE(difference);
    ASSERT_TRUE(difference->apartAlone) << *difference->chance;
    EXPECT_FALSE(difference->significant);
    const QString sentence = rateSentence(*set, DifferenceFamily::beside(*set, 0), {0, 1, HundredUsers});
    EXPECT_TRUE(sentence.contains(QStringLiteral("no difference that holds among the"))) << sentence.toStdString();
    EXPECT_TRUE(sentence.contains(QStringLiteral("taken alone"))) << sentence.toStdString();
    EXPECT_FALSE(sentence.contains(QStringLiteral("slower"))) << sentence.toStdString();
}

TEST(DifferenceText, TheMedianIsNotSaidTwice)
{
    const auto set = samples::setOf(repeatedRun());
    EXPECT_EQ(differenceSentences(*set, DifferenceFamily::beside(*set, 0), {0, 1, HundredUsers}, Statistic::P50).size(),
              2);
}

TEST(DifferenceText, SaysNothingOfAPointThatWasNotMeasured)
{
    const auto set = samples::setOf(repeatedRun());
    EXPECT_TRUE(
        differenceSentences(*set, DifferenceFamily::beside(*set, 0), {0, 1, TenUsers}, Statistic::P95).isEmpty());
    EXPECT_TRUE(rateSentence(*set, DifferenceFamily::beside(*set, 0), {0, 1, TenUsers}).isEmpty());
}

TEST(DifferenceText, SaysNothingOfAPercentileOfTooFewRequests)
{
    storage::StoredRun run = repeatedRun();
    run.cells.front().figures->ttft.samples = 50;
    const auto set = samples::setOf(run);
    EXPECT_EQ(differenceSentences(*set, DifferenceFamily::beside(*set, 0), {0, 1, HundredUsers}, Statistic::P99).size(),
              2);
    EXPECT_EQ(differenceSentences(*set, DifferenceFamily::beside(*set, 0), {0, 1, HundredUsers}, Statistic::P90).size(),
              3);
}

TEST(DifferenceText, TheReportComparesWhereBothSaySomething)
{
    storage::StoredRun run = repeatedRun();
    const QStringList lines = reportContent(*samples::setOf(run)).differences;
    ASSERT_EQ(lines.size(), 1);
    EXPECT_TRUE(lines.front().startsWith(
        QStringLiteral("beta beside alpha, %1. Output rate: slower by").arg(words::levelText(HundredUsers))))
        << lines.front().toStdString();
    EXPECT_TRUE(lines.front().contains(QStringLiteral("TTFT p95"))) << lines.front().toStdString();
    run.cells.front().verdicts = {{metrics::VerdictCode::Errors, metrics::Severity::Bad, "requests", 3, 1, "%"}};
    EXPECT_TRUE(reportContent(*samples::setOf(run)).differences.isEmpty());
}

TEST(DifferenceText, ABackendStandsBesideItselfInAnEarlierRun)
{
    std::vector<storage::StoredRun> runs{repeatedRun(1), repeatedRun(2)};
    const ResultSet set(std::move(runs));
    const QStringList lines = reportDifferences(set, reportFamily(set));
    ASSERT_EQ(lines.size(), 3);
    EXPECT_TRUE(lines[0].startsWith(QStringLiteral("beta · Run 1 beside alpha · Run 1"))) << lines[0].toStdString();
    EXPECT_TRUE(lines[1].startsWith(QStringLiteral("alpha · Run 2 beside alpha · Run 1"))) << lines[1].toStdString();
    EXPECT_TRUE(lines[2].startsWith(QStringLiteral("beta · Run 2 beside beta · Run 1"))) << lines[2].toStdString();
}

TEST(DifferenceText, WithoutRepetitionsTheReportSaysSoOnce)
{
    const QStringList lines = reportContent(*samples::setOf(samples::measuredRun())).differences;
    ASSERT_EQ(lines.size(), 2);
    for (const QString &line : lines) {
        EXPECT_FALSE(line.contains(QStringLiteral("TTFT"))) << line.toStdString();
        EXPECT_FALSE(line.contains(QStringLiteral("slower"))) << line.toStdString();
    }
}

} // namespace
} // namespace tokamark::ui
