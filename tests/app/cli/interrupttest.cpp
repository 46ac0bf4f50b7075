#include "cli/interrupt.h"

#include <gtest/gtest.h>

#include <csignal>
#include <semaphore>

namespace tokamark::cli {
namespace {

using namespace std::chrono_literals;

TEST(Interrupt, CallsOnceForEachSignal)
{
    std::counting_semaphore<> heard(0);
    const Interrupt interrupt([&heard] { heard.release(); });
    std::raise(SIGINT);
    ASSERT_TRUE(heard.try_acquire_for(10s));
    std::raise(SIGTERM);
    ASSERT_TRUE(heard.try_acquire_for(10s));
    std::raise(SIGHUP);
    ASSERT_TRUE(heard.try_acquire_for(10s)) << "the terminal is gone";
    EXPECT_FALSE(heard.try_acquire());
}

TEST(Interrupt, CanBeMadeAgain)
{
    for (int round = 0; round < 3; ++round) {
        std::binary_semaphore heard(0);
        const Interrupt interrupt([&heard] { heard.release(); });
        std::raise(SIGINT);
        EXPECT_TRUE(heard.try_acquire_for(10s));
    }
}

TEST(Interrupt, LeavesAHangUpIgnoredThatNohupIgnores)
{
    std::signal(SIGHUP, SIG_IGN);
    {
        std::counting_semaphore<> heard(0);
        const Interrupt interrupt([&heard] { heard.release(); });
        std::raise(SIGHUP);
        std::raise(SIGINT);
        ASSERT_TRUE(heard.try_acquire_for(10s));
        EXPECT_FALSE(heard.try_acquire());
    }
    EXPECT_EQ(std::signal(SIGHUP, SIG_DFL), SIG_IGN);
}

TEST(Interrupt, GivesSignalsBackToTheSystem)
{
    {
        const Interrupt interrupt([] {});
    }
    EXPECT_EXIT(std::raise(SIGINT), testing::KilledBySignal(SIGINT), "");
}

} // namespace
} // namespace tokamark::cli
