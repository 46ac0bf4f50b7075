#include "cli/ceilingcommand.h"

#include <gmock/gmock.h>

namespace tokamark::cli {
namespace {

using testing::HasSubstr;

TEST(CeilingLine, ShowsADashForARateThatWasNotMeasured)
{
    calibration::CeilingStep step;
    step.streams = 4000;
    step.serverLimited = true;
    EXPECT_THAT(ceilingLine(step), HasSubstr("4000 streams         - tok/s"));
    EXPECT_THAT(ceilingLine(step), HasSubstr("was late"));
    step.tokensPerSecond = 199'999.6;
    EXPECT_THAT(ceilingLine(step), HasSubstr("   200000 tok/s"));
}

} // namespace
} // namespace tokamark::cli
