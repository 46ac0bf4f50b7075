#include "models/comparisonmodel.h"
#include "pages/comparisoncard.h"
#include "pages/resultspage.h"
#include "plot/curvechart.h"
#include "plot/requestbarschart.h"
#include "storage/runrepository.h"
#include "ui/models/storedsamples.h"
#include "ui/pages/resultspagefixture.h"
#include "words/errorwords.h"
#include "virtualrun.h"

#include <gtest/gtest.h>

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QWheelEvent>

namespace tokamark::ui {
namespace {

TEST_F(ResultsPageTest, ShowsARunWithItsCurvesAndRequests)
{
    const RunId run = store();
    ResultsPage page(m_fixture.context());
    page.showRun(run);
    ASSERT_TRUE(waitFor([&] { return page.results() && !page.results()->series().empty(); }));
    EXPECT_EQ(page.results()->series().size(), 2U);
    for (const CurveChart *chart : page.findChildren<CurveChart *>())
        EXPECT_FALSE(chart->isEmpty());
    const auto *bars = page.findChild<RequestBarsChart *>();
    EXPECT_TRUE(waitFor([&] { return !bars->isEmpty(); }));
}

TEST_F(ResultsPageTest, LaysTwoRunsOnTheSameAxes)
{
    (void)store();
    (void)store();
    ResultsPage page(m_fixture.context());
    ASSERT_TRUE(waitFor([&] { return page.results() != nullptr; }));
    page.findChild<QAbstractItemView *>()->selectAll();
    EXPECT_TRUE(waitFor([&] { return page.results()->runs().size() == 2; }));
    EXPECT_EQ(page.results()->series().size(), 4U);
}

TEST_F(ResultsPageTest, FailuresAreSeenWithoutScrolling)
{
    (void)store();
    ResultsPage page(m_fixture.context());
    page.resize(1268, 840); // what the window leaves of 1440 x 900
    page.show();
    ASSERT_TRUE(waitFor([&] { return page.results() != nullptr; }));
    const auto *table = page.findChild<ComparisonCard *>()->findChild<QTableView *>();
    ASSERT_TRUE(waitFor([&] { return table->columnWidth(ComparisonModel::ErrorsColumn) > 0 && table->width() > 600; }));
    const int right = table->columnViewportPosition(ComparisonModel::ErrorsColumn)
        + table->columnWidth(ComparisonModel::ErrorsColumn);
    EXPECT_LE(right, table->viewport()->width() / 2) << "beside what the point is worth";
}

TEST_F(ResultsPageTest, SaysWhyRequestsFailed)
{
    const RunId run = store();
    const QString &path = m_fixture.database.path();
    // The last cell, as its server would have left it.
    change(path,
           "UPDATE request SET outcome = 3, http_status = 500, error = 'out of memory' "
           "WHERE cell = (SELECT max(id) FROM cell) AND phase = 2 AND number % 2 = 0");
    change(path,
           "UPDATE summary SET document = json_set(document, '$.failed', 9) "
           "WHERE cell = (SELECT max(id) FROM cell)");
    ResultsPage page(m_fixture.context());
    page.showRun(run);
    ASSERT_TRUE(waitFor([&] { return page.results() != nullptr; }));
    QString text;
    for (const QLabel *label : page.findChild<ComparisonCard *>()->findChildren<QLabel *>())
        text += label->text() + QLatin1Char('\n');
    EXPECT_TRUE(text.contains(QStringLiteral(": 9 of "))) << text.toStdString();
    EXPECT_TRUE(text.contains(QStringLiteral("HTTP 500: out of memory"))) << text.toStdString();
}

TEST_F(ResultsPageTest, SaysWhyPointsFailedAsAWhole)
{
    ComparisonCard card(m_fixture.context().theme);
    storage::StoredRun run = samples::measuredRun();
    const Error refused{ErrorCode::ConnectRefused, "127.0.0.1:9", "refused"};
    for (storage::StoredCell &cell : run.cells)
        samples::failWhole(cell, refused);
    card.setResults(samples::setOf(run), Statistic::P95, false);
    QStringList lines;
    for (const QLabel *label : card.findChildren<QLabel *>())
        if (!label->isHidden())
            lines.append(label->text());
    for (const char *target : {"alpha", "beta"}) {
        const QString line = QStringLiteral("%1, 10 users, 100 users: %2")
                                 .arg(QString::fromLatin1(target), words::sentenceWithAdvice(refused));
        EXPECT_TRUE(lines.contains(line)) << lines.join(QLatin1Char('\n')).toStdString();
    }
}

TEST_F(ResultsPageTest, OpensAtALoadThatWasMeasured)
{
    ComparisonCard card(m_fixture.context().theme);
    storage::StoredRun stopped = samples::measuredRun();
    stopped.plan.load.levels = {10, 100, 200};
    card.setResults(samples::setOf(stopped), Statistic::P95, false);
    EXPECT_EQ(card.level().users(), 100U) << "the run was stopped before 200 users";
    stopped.cells.pop_back();
    card.setResults(samples::setOf(stopped), Statistic::P95, true);
    EXPECT_EQ(card.level().users(), 10U) << "where both backends were measured";
    card.choosePoint(0, {plan::LoadKind::Closed, 100});
    card.setResults(samples::setOf(stopped), Statistic::P95, true);
    EXPECT_EQ(card.level().users(), 100U) << "what was chosen stays";
    card.setResults(samples::setOf(samples::measuredRun(2)), Statistic::P95, false);
    EXPECT_EQ(card.level().users(), 100U) << "also in another run that has it";
    stopped.cells.resize(1);
    card.setResults(samples::setOf(stopped), Statistic::P95, false);
    EXPECT_EQ(card.level().users(), 10U) << "but not in one that does not";
    stopped.cells.clear();
    card.setResults(samples::setOf(stopped), Statistic::P95, true);
    EXPECT_EQ(card.level().users(), 200U) << "nothing was measured";
}

TEST_F(ResultsPageTest, SaysWhatTheRunsDidNotHaveAlike)
{
    ComparisonCard card(m_fixture.context().theme);
    const auto remark = [&card] {
        QStringList found;
        for (const QLabel *label : card.findChildren<QLabel *>())
            if (!label->isHidden() && label->text().contains(QStringLiteral("did not measure the same")))
                found.append(label->text());
        return found.join(QLatin1Char('\n'));
    };
    std::vector<storage::StoredRun> runs{samples::measuredRun(1), samples::measuredRun(2)};
    runs[0].plan.load.maxInFlight = 8;
    card.setResults(std::make_shared<const ResultSet>(runs), Statistic::P95, false);
    EXPECT_TRUE(remark().contains(QStringLiteral("limit of requests in flight: 8 / none"))) << remark().toStdString();
    card.setResults(samples::setOf(runs[0]), Statistic::P95, false);
    EXPECT_TRUE(remark().isEmpty());
}

TEST_F(ResultsPageTest, KeepsANote)
{
    const RunId run = store();
    ResultsPage page(m_fixture.context());
    ASSERT_TRUE(waitFor([&] { return page.results() != nullptr; }));
    QLineEdit *note = nullptr;
    for (QLineEdit *edit : page.findChildren<QLineEdit *>())
        if (edit->accessibleName() == QStringLiteral("Note"))
            note = edit;
    ASSERT_NE(note, nullptr);
    note->setText(QStringLiteral("after the driver update"));
    Q_EMIT note->editingFinished();
    EXPECT_TRUE(waitFor([&] {
        auto repository = storage::RunRepository::open(m_fixture.database.path());
        return repository && (*repository)->load(run)->info.note == QStringLiteral("after the driver update");
    }));
}

TEST_F(ResultsPageTest, TheWheelOverAChoiceScrollsThePage)
{
    (void)store();
    ResultsPage page(m_fixture.context());
    page.show();
    ASSERT_TRUE(waitFor([&] { return page.results() != nullptr; }));
    for (QComboBox *choice : page.findChild<ComparisonCard *>()->findChildren<QComboBox *>()) {
        const int chosen = choice->currentIndex();
        const QPointF middle = choice->rect().center();
        for (const int turn : {-120, 120}) {
            QWheelEvent event(middle, choice->mapToGlobal(middle), QPoint(), QPoint(0, turn), Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QApplication::sendEvent(choice, &event);
            EXPECT_EQ(choice->currentIndex(), chosen) << choice->accessibleName().toStdString();
        }
    }
}

TEST_F(ResultsPageTest, ShowsRatesTracesAndSearches)
{
    plan::Plan rates = smallPlan();
    rates.load.kind = plan::LoadKind::Open;
    rates.load.levels = {2.5, 5};
    plan::Plan traced = smallPlan();
    const QString trace = m_fixture.folder.filePath(QStringLiteral("trace.jsonl"));
    QFile file(trace);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    for (int i = 0; i < 40; ++i)
        file.write(QStringLiteral("{\"timestamp\": %1, \"input_length\": 90, \"output_length\": 20}\n")
                       .arg(i * 100)
                       .toLatin1());
    file.close();
    traced.load.kind = plan::LoadKind::Trace;
    traced.load.levels = {1, 2};
    traced.load.trace = trace.toStdString();
    traced.load.ramp = {};
    traced.load.warmup = Duration{};
    traced.load.duration.reset();
    plan::Plan searched = smallPlan();
    searched.load.levels.clear();
    searched.search.emplace().highest = 8;
    searched.search->requirements = {{plan::Slo::Metric::Ttft, 50, 60'000}};
    struct Case {
        plan::Plan plan;
        const char *axis;
        std::size_t bands; ///< of each backend
    };
    const std::vector<Case> cases{{rates, "Requests per second, as asked for", 0},
                                  {traced, "Speed of the trace", 0},
                                  {searched, "Concurrent users", 1}};
    ResultsPage page(m_fixture.context());
    page.show();
    for (const auto &[plan, axis, bands] : cases) {
        ASSERT_TRUE(plan::check(plan).empty()) << axis;
        const auto run = storeVirtualRun(plan, m_fixture.database.path());
        ASSERT_TRUE(run) << axis;
        page.showRun(*run);
        ASSERT_TRUE(waitFor([&] { return page.results() && page.results()->runs().front().info.id == *run; }));
        for (const CurveChart *chart : page.findChildren<CurveChart *>()) {
            EXPECT_EQ(chart->data().levelTitle, QLatin1String(axis));
            EXPECT_FALSE(chart->isEmpty()) << axis;
            EXPECT_EQ(chart->data().bands.size(), bands * plan.targets.size()) << axis;
        }
        for (const ResultSeries &series : page.results()->series())
            for (const ResultPoint &point : series.points)
                EXPECT_GT(point.completed(), 0U) << axis;
    }
}

TEST_F(ResultsPageTest, VirtualRunsAreTheSameEachTime)
{
    const RunId first = store();
    const RunId second = store();
    auto repository = storage::RunRepository::open(m_fixture.database.path());
    ASSERT_TRUE(repository);
    const auto a = (*repository)->load(first).value();
    const auto b = (*repository)->load(second).value();
    ASSERT_EQ(a.cells.size(), 4U);
    for (std::size_t i = 0; i < a.cells.size(); ++i)
        EXPECT_EQ(a.cells[i].figures->ttft, b.cells[i].figures->ttft);
    EXPECT_TRUE(a.info.simulated);
}

} // namespace
} // namespace tokamark::ui
