#include "widgets/headerbar.h"

#include "ui/madeuprun.h"

#include <gtest/gtest.h>

#include <QLabel>

#include <algorithm>

namespace tokamark::ui {
namespace {

bool says(const HeaderBar &header, const char *text)
{
    const auto labels = header.findChildren<QLabel *>();
    return std::ranges::any_of(labels, [text](const QLabel *label) {
        return !label->isHidden() && label->text().endsWith(QLatin1String(text));
    });
}

SnapshotPointer busyRun(session::RunState state, const plan::VerdictThresholds &limits = {})
{
    const auto snapshot = madeUpRun(4);
    auto live = std::make_shared<load::CellSnapshot>(*snapshot->live);
    live->client.cpuShare = 0.75;
    snapshot->live = live;
    snapshot->state = state;
    auto plan = std::make_shared<plan::Plan>(*snapshot->plan);
    plan->verdicts = limits;
    snapshot->plan = plan;
    return snapshot;
}

TEST(HeaderBar, SaysHowTheClientIsDoing)
{
    HeaderBar header;
    EXPECT_TRUE(says(header, "Client: idle"));
    header.setSnapshot(madeUpRun(4));
    EXPECT_TRUE(says(header, "Client: healthy"));
    header.setSnapshot(busyRun(session::RunState::Running));
    EXPECT_TRUE(says(header, "Client: busy"));
    header.setSnapshot(nullptr);
    EXPECT_TRUE(says(header, "Client: idle"));
}

TEST(HeaderBar, AClientThatIsPausedIsIdle)
{
    HeaderBar header;
    header.setSnapshot(busyRun(session::RunState::Pausing));
    EXPECT_TRUE(says(header, "Client: busy")) << "the current cell is still measured";
    header.setSnapshot(busyRun(session::RunState::Paused));
    EXPECT_TRUE(says(header, "Client: idle"));
    EXPECT_FALSE(says(header, "timestamps"));
    header.setSnapshot(busyRun(session::RunState::Running));
    EXPECT_TRUE(says(header, "Client: busy"));
}

TEST(HeaderBar, GoesByTheLimitsOfThePlan)
{
    HeaderBar header;
    plan::VerdictThresholds limits;
    limits.workerCpu = {50, 60};
    header.setSnapshot(busyRun(session::RunState::Running, limits));
    EXPECT_TRUE(says(header, "Client: overloaded"));
}

} // namespace
} // namespace tokamark::ui
