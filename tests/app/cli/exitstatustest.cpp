#include "cli/exitstatus.h"

#include <gtest/gtest.h>

namespace tokamark::cli {
namespace {

TEST(ExitStatus, SaysWhoseFaultItWas)
{
    EXPECT_EQ(exitStatusFor(ErrorCode::BadPlan), ExitStatus::BadUsage);
    EXPECT_EQ(exitStatusFor(ErrorCode::NotFound), ExitStatus::BadUsage);
    EXPECT_EQ(exitStatusFor(ErrorCode::ConnectRefused), ExitStatus::Unreachable);
    EXPECT_EQ(exitStatusFor(ErrorCode::TlsFailed), ExitStatus::Unreachable);
    EXPECT_EQ(exitStatusFor(ErrorCode::DatabaseNewer), ExitStatus::Unwritable);
    EXPECT_EQ(exitStatusFor(ErrorCode::DiskFull), ExitStatus::Unwritable);
    EXPECT_EQ(exitStatusFor(ErrorCode::Interrupted), ExitStatus::Interrupted);
}

TEST(ExitStatus, KnowsUnreachableBackends)
{
    EXPECT_TRUE(isUnreachable(ErrorCode::ResolveFailed));
    EXPECT_FALSE(isUnreachable(ErrorCode::BadUrl));
    EXPECT_FALSE(isUnreachable(ErrorCode::DatabaseLocked));
}

} // namespace
} // namespace tokamark::cli
