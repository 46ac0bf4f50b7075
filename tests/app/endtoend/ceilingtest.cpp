#include "app/endtoend/programfixture.h"

#include <gmock/gmock.h>

#include <QFileInfo>

#include <sstream>

namespace tokamark::endtoend {
namespace {

using nlohmann::json;
using testing::HasSubstr;

/// The search for the most that this client can measure. What it comes to depends on the machine and on what else goes
/// on there; that its parts agree does not.
class CeilingTest : public ProgramFixture {
protected:
    static constexpr const char *Kept = "home/tokamark/client-ceiling.json";
};

TEST_F(CeilingTest, KeepsWhatItSays)
{
    const Outcome found = cli(words("ceiling --streams 4,2 --seconds 1 --format json"));
    ASSERT_TRUE(found.status == 0 || found.status == 1) << found.err;
    const json document = json::parse(found.out);
    const auto streams = document.at("streams").get<int>();
    EXPECT_EQ(found.status == 0, streams > 0);
    EXPECT_EQ(QFileInfo::exists(path(QString::fromLatin1(Kept))), streams > 0);
    if (streams > 0) {
        EXPECT_EQ(readJson(QString::fromLatin1(Kept)).at("streams").get<int>(), streams);
    }

    const json &steps = document.at("steps");
    ASSERT_FALSE(steps.empty());
    EXPECT_EQ(steps.front().at("streams"), 2) << "steps rise";
    EXPECT_GT(steps.front().at("tokens_per_s").get<double>(), 0);
    std::istringstream lines(found.err);
    std::string line;
    for (const json &step : steps) {
        ASSERT_TRUE(std::getline(lines, line));
        EXPECT_EQ(json::parse(line), step) << "each step is told as it is done";
    }
}

TEST_F(CeilingTest, ATrialKeepsNothing)
{
    const Outcome found = cli(words("ceiling --streams 2 --seconds 1 --dry-run"));
    ASSERT_TRUE(found.status == 0 || found.status == 1) << found.err;
    EXPECT_THAT(found.out, HasSubstr("2 streams"));
    EXPECT_THAT(found.out,
                found.status == 0 ? HasSubstr("This machine can drive") : HasSubstr("Not even the first step"));
    EXPECT_FALSE(QFileInfo::exists(path(QString::fromLatin1(Kept))));
}

TEST_F(CeilingTest, RefusesWhatIsNoNumberOfStreams)
{
    EXPECT_EQ(cli(words("ceiling --streams 0")).status, 2);
    EXPECT_EQ(cli(words("ceiling --seconds 0")).status, 2);
}

} // namespace
} // namespace tokamark::endtoend
