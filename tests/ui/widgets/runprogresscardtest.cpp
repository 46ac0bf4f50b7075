#include "widgets/runprogresscard.h"

#include "ui/madeuprun.h"

#include <gtest/gtest.h>

#include <QLabel>

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

} // namespace
} // namespace tokamark::ui
