#include "models/comparisonmodel.h"

#include "models/verdicttext.h"
#include "ui/models/storedsamples.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>

namespace tokamark::ui {
namespace {

QString cellText(const ComparisonModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

TEST(ComparisonModel, ListsTheHighestRateFirst)
{
    ComparisonModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setResults(samples::setOf(samples::measuredRun()), {plan::LoadKind::Closed, 100}, Statistic::P95);
    ASSERT_EQ(model.rowCount(), 2);
    EXPECT_EQ(cellText(model, 0, ComparisonModel::BackendColumn), QStringLiteral("alpha"));
    EXPECT_EQ(cellText(model, 1, ComparisonModel::BackendColumn), QStringLiteral("beta"));
    EXPECT_EQ(model.rowOf(1), 1);
}

TEST(ComparisonModel, ComparesWithTheBaselineChosen)
{
    ComparisonModel model;
    model.setResults(samples::setOf(samples::measuredRun()), {plan::LoadKind::Closed, 100}, Statistic::P95);
    model.setBaseline(1);
    const QString change = cellText(model, 0, ComparisonModel::DifferenceColumn);
    EXPECT_TRUE(change.startsWith(QStringLiteral("+100 %"))) << change.toStdString();
    EXPECT_EQ(cellText(model, 1, ComparisonModel::DifferenceColumn), QStringLiteral("baseline"));
    model.setBaseline(0);
    const QString fall = cellText(model, 1, ComparisonModel::DifferenceColumn);
    EXPECT_TRUE(fall.startsWith(QStringLiteral("\u221250 %"))) << fall.toStdString();
}

TEST(ComparisonModel, HasNoRowsWhereNothingWasMeasured)
{
    ComparisonModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setResults(samples::setOf(samples::measuredRun()), {plan::LoadKind::Closed, 55}, Statistic::P95);
    EXPECT_EQ(model.rowCount(), 0);
    model.setResults(nullptr, {plan::LoadKind::Closed, 100}, Statistic::P95);
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(ComparisonModel, GivesAReasonForEachBadPoint)
{
    storage::StoredRun run = samples::measuredRun();
    run.cells[1].verdicts = {{metrics::VerdictCode::Errors, metrics::Severity::Bad, "requests", 3, 1, "%"}};
    ComparisonModel model;
    model.setResults(samples::setOf(run), {plan::LoadKind::Closed, 100}, Statistic::P95);
    ASSERT_EQ(model.reasons().size(), 1);
    EXPECT_TRUE(model.reasons().front().contains(QStringLiteral("alpha")));
    EXPECT_EQ(cellText(model, 0, ComparisonModel::VerdictColumn), QStringLiteral("ERRORS"));
}

TEST(ComparisonModel, NamesTheRepetitionThatAFindingWasMadeIn)
{
    storage::StoredRun run = samples::twoBackends(1);
    run.plan.repetitions = 2;
    for (std::uint32_t repetition = 0; repetition < 2; ++repetition) {
        run.cells.push_back(samples::cell({0, 0, 1, repetition}, {100, 4000, 40, {}}));
        run.cells.back().verdicts = {
            {metrics::VerdictCode::Errors, metrics::Severity::Bad, "error-rate", repetition == 0 ? 1.2 : 3.6, 1, "%"}};
    }
    ComparisonModel model;
    model.setResults(samples::setOf(run), {plan::LoadKind::Closed, 100}, Statistic::P95);
    const QStringList reasons = model.reasons();
    ASSERT_EQ(reasons.size(), 1);
    EXPECT_TRUE(reasons.front().contains(QStringLiteral("repetition 2"))) << reasons.front().toStdString();
    EXPECT_TRUE(reasons.front().contains(QStringLiteral("3.6"))) << reasons.front().toStdString();
}

TEST(ComparisonModel, SaysWhyRequestsFailed)
{
    storage::StoredRun run = samples::measuredRun();
    samples::letFail(run.cells[1], 40);
    const report::CellFailures known{
        {run.cells[1].id, {{metrics::Outcome::HttpError, 500, 40, QStringLiteral("out of memory")}}}};
    ComparisonModel model;
    model.setResults(samples::setOf(run, known), {plan::LoadKind::Closed, 100}, Statistic::P95);
    EXPECT_EQ(model.failedHeading(0), QStringLiteral("alpha: 40 of 200 requests failed"));
    EXPECT_EQ(model.failedHeading(1), QString());
    const QString tip = model.index(0, ComparisonModel::ErrorsColumn).data(Qt::ToolTipRole).toString();
    EXPECT_TRUE(tip.contains(QString::fromUtf8("40 × HTTP 500: out of memory"))) << tip.toStdString();
    EXPECT_TRUE(model.index(1, ComparisonModel::ErrorsColumn).data(Qt::ToolTipRole).toString().isEmpty());
}

TEST(ComparisonModel, SaysTheTimeLimitThatAPercentileLiesOver)
{
    storage::StoredRun run = samples::measuredRun();
    samples::letFail(run.cells[1], 200);
    run.plan.limits.requestTimeout = std::chrono::seconds(60);
    ComparisonModel model;
    model.setResults(samples::setOf(run), {plan::LoadKind::Closed, 100}, Statistic::P95);
    EXPECT_EQ(cellText(model, model.rowOf(0), ComparisonModel::TtftColumn), QString::fromUtf8("> 60\u00a0s"));
}

TEST(VerdictText, NamesAllFindingsOfACell)
{
    const metrics::Verdict errors{metrics::VerdictCode::Errors, metrics::Severity::Bad, "error-rate", 3, 1, "%"};
    const metrics::Verdict few{
        metrics::VerdictCode::TooFewSamples, metrics::Severity::Warning, "p95", 8, 20, "samples"};
    const metrics::Verdict note{metrics::VerdictCode::Unchecked, metrics::Severity::Note, "cache", 0, 0, {}};
    EXPECT_EQ(verdictLabels({errors, few, note}), QStringLiteral("ERRORS TOO-FEW-SAMPLES"));
    EXPECT_EQ(verdictLabels({note}), verdictLabel({note}));
}

TEST(ComparisonModel, CopiesNumbersForASpreadsheet)
{
    ComparisonModel model;
    model.setResults(samples::setOf(samples::measuredRun()), {plan::LoadKind::Closed, 100}, Statistic::P95);
    const QStringList lines = model.asText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), 3);
    EXPECT_EQ(lines[1].split(QLatin1Char('\t'))[ComparisonModel::RateColumn].toDouble(), 4000);
    EXPECT_EQ(lines[1].split(QLatin1Char('\t')).size(), ComparisonModel::ColumnCount);
}

TEST(ComparisonModel, SaysOfEachRowWhatMayBeSaid)
{
    ComparisonModel model;
    model.setResults(samples::setOf(samples::measuredRun()), {plan::LoadKind::Closed, 100}, Statistic::P95);
    EXPECT_TRUE(model.statements(0).isEmpty()) << "without a baseline there is nothing to say";
    model.setBaseline(0);
    ASSERT_FALSE(model.statements(1).isEmpty());
    EXPECT_TRUE(model.statements(1).front().startsWith(QStringLiteral("beta beside alpha")));
    ASSERT_EQ(model.statements(0).size(), 1) << "the baseline tells how the other stands beside it";
    EXPECT_EQ(model.statements(0).front(), model.statements(1).front());
    EXPECT_EQ(model.allStatements(), model.statements(1));
    const QStringList copied = model.asText().split(QLatin1Char('\n')).at(2).split(QLatin1Char('\t'));
    EXPECT_EQ(copied.at(ComparisonModel::StatementColumn), model.statements(1).front());
}

} // namespace
} // namespace tokamark::ui
