#include "dialogs/selfcheckdialog.h"

#include "format/numberformat.h"
#include "models/selfcheckmodel.h"
#include "models/tableroles.h"
#include "report/runchecks.h"
#include "ui/models/storedsamples.h"
#include "ui/uifixture.h"
#include "widgets/noticecard.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QPushButton>
#include <QTableView>

namespace tokamark::ui {
namespace {

const plan::Level TenUsers{plan::LoadKind::Closed, 10};

metrics::SelfCheck check(metrics::CheckOf what, metrics::CheckOutcome outcome)
{
    metrics::SelfCheck one;
    one.what = what;
    one.ours = 20'000;
    one.theirs = 19'500.25;
    one.unit = "tokens";
    one.off = 2.5;
    one.tolerance = 0.2;
    one.outcome = outcome;
    if (outcome == metrics::CheckOutcome::CannotTell) {
        one.theirs.reset();
        one.doubt = metrics::CheckDoubt::NotTold;
    }
    return one;
}

QString textAt(const SelfCheckModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

TEST(SelfCheckModel, ShowsBothNumbersAndWhatComesOfThem)
{
    using metrics::CheckOf;
    using metrics::CheckOutcome;
    SelfCheckModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setChecks({check(CheckOf::OutputTokens, CheckOutcome::Differs), check(CheckOf::Ttft, CheckOutcome::Agrees),
                     check(CheckOf::Requests, CheckOutcome::CannotTell)});
    ASSERT_EQ(model.rowCount(), 3);
    EXPECT_EQ(textAt(model, 0, SelfCheckModel::OutcomeColumn), QStringLiteral("differs"));
    EXPECT_EQ(textAt(model, 0, SelfCheckModel::OursColumn), format::fixed(20'000, 0));
    EXPECT_EQ(textAt(model, 0, SelfCheckModel::TheirsColumn), format::fixed(19'500.25, 2));
    EXPECT_EQ(textAt(model, 0, SelfCheckModel::OffColumn), QStringLiteral("2.5 %"));
    EXPECT_EQ(textAt(model, 0, SelfCheckModel::LimitColumn), QStringLiteral("0.2 %"));
    EXPECT_EQ(textAt(model, 2, SelfCheckModel::TheirsColumn), QStringLiteral("–"));
    EXPECT_EQ(textAt(model, 2, SelfCheckModel::OffColumn), QStringLiteral("–"));
    EXPECT_FALSE(textAt(model, 2, SelfCheckModel::WhyColumn).isEmpty());
    const auto tone
        = [&model](int row) { return static_cast<Tone>(model.index(row, 0).data(tablerole::Badge).toInt()); };
    EXPECT_EQ(tone(0), Tone::Bad);
    EXPECT_EQ(tone(1), Tone::Good);
    EXPECT_EQ(tone(2), Tone::Neutral);
    EXPECT_EQ(model.summary().count(QLatin1Char('1')), 3);
    EXPECT_TRUE(model.asText().contains(QStringLiteral("differs")));
    EXPECT_TRUE(model.asText().contains(QStringLiteral(" 20000 "))) << "other programs read what is copied";
}

TEST(SelfCheckDialog, IsNoLargerThanTheWindowBelow)
{
    const auto set = samples::setOf(samples::measuredRun());
    const ThemeProvider theme;
    QWidget window;
    window.resize(960, 600);
    const SelfCheckDialog over({set, 0, TenUsers}, theme, &window);
    EXPECT_LE(over.width(), 960);
    window.resize(1440, 900);
    const SelfCheckDialog roomy({set, 0, TenUsers}, theme, &window);
    EXPECT_GT(roomy.width(), 960);
}

TEST(SelfCheckDialog, ShowsTheRepetitionThatIsChosen)
{
    storage::StoredRun run = samples::measuredRun();
    run.cells.push_back(samples::cell({0, 0, 0, 1}, {80, 900, 90, {}}));
    for (storage::StoredCell &cell : run.cells) {
        metrics::PhysicsFigures &physics = cell.figures->physics.emplace();
        physics.told = true;
        physics.gpu = "H100";
        physics.model = "Llama 3 8B";
        physics.mostTokensPerSecond = cell.key.repetition == 0 ? 5000 : 500;
    }
    const auto set = samples::setOf(run);
    UiFixture fixture;
    SelfCheckDialog dialog({set, 0, TenUsers}, fixture.theme);
    const auto &model = *qobject_cast<const SelfCheckModel *>(dialog.findChild<QTableView *>()->model());
    const auto shown = [&model] {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row)
            all.append(textAt(model, row, SelfCheckModel::TheirsColumn));
        return all;
    };
    const QStringList first = shown();
    const auto expected = report::selfChecksOf(set->runs().front(), set->runs().front().cells.front());
    EXPECT_EQ(static_cast<std::size_t>(first.size()), expected.size());
    EXPECT_EQ(first.back(), format::fixed(5000, 0)) << "the roofline is the last of them";
    dialog.findChild<QComboBox *>()->setCurrentIndex(1);
    EXPECT_EQ(shown().back(), format::fixed(500, 0));
    for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->text() == QStringLiteral("Copy as text"))
            button->click();
    }
    EXPECT_TRUE(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("alpha at 10 user")));
}

} // namespace
} // namespace tokamark::ui
