#include "models/splitbars.h"

#include "ui/models/storedsamples.h"

#include <gtest/gtest.h>

#include <set>

namespace tokamark::ui {
namespace {

storage::StoredCell watched(const plan::CellKey &key, double queueMs)
{
    storage::StoredCell cell = samples::cell(key, {100, 1000, 20, {}});
    metrics::TtftSplit &split = cell.figures->server.emplace().ttft.emplace();
    split.client = queueMs + 90;
    split.connection = 1;
    split.queue = queueMs;
    split.prefill = 100;
    split.remainder = -10;
    return cell;
}

TEST(SplitBars, AreMadeOfTheMeanOverRepetitions)
{
    storage::StoredRun run = samples::twoBackends();
    run.cells = {watched({0, 0, 0, 0}, 20), watched({0, 0, 0, 1}, 40)};
    const StackedBarsData data = splitBars(*samples::setOf(run));
    ASSERT_EQ(data.categories.size(), 1u);
    EXPECT_TRUE(data.categories.front().startsWith(QStringLiteral("alpha"))) << data.categories.front().toStdString();
    ASSERT_EQ(data.parts.size(), 5u);
    const std::vector<double> values{1, 0, 30, 100, -10};
    for (std::size_t i = 0; i < values.size(); ++i)
        EXPECT_EQ(data.parts[i].values, std::vector{values[i]}) << data.parts[i].name.toStdString();
}

TEST(SplitBars, LeaveOutPointsWhoseServerDidNotTell)
{
    storage::StoredRun run = samples::twoBackends();
    run.cells
        = {watched({0, 0, 0, 0}, 20), samples::cell({0, 0, 0, 1}, {100, 1000, 20, {}}), watched({1, 0, 0, 0}, 20)};
    const StackedBarsData data = splitBars(*samples::setOf(run));
    ASSERT_EQ(data.categories.size(), 1u) << "one repetition of the first has no split";
    EXPECT_TRUE(data.categories.front().startsWith(QStringLiteral("beta"))) << data.categories.front().toStdString();

    EXPECT_TRUE(data.heading.caption.contains(QStringLiteral("alpha"))) << data.heading.caption.toStdString();
    EXPECT_FALSE(data.heading.caption.contains(QStringLiteral("beta"))) << data.heading.caption.toStdString();

    const StackedBarsData none = splitBars(*samples::setOf(samples::measuredRun()));
    EXPECT_TRUE(none.parts.empty());
    EXPECT_FALSE(none.heading.emptyText.isEmpty());
}

TEST(SplitBars, SayWhyABackendHasNone)
{
    const auto captionFor = [](std::uint64_t answered, std::uint64_t failed) {
        storage::StoredRun run = samples::twoBackends();
        storage::StoredCell silent = samples::cell({0, 0, 0, 0}, {100, 1000, 20, {}});
        silent.figures->server.emplace().scrapes = answered;
        silent.figures->server->failedScrapes = failed;
        run.cells = {silent, watched({1, 0, 0, 0}, 20)};
        return splitBars(*samples::setOf(run)).heading.caption;
    };
    const std::set<QString> captions{captionFor(0, 0), captionFor(0, 3), captionFor(3, 0)};
    EXPECT_EQ(captions.size(), 3U) << "never asked, never answered, and silent about its times are three things";
    for (const QString &caption : captions)
        EXPECT_TRUE(caption.contains(QStringLiteral("alpha"))) << caption.toStdString();
}

} // namespace
} // namespace tokamark::ui
