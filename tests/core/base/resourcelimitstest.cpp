#include "base/resourcelimits.h"

#include <gtest/gtest.h>

#include <sys/resource.h>

namespace tokamark {
namespace {

/// Puts the limits of the process back.
class LimitKeeper {
public:
    LimitKeeper() { ::getrlimit(RLIMIT_NOFILE, &m_limit); }
    ~LimitKeeper() { ::setrlimit(RLIMIT_NOFILE, &m_limit); }
    LimitKeeper(const LimitKeeper &) = delete;
    LimitKeeper &operator=(const LimitKeeper &) = delete;
    [[nodiscard]] rlim_t hard() const { return m_limit.rlim_max; }

private:
    rlimit m_limit{};
};

TEST(ResourceLimits, RaisesTheSoftLimitOfOpenFiles)
{
    const LimitKeeper keeper;
    rlimit limit{256, keeper.hard()};
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &limit), 0);
    ASSERT_TRUE(ensureOpenFiles(500));
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &limit), 0);
    EXPECT_GE(limit.rlim_cur, 500u);
    EXPECT_EQ(limit.rlim_max, keeper.hard());
}

TEST(ResourceLimits, SaysHowManyFilesAreMissing)
{
    const LimitKeeper keeper;
    if (keeper.hard() == RLIM_INFINITY)
        GTEST_SKIP() << "no hard limit here";
    const Expected<void> enough = ensureOpenFiles(keeper.hard() + 1);
    ASSERT_FALSE(enough);
    EXPECT_EQ(enough.error().code, ErrorCode::TooFewFiles);
    EXPECT_NE(enough.error().detail.find(std::to_string(keeper.hard())), std::string::npos);
}

TEST(ResourceLimits, RefusesMoreConnectionsThanThereArePorts)
{
    EXPECT_TRUE(checkLocalPorts(100));
    const Expected<void> enough = checkLocalPorts(70'000);
    ASSERT_FALSE(enough);
    EXPECT_EQ(enough.error().code, ErrorCode::TooFewPorts);
    EXPECT_NE(enough.error().detail.find("70000"), std::string::npos);
}

} // namespace
} // namespace tokamark
