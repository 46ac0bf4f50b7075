#include "bridge/runservice.h"

#include "ui/uifixture.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tokamark::ui {

namespace {

std::size_t count(FakeRunStarter &starter, const std::string &command)
{
    const std::scoped_lock lock(starter.mutex);
    return static_cast<std::size_t>(std::ranges::count(starter.commands, command));
}

session::RunObserver *observerOf(FakeRunStarter &starter)
{
    const std::scoped_lock lock(starter.mutex);
    return starter.observer;
}

} // namespace

TEST(RunService, IsActiveFromStartUntilTheRunIsPutAway)
{
    FakeRunStarter starter;
    RunService service(starter);
    bool ended = false;
    QObject::connect(&service, &RunService::ended, &service, [&] { ended = true; });
    service.start(plan::Plan(), {});
    EXPECT_TRUE(service.isActive());
    ASSERT_TRUE(waitFor([&] { return observerOf(starter) != nullptr; }));
    observerOf(starter)->runEnded(std::make_shared<session::RunSnapshot>());
    ASSERT_TRUE(waitFor([&] { return ended; }));
    EXPECT_FALSE(service.isActive());
    EXPECT_NE(service.snapshot(), nullptr);
}

TEST(RunService, SaysWhyARunCouldNotStart)
{
    FakeRunStarter starter;
    starter.failure = Error{ErrorCode::DatabaseLocked, "/tmp/x", {}};
    RunService service(starter);
    std::optional<Error> error;
    QObject::connect(&service, &RunService::startFailed, &service, [&](const Error &e) { error = e; });
    service.start(plan::Plan(), {});
    ASSERT_TRUE(waitFor([&] { return error.has_value(); }));
    EXPECT_EQ(error->code, ErrorCode::DatabaseLocked);
    EXPECT_FALSE(service.isActive());
}

TEST(RunService, PassesOnAStopThatCameBeforeTheRunWasThere)
{
    FakeRunStarter starter;
    RunService service(starter);
    service.start(plan::Plan(), {});
    service.stop();
    EXPECT_TRUE(waitFor([&] { return count(starter, "stop") == 1; }));
}

TEST(RunService, DoesNotStartASecondRunBesideTheFirst)
{
    FakeRunStarter starter;
    RunService service(starter);
    service.start(plan::Plan(), {});
    service.start(plan::Plan(), {});
    ASSERT_TRUE(waitFor([&] { return observerOf(starter) != nullptr; }));
    observerOf(starter)->runEnded(std::make_shared<session::RunSnapshot>());
    ASSERT_TRUE(waitFor([&] { return !service.isActive(); }));
    EXPECT_EQ(starter.started.size(), 1U);
}

} // namespace tokamark::ui
