#include "dialogs/othertooldialog.h"

#include "models/othertoolmodel.h"
#include "models/resultloader.h"
#include "plan/presets.h"
#include "ui/uifixture.h"
#include "virtualrun.h"
#include "widgets/noticecard.h"
#include "words/othertoolwords.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

namespace tokamark::ui {
namespace {

using namespace std::chrono_literals;

const plan::Level EightUsers{plan::LoadKind::Closed, 8};

/// A dialog on a stored run of one backend with two repetitions.
class OtherToolDialogTest : public testing::Test {
protected:
    void SetUp() override
    {
        plan::PresetOptions options;
        options.simulated = true;
        options.duration = 4s;
        options.ramp = 1s;
        plan::Plan plan = plan::makePreset("quick-look", options).value();
        plan.targets.resize(1);
        plan.load.levels = {8};
        plan.repetitions = 2;
        const auto run = storeVirtualRun(plan, m_fixture.database.path());
        ASSERT_TRUE(run);
        m_results = loadResults(m_fixture.database.path(), {*run}).value();
    }

    [[nodiscard]] OtherToolDialog::Subject subject() const
    {
        return {m_fixture.database.path(), m_results, 0, EightUsers};
    }

    [[nodiscard]] static const QAbstractItemModel &modelOf(const OtherToolDialog &dialog)
    {
        return *dialog.findChild<QTableView *>()->model();
    }

    [[nodiscard]] static QString cellText(const OtherToolDialog &dialog, int row, int column)
    {
        return modelOf(dialog).index(row, column).data().toString();
    }

    UiFixture m_fixture;
    std::shared_ptr<const ResultSet> m_results;
};

TEST_F(OtherToolDialogTest, LaysTheirFiguresBesideOurs)
{
    OtherToolDialog dialog(subject());
    const auto &model = modelOf(dialog);
    ASSERT_TRUE(waitFor([&] { return model.rowCount() > 0; }));
    const auto &figures = *m_results->series()[0].points[0].cells[0]->figures;
    EXPECT_EQ(cellText(dialog, 0, OtherToolModel::FigureColumn), QStringLiteral("TTFT mean"));
    EXPECT_NEAR(cellText(dialog, 0, OtherToolModel::OursColumn).toDouble(), figures.ttft.mean, 0.01);
    EXPECT_GT(cellText(dialog, 0, OtherToolModel::TheirsColumn).toDouble(), 0);
    EXPECT_FALSE(cellText(dialog, 0, OtherToolModel::WhyColumn).isEmpty());
    EXPECT_TRUE(cellText(dialog, 1, OtherToolModel::WhyColumn).isEmpty()) << "the reason is not said five times";
}

TEST_F(OtherToolDialogTest, TheToolCanBeChosen)
{
    OtherToolDialog dialog(subject());
    const auto &model = modelOf(dialog);
    ASSERT_TRUE(waitFor([&] { return model.rowCount() > 0; }));
    const int rows = model.rowCount();
    dialog.chooseTool(metrics::OtherTool::AiPerf);
    EXPECT_EQ(model.headerData(OtherToolModel::TheirsColumn, Qt::Horizontal).toString(),
              words::label(metrics::OtherTool::AiPerf));
    EXPECT_LT(model.rowCount(), rows) << "AIPerf has no TPOT, only the word why";
}

TEST_F(OtherToolDialogTest, ShowsNothingBeforeItIsRead)
{
    OtherToolDialog dialog(subject());
    const auto &model = modelOf(dialog);
    dialog.chooseTool(metrics::OtherTool::AiPerf);
    EXPECT_EQ(model.rowCount(), 0) << "the figures are still being read";
    ASSERT_TRUE(waitFor([&] { return model.rowCount() > 0; }));
    const auto combos = dialog.findChildren<QComboBox *>();
    (*std::ranges::find(combos, QStringLiteral("Repetition"), &QComboBox::accessibleName))->setCurrentIndex(1);
    EXPECT_EQ(model.rowCount(), 0) << "they were of the other repetition";
    EXPECT_TRUE(waitFor([&] { return model.rowCount() > 0; }));
}

TEST_F(OtherToolDialogTest, ARepetitionOfItsOwnHasFiguresOfItsOwn)
{
    OtherToolDialog dialog(subject());
    const auto &model = modelOf(dialog);
    ASSERT_TRUE(waitFor([&] { return model.rowCount() > 0; }));
    const QString first = cellText(dialog, 0, OtherToolModel::OursColumn);
    int shown = 0;
    QObject::connect(&dialog, &OtherToolDialog::shown, &dialog, [&shown] { ++shown; });
    const auto combos = dialog.findChildren<QComboBox *>();
    const auto repetition = std::ranges::find(combos, QStringLiteral("Repetition"), &QComboBox::accessibleName);
    ASSERT_NE(repetition, combos.end());
    (*repetition)->setCurrentIndex(1);
    ASSERT_TRUE(waitFor([&] { return shown > 0; }));
    EXPECT_NE(cellText(dialog, 0, OtherToolModel::OursColumn), first);
}

TEST_F(OtherToolDialogTest, IsCopiedAsText)
{
    OtherToolDialog dialog(subject());
    ASSERT_TRUE(waitFor([&] { return modelOf(dialog).rowCount() > 0; }));
    for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->text() == QStringLiteral("Copy as text"))
            button->click();
    }
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    ASSERT_GT(lines.size(), modelOf(dialog).rowCount());
    EXPECT_TRUE(lines[0].contains(QStringLiteral("repetition 1"))) << lines[0].toStdString();
    EXPECT_TRUE(lines[1].contains(QStringLiteral("vLLM bench serve"))) << lines[1].toStdString();
}

TEST_F(OtherToolDialogTest, SaysWhyThereIsNothing)
{
    OtherToolDialog::Subject gone = subject();
    gone.databasePath = m_fixture.folder.filePath(QStringLiteral("no/such/folder.sqlite"));
    OtherToolDialog dialog(gone);
    dialog.show();
    auto *notice = dialog.findChild<NoticeCard *>();
    EXPECT_TRUE(waitFor([&] { return notice->isVisible(); }));
    EXPECT_EQ(modelOf(dialog).rowCount(), 0);
}

TEST(OtherToolModel, KeepsTheRulesOfAModel)
{
    OtherToolModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setRows(metrics::OtherTool::GuideLlm,
                  {{metrics::Metric::TtftMean, 100, 110, true}, {std::nullopt, 50, std::nullopt, true}});
    EXPECT_EQ(model.rowCount(), 2);
    EXPECT_EQ(model.index(0, OtherToolModel::ChangeColumn).data().toString(), QStringLiteral("+10.0"));
    EXPECT_EQ(model.index(1, OtherToolModel::ChangeColumn).data().toString(), QStringLiteral("–"));
    EXPECT_EQ(model.index(1, OtherToolModel::FigureColumn).data().toString(), QStringLiteral("Peak output rate"));
}

} // namespace
} // namespace tokamark::ui
