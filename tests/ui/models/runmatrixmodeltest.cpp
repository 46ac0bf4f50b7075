#include "models/runmatrixmodel.h"

#include "ui/madeuprun.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>

#include <algorithm>

namespace tokamark::ui {

namespace {

session::CellState stateAt(const RunMatrixModel &model, int row, int column)
{
    return static_cast<session::CellState>(model.index(row, column).data(RunMatrixModel::StateRole).toInt());
}

} // namespace

TEST(RunMatrixModel, IsAValidModelThroughoutARun)
{
    RunMatrixModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    EXPECT_EQ(model.rowCount(), 0);
    for (std::size_t done = 0; done <= 15; ++done)
        model.setSnapshot(madeUpRun(done));
    model.setSnapshot(nullptr);
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(RunMatrixModel, ShowsDoneRunningAndWaitingCellsInTheirPlaces)
{
    RunMatrixModel model;
    model.setSnapshot(madeUpRun(4));
    ASSERT_EQ(model.rowCount(), 5);
    ASSERT_EQ(model.columnCount(), 3);
    EXPECT_EQ(stateAt(model, 0, 2), session::CellState::Done);
    EXPECT_EQ(stateAt(model, 1, 0), session::CellState::Done);
    EXPECT_EQ(stateAt(model, 1, 1), session::CellState::Running);
    EXPECT_EQ(stateAt(model, 1, 2), session::CellState::Waiting);
    EXPECT_EQ(model.currentPlace(), model.index(1, 1));
    EXPECT_EQ(model.headerData(1, Qt::Vertical, Qt::DisplayRole).toString(), QStringLiteral("MLC-LLM"));
    EXPECT_NEAR(model.index(1, 1).data(RunMatrixModel::ProgressRole).toDouble(), 5.0 / 9.0, 1e-9);
}

TEST(RunMatrixModel, AnnouncesOnlyTheCellsThatChanged)
{
    RunMatrixModel model;
    model.setSnapshot(madeUpRun(4));
    std::vector<std::pair<int, int>> changed;
    QObject::connect(&model, &QAbstractItemModel::dataChanged, &model,
                     [&](const QModelIndex &from) { changed.emplace_back(from.row(), from.column()); });
    model.setSnapshot(madeUpRun(5));
    EXPECT_EQ(changed, (std::vector<std::pair<int, int>>{{1, 1}, {1, 2}}));
}

TEST(RunMatrixModel, NamesTheWorstVerdict)
{
    auto snapshot = madeUpRun(2);
    snapshot->cells[1].verdicts = {
        {metrics::VerdictCode::TooFewSamples, metrics::Severity::Warning, "p90", 12, 20, "samples"},
        {metrics::VerdictCode::Errors, metrics::Severity::Bad, "requests", 2, 1, "%"},
    };
    RunMatrixModel model;
    model.setSnapshot(snapshot);
    EXPECT_EQ(model.index(0, 0).data(RunMatrixModel::VerdictRole).toString(), QString());
    EXPECT_EQ(model.index(0, 1).data(RunMatrixModel::VerdictRole).toString(), QStringLiteral("ERRORS"));
}

TEST(RunMatrixModel, CountsTheRequestsThatFailed)
{
    auto snapshot = madeUpRun(2);
    snapshot->cells[1].figures->failed = 12;
    auto live = std::make_shared<load::CellSnapshot>(*snapshot->live);
    live->failed = 7;
    snapshot->live = live;
    RunMatrixModel model;
    model.setSnapshot(snapshot);
    EXPECT_EQ(model.index(0, 0).data(RunMatrixModel::FailuresRole).toString(), QString());
    EXPECT_EQ(model.index(0, 1).data(RunMatrixModel::FailuresRole).toString(), QStringLiteral("12 failed"));
    ASSERT_EQ(stateAt(model, 0, 2), session::CellState::Running);
    EXPECT_EQ(model.index(0, 2).data(RunMatrixModel::FailuresRole).toString(), QStringLiteral("7 failed"));
    const QString read = model.index(0, 1).data(Qt::AccessibleTextRole).toString();
    EXPECT_TRUE(read.contains(QStringLiteral("12 failed · TTFT"))) << read.toStdString();
}

TEST(RunMatrixModel, SaysWhyACellFailedAsAWhole)
{
    auto snapshot = madeUpRun(2);
    snapshot->cells[1].state = session::CellState::Failed;
    snapshot->cells[1].figures.reset();
    snapshot->cells[1].error = Error{ErrorCode::ConnectRefused, "127.0.0.1:8000", {}};
    RunMatrixModel model;
    model.setSnapshot(snapshot);
    for (const int role : {int(Qt::ToolTipRole), int(Qt::AccessibleDescriptionRole)}) {
        const QString text = model.index(0, 1).data(role).toString();
        EXPECT_TRUE(text.contains(QStringLiteral("Nothing listens at 127.0.0.1:8000."))) << text.toStdString();
        EXPECT_TRUE(text.contains(QStringLiteral("Start the server"))) << text.toStdString();
    }
}

TEST(RunMatrixModel, MarksAndTellsRemarks)
{
    auto snapshot = madeUpRun(2);
    snapshot->cells[1].verdicts = {
        {metrics::VerdictCode::ServerLimit, metrics::Severity::Warning, "parallelism", 50, 4, {}},
        {metrics::VerdictCode::LengthDiffers, metrics::Severity::Note, "no-exact-length", 0, 0, {}},
        {metrics::VerdictCode::Unchecked, metrics::Severity::Note, "cache", 0, 0, {}},
    };
    RunMatrixModel model;
    model.setSnapshot(snapshot);
    const QModelIndex cell = model.index(0, 1);
    EXPECT_EQ(model.index(0, 0).data(RunMatrixModel::RemarksRole).toInt(), 0);
    EXPECT_EQ(cell.data(RunMatrixModel::RemarksRole).toInt(), 1) << "what could not be checked is none";
    for (const int role : {int(Qt::ToolTipRole), int(Qt::AccessibleDescriptionRole)}) {
        const QString text = cell.data(role).toString();
        EXPECT_TRUE(text.contains(QStringLiteral("SERVER-LIMIT: There are 50 users"))) << text.toStdString();
        EXPECT_TRUE(text.contains(QStringLiteral("LENGTH-DIFFERS: "))) << text.toStdString();
        EXPECT_FALSE(text.contains(QStringLiteral("UNCHECKED"))) << text.toStdString();
    }
    EXPECT_EQ(model.index(0, 0).data(Qt::AccessibleDescriptionRole).toString(), QString());
}

TEST(RunMatrixModel, ShowsNoHigherPercentileThanThePlanAsksFor)
{
    const auto detailWith = [](const std::vector<double> &percentiles) {
        auto snapshot = madeUpRun(2);
        auto plan = std::make_shared<plan::Plan>(*snapshot->plan);
        plan->percentiles = percentiles;
        snapshot->plan = plan;
        RunMatrixModel model;
        model.setSnapshot(snapshot);
        return model.index(0, 0).data(RunMatrixModel::DetailRole).toString();
    };
    EXPECT_TRUE(detailWith({50, 90}).contains(QStringLiteral(" · p90 "))) << detailWith({50, 90}).toStdString();
    EXPECT_FALSE(detailWith({50, 90}).contains(QStringLiteral("p95")));
    EXPECT_TRUE(detailWith({50, 90, 95, 99}).contains(QStringLiteral(" · p95 ")));
    EXPECT_TRUE(detailWith({50, 75, 99}).startsWith(QStringLiteral("TTFT "))) << "p75 is not among the figures";
    EXPECT_FALSE(detailWith({50, 75, 99}).contains(QStringLiteral(" · p")));
}

TEST(RunMatrixModel, ShowsTheLatestRepetitionThatStarted)
{
    auto snapshot = madeUpRun(15);
    auto plan = std::make_shared<plan::Plan>(*snapshot->plan);
    plan->repetitions = 2;
    snapshot->plan = plan;
    const std::vector<session::CellView> first = snapshot->cells;
    for (session::CellView cell : first) {
        cell.key.repetition = 1;
        cell.state = session::CellState::Waiting;
        cell.figures.reset();
        snapshot->cells.push_back(cell);
    }
    RunMatrixModel model;
    model.setSnapshot(snapshot);
    EXPECT_EQ(model.cellAt(model.index(0, 0)), std::optional<std::size_t>(0));
    auto later = std::make_shared<session::RunSnapshot>(*snapshot);
    later->cells[15].state = session::CellState::Running;
    later->current = 15;
    model.setSnapshot(later);
    EXPECT_EQ(model.cellAt(model.index(0, 0)), std::optional<std::size_t>(15));
}

TEST(RunMatrixModel, HasNoHeadsBesideItsRowsAndColumns)
{
    RunMatrixModel model;
    EXPECT_FALSE(model.headerData(0, Qt::Vertical, Qt::DisplayRole).isValid());
    model.setSnapshot(madeUpRun(2));
    EXPECT_TRUE(model.headerData(4, Qt::Vertical, Qt::DisplayRole).isValid());
    EXPECT_FALSE(model.headerData(5, Qt::Vertical, Qt::DisplayRole).isValid());
    EXPECT_FALSE(model.headerData(3, Qt::Horizontal, Qt::DisplayRole).isValid());
}

TEST(RunMatrixModel, AFurtherLoadOfASearchLeavesTheOthersWhereTheyAre)
{
    auto snapshot = madeUpRun(2);
    auto plan = std::make_shared<plan::Plan>(*snapshot->plan);
    plan->search.emplace();
    plan->load.levels = {10, 100};
    snapshot->plan = plan;
    snapshot->cells.resize(2);
    snapshot->current.reset();
    snapshot->cells[1].key.level = 1;
    RunMatrixModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setSnapshot(snapshot);
    ASSERT_EQ(model.columnCount(), 2);
    const QPersistentModelIndex chosen = model.index(0, 1);
    int resets = 0;
    QObject::connect(&model, &QAbstractItemModel::modelReset, &model, [&resets] { ++resets; });

    auto next = std::make_shared<session::RunSnapshot>(*snapshot);
    auto grown = std::make_shared<plan::Plan>(*plan);
    grown->load.levels = {10, 100, 50, 200};
    next->plan = grown;
    next->cells.push_back(next->cells.front());
    next->cells.back().key.level = 2;
    next->cells.back().state = session::CellState::Running;
    next->current = 2;
    model.setSnapshot(next);
    EXPECT_EQ(resets, 0);
    ASSERT_EQ(model.columnCount(), 4);
    EXPECT_TRUE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString().startsWith(QStringLiteral("50 ")));
    EXPECT_EQ(model.currentPlace(), model.index(0, 1));
    EXPECT_EQ(chosen, model.index(0, 2)) << "what was chosen is still the same cell";
    EXPECT_EQ(model.cellAt(chosen), std::optional<std::size_t>(1));
    EXPECT_FALSE(model.cellAt(model.index(0, 3)));

    auto other = std::make_shared<session::RunSnapshot>(*next);
    other->run = RunId{8};
    model.setSnapshot(other);
    EXPECT_EQ(resets, 1) << "another run is another table";
}

TEST(RunMatrixModel, ARowThatASearchHasYetToComeToSaysThatItWaits)
{
    auto snapshot = madeUpRun(2);
    auto plan = std::make_shared<plan::Plan>(*snapshot->plan);
    plan->search.emplace();
    snapshot->plan = plan;
    snapshot->cells.resize(2);
    snapshot->current = 1;
    RunMatrixModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setSnapshot(snapshot);
    ASSERT_GT(model.rowCount(), 1);
    EXPECT_EQ(stateAt(model, 1, 0), session::CellState::Waiting);
    EXPECT_EQ(model.index(1, 0).data().toString(), QStringLiteral("waiting"));
    EXPECT_FALSE(model.index(1, 1).data(RunMatrixModel::StateRole).isValid()) << "which loads is not known yet";
    EXPECT_FALSE(model.index(0, 2).data(RunMatrixModel::StateRole).isValid());
    EXPECT_FALSE(model.cellAt(model.index(1, 0))) << "there is nothing to open";

    std::vector<std::pair<int, int>> changed;
    QObject::connect(&model, &QAbstractItemModel::dataChanged, &model,
                     [&](const QModelIndex &from) { changed.emplace_back(from.row(), from.column()); });
    auto stopped = std::make_shared<session::RunSnapshot>(*snapshot);
    stopped->state = session::RunState::Stopped;
    model.setSnapshot(stopped);
    EXPECT_FALSE(model.index(1, 0).data(RunMatrixModel::StateRole).isValid()) << "it waits no more";
    EXPECT_NE(std::ranges::find(changed, std::pair(1, 0)), changed.end());
}

} // namespace tokamark::ui
