#include "widgets/celldetailscard.h"

#include "ui/madeuprun.h"
#include "ui/uifixture.h"

#include <gtest/gtest.h>

#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>

namespace tokamark::ui {
namespace {

/// All that the card says.
QString textOf(const CellDetailsCard &card)
{
    QString text;
    for (const QLabel *label : card.findChildren<QLabel *>()) {
        if (!label->isHidden())
            text += label->text() + QLatin1Char('\n');
    }
    return text;
}

TEST(CellDetailsCard, TellsRemarksAndLeavesOutWhatCouldNotBeChecked)
{
    auto snapshot = madeUpRun(2);
    snapshot->cells[1].verdicts = {
        {metrics::VerdictCode::LengthDiffers, metrics::Severity::Note, "no-exact-length", 0, 0, {}},
        {metrics::VerdictCode::Unchecked, metrics::Severity::Note, "cache", 0, 0, {}},
    };
    CellDetailsCard card;
    card.showCell(snapshot, 1);
    EXPECT_TRUE(textOf(card).contains(QStringLiteral("no way to ask for an exact length")));
    EXPECT_FALSE(textOf(card).contains(QStringLiteral("Not checked")));
}

TEST(CellDetailsCard, AsksForNoRoomWhileItIsHidden)
{
    QStackedWidget stack;
    stack.addWidget(new QLabel(QStringLiteral("live"), &stack));
    auto *card = new CellDetailsCard(&stack);
    stack.addWidget(card);
    stack.show();
    card->showCell(madeUpRun(2), 1);
    EXPECT_EQ(card->minimumSizeHint(), QSize(0, 0));
    const int narrow = stack.minimumSizeHint().width();
    stack.setCurrentIndex(1);
    EXPECT_GT(card->minimumSizeHint().width(), narrow);
    stack.setCurrentIndex(0);
    EXPECT_EQ(stack.minimumSizeHint().width(), narrow) << "what was looked at once makes nothing wider";
}

TEST(CellDetailsCard, SaysWhichSwitchToChangeWhereAFieldIsRefused)
{
    auto snapshot = madeUpRun(2);
    session::CellView &cell = snapshot->cells[1];
    cell.figures->failed = 12;
    CellDetailsCard card;
    card.showCell(snapshot, 1);
    EXPECT_FALSE(textOf(card).contains(QStringLiteral("--no-ignore-eos")));
    card.showFailures(cell.id, {{metrics::Outcome::HttpError, 400, 12, QStringLiteral("unknown field ignore_eos")}});
    EXPECT_TRUE(textOf(card).contains(QStringLiteral("--no-ignore-eos"))) << textOf(card).toStdString();
}

TEST(CellDetailsCard, NamesTheReplicasBehindACountThatCannotBe)
{
    auto snapshot = madeUpRun(2);
    session::CellView &cell = snapshot->cells[1];
    cell.verdicts = {{metrics::VerdictCode::Impossible, metrics::Severity::Bad, "server-requests", 3, 1, "%"}};
    CellDetailsCard card;
    card.showCell(snapshot, 1);
    card.showReplicas(CellId{cell.id.value + 1}, {{"http://x", 1, {}, {}, {}}, {"http://y", 2, {}, {}, {}}});
    EXPECT_FALSE(textOf(card).contains(QStringLiteral("http://x"))) << "of another cell";
    card.showReplicas(cell.id, {{"http://one", 120, {}, {}, {}}, {"http://two", 340, {}, {}, {}}});
    EXPECT_TRUE(textOf(card).contains(QStringLiteral("http://two 340, http://one 120"))) << textOf(card).toStdString();
}

TEST(CellDetailsCard, SaysItBelowTheFiguresWhereThereIsNoRoomBesideThem)
{
    const UiFixture fixture; // its style sheet makes the labels as wide as they are seen
    const auto run = madeUpRun(4);
    run->cells.front().verdicts
        = {{metrics::VerdictCode::TooFewSamples, metrics::Severity::Warning, "p95", 12, 20, "samples"}};
    CellDetailsCard card;
    card.showCell(run, 0);
    const auto *text = card.findChild<QScrollArea *>();
    const QWidget *figures = nullptr;
    for (const QLabel *label : card.findChildren<QLabel *>()) {
        if (label->text() == QStringLiteral("mean"))
            figures = label->parentWidget();
    }
    ASSERT_NE(figures, nullptr);
    card.resize(1200, 300);
    card.show();
    EXPECT_TRUE(waitFor([&] { return text->x() > figures->geometry().right(); }));
    card.resize(figures->sizeHint().width() + 120, 300);
    EXPECT_TRUE(waitFor([&] { return text->y() > figures->geometry().bottom(); }));
    EXPECT_GE(text->width(), figures->sizeHint().width());
    EXPECT_GE(text->height(), text->fontMetrics().height() * 2);
}

TEST(CellDetailsCard, TakesNoMoreRoomWhileItIsHidden)
{
    const UiFixture fixture;
    CellDetailsCard card;
    card.showCell(madeUpRun(4), 0);
    const int hidden = card.minimumSizeHint().height();
    card.resize(1200, 300);
    card.show();
    EXPECT_LE(hidden, card.minimumSizeHint().height()) << "the charts that stand in its place would be pushed down";
}

} // namespace
} // namespace tokamark::ui
