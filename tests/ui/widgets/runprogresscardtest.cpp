#include "widgets/runprogresscard.h"

#include "ui/madeuprun.h"
#include "widgets/elidedlabel.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QHelpEvent>
#include <QLabel>
#include <QLayout>
#include <QToolTip>

#include <algorithm>

namespace tokamark::ui {
namespace {

bool says(const RunProgressCard &card, const char *text)
{
    const auto labels = card.findChildren<QLabel *>();
    return std::ranges::any_of(labels,
                               [text](const QLabel *label) { return label->text().contains(QLatin1String(text)); });
}

TEST(RunProgressCard, SaysWhereTheAnswerOfASearchRestsOnTooFewRequests)
{
    const auto run = madeUpRun(4);
    run->state = session::RunState::Finished;
    session::CellView &cell = run->cells.front();
    metrics::LimitSeries series{cell.key.target, cell.key.workload, {}};
    series.state.reason = metrics::LimitReason::HighestMeets;
    series.state.meets = run->plan->load.level(cell.key.level).value;
    run->limits = {series};
    RunProgressCard card;
    std::erase_if(cell.verdicts, [](const auto &v) { return v.code == metrics::VerdictCode::TooFewSamples; });
    card.setSnapshot(run);
    EXPECT_FALSE(says(card, "rest on too few requests"));
    cell.verdicts.push_back(
        {metrics::VerdictCode::TooFewSamples, metrics::Severity::Warning, "p95", 12, 20, "samples"});
    card.setSnapshot(run);
    EXPECT_TRUE(says(card, "rest on too few requests"));
    cell.state = session::CellState::Cancelled;
    card.setSnapshot(run);
    EXPECT_FALSE(says(card, "rest on too few requests")) << "what was not finished is no end of the answer";
}

TEST(RunProgressCard, CountsTheRequestsOfTheCellThatFailed)
{
    const auto run = madeUpRun(4);
    RunProgressCard card;
    card.setSnapshot(run);
    EXPECT_FALSE(says(card, "failed"));
    auto live = std::make_shared<load::CellSnapshot>(*run->live);
    live->failed = 12;
    run->live = live;
    card.setSnapshot(run);
    EXPECT_TRUE(says(card, "requests failed: 12"));
}

TEST(RunProgressCard, TellsAllInANarrowWindow)
{
    const auto run = madeUpRun(4);
    auto plan = std::make_shared<plan::Plan>(*run->plan);
    plan->repetitions = 3;
    plan->targets.at(run->cells.at(4).key.target).name = "a backend with a long name of its own";
    run->plan = plan;
    RunProgressCard card;
    card.setSnapshot(run);
    constexpr int Width = 660; // less than the smallest window leaves
    card.resize(Width, card.sizeHint().height());
    card.show();
    EXPECT_FALSE(card.layout()->hasHeightForWidth()) << "the charts below would be laid out by what they wish";
    for (const QLabel *label : card.findChildren<QLabel *>()) {
        if (qobject_cast<const ElidedLabel *>(label) == nullptr) {
            EXPECT_GE(label->width(), label->sizeHint().width()) << label->text().toStdString();
        }
    }
    const auto *cell = card.findChild<ElidedLabel *>();
    ASSERT_LT(cell->width(), cell->sizeHint().width());
    QHelpEvent asked(QEvent::ToolTip, cell->rect().center(), cell->mapToGlobal(cell->rect().center()));
    QCoreApplication::sendEvent(card.findChild<ElidedLabel *>(), &asked);
    EXPECT_TRUE(QToolTip::text().contains(QStringLiteral("repetition 1 of 3"))) << QToolTip::text().toStdString();
}

} // namespace
} // namespace tokamark::ui
