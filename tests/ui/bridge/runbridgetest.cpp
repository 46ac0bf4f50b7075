#include "bridge/runbridge.h"

#include "ui/uifixture.h"

#include <gtest/gtest.h>

#include <QElapsedTimer>

#include <thread>

namespace tokamark::ui {

namespace {

SnapshotPointer snapshotAt(double second)
{
    auto snapshot = std::make_shared<session::RunSnapshot>();
    snapshot->elapsedSeconds = second;
    return snapshot;
}

} // namespace

TEST(RunBridge, DeliversTheLatestOfABurst)
{
    RunBridge bridge;
    std::vector<double> seen;
    QObject::connect(&bridge, &RunBridge::snapshotChanged, &bridge,
                     [&](const SnapshotPointer &snapshot) { seen.push_back(snapshot->elapsedSeconds); });
    std::jthread run([&] {
        for (int i = 1; i <= 1000; ++i)
            bridge.snapshotAvailable(snapshotAt(i));
    });
    run.join();
    ASSERT_TRUE(waitFor([&] { return !seen.empty(); }));
    EXPECT_EQ(seen, std::vector<double>{1000});
}

TEST(RunBridge, TellsTheWindowAtMostTenTimesASecond)
{
    RunBridge bridge;
    std::vector<double> seen;
    QObject::connect(&bridge, &RunBridge::snapshotChanged, &bridge,
                     [&](const SnapshotPointer &snapshot) { seen.push_back(snapshot->elapsedSeconds); });
    QElapsedTimer clock;
    clock.start();
    int sent = 0;
    ASSERT_TRUE(waitFor([&] {
        bridge.snapshotAvailable(snapshotAt(++sent));
        return clock.elapsed() > 450;
    }));
    EXPECT_GE(seen.size(), 2U);
    EXPECT_LE(seen.size(), 1U + static_cast<std::size_t>(clock.elapsed() / 100));
}

TEST(RunBridge, TheLastSnapshotComesAtOnceAndIsFollowedByTheEnd)
{
    RunBridge bridge;
    std::vector<std::string> seen;
    QObject::connect(&bridge, &RunBridge::snapshotChanged, &bridge, [&](const SnapshotPointer &snapshot) {
        seen.push_back("snapshot " + std::to_string(static_cast<int>(snapshot->elapsedSeconds)));
    });
    QObject::connect(&bridge, &RunBridge::ended, &bridge, [&] { seen.emplace_back("end"); });
    bridge.snapshotAvailable(snapshotAt(1));
    ASSERT_TRUE(waitFor([&] { return seen.size() == 1; }));
    bridge.snapshotAvailable(snapshotAt(2));
    bridge.runEnded(snapshotAt(3));
    ASSERT_TRUE(waitFor([&] { return seen.size() >= 3; }));
    EXPECT_EQ(seen, (std::vector<std::string>{"snapshot 1", "snapshot 3", "end"}));
}

} // namespace tokamark::ui
