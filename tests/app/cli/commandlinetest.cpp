#include "app/cli/clifixture.h"

#include "plan/plan.h"
#include "version.h"

#include <gmock/gmock.h>

#include <QTemporaryDir>

namespace tokamark::cli {
namespace {

using testing::HasSubstr;
using CommandLineTest = CliFixture;

TEST_F(CommandLineTest, WithoutCommandShowsHelpAndFails)
{
    EXPECT_EQ(call({}), ExitStatus::BadUsage);
    EXPECT_THAT(err(), HasSubstr("run"));
    EXPECT_TRUE(out().empty());
}

TEST_F(CommandLineTest, HelpAndVersionGoToStandardOutput)
{
    EXPECT_EQ(call({"--help"}), ExitStatus::Done);
    EXPECT_THAT(out(), HasSubstr("Examples:"));
    EXPECT_EQ(call({"--version"}), ExitStatus::Done);
    EXPECT_EQ(out(), std::string("tokamark-cli ") + Version + "\n");
}

TEST_F(CommandLineTest, EveryCommandHasHelpWithExamples)
{
    for (const char *command :
         {"run", "plan", "resume", "detect", "list", "show", "compare", "export", "demo", "completion", "man"}) {
        EXPECT_EQ(call({command, "--help"}), ExitStatus::Done) << command;
        EXPECT_THAT(out(), HasSubstr("Examples:\n  ")) << command;
    }
}

TEST_F(CommandLineTest, UnknownOptionNamesTheNearestOne)
{
    EXPECT_EQ(call({"plan", "--preset", "quick-look", "--out", "-", "--simulate"}), ExitStatus::BadUsage);
    EXPECT_THAT(err(), HasSubstr("Did you mean --simulated?"));
    EXPECT_THAT(err(), HasSubstr("tokamark-cli plan --help"));
}

TEST_F(CommandLineTest, UnknownCommandNamesTheNearestOne)
{
    EXPECT_EQ(call({"plam"}), ExitStatus::BadUsage);
    EXPECT_THAT(err(), HasSubstr("Did you mean plan?"));
}

TEST_F(CommandLineTest, PlanPrintsWhatParsesAgain)
{
    ASSERT_EQ(
        call({"plan", "--preset", "bentoml-2024", "--simulated", "--duration", "90s", "--ramp", "500ms", "--out", "-"}),
        ExitStatus::Done);
    const auto plan = plan::parsePlan(out());
    ASSERT_TRUE(plan) << plan.error().detail;
    EXPECT_EQ(plan->preset, "bentoml-2024");
    EXPECT_EQ(plan->load.duration, Duration(std::chrono::seconds(90)));
    EXPECT_EQ(plan->load.ramp, Duration(std::chrono::milliseconds(500)));
    EXPECT_TRUE(plan->targets.front().isSimulated());
}

TEST_F(CommandLineTest, PlanRefusesWhatCannotRun)
{
    // A ramp inside of the window must end before the window does.
    EXPECT_EQ(call({"plan", "--preset", "bentoml-2024", "--duration", "10s", "--out", "-"}), ExitStatus::BadUsage);
    EXPECT_TRUE(out().empty());
    EXPECT_EQ(call({"plan", "--preset", "nothing", "--out", "-"}), ExitStatus::BadUsage);
}

TEST_F(CommandLineTest, PlanSaysWhereItCannotWrite)
{
    EXPECT_EQ(call({"plan", "--preset", "quick-look", "--out", "/nowhere/at/all/plan.toml"}), ExitStatus::Unwritable);
    EXPECT_THAT(err(), HasSubstr("/nowhere/at/all/plan.toml"));
}

TEST_F(CommandLineTest, PlanWritesOverNoFileUnlessToldTo)
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("plan.toml")).toStdString();
    ASSERT_EQ(call({"plan", "--preset", "quick-look", "--out", path}), ExitStatus::Done);
    EXPECT_EQ(call({"plan", "--preset", "bentoml-2024", "--out", path}), ExitStatus::BadUsage);
    EXPECT_THAT(err(), HasSubstr("--force"));
    EXPECT_EQ(plan::loadPlan(path)->preset, "quick-look");
    EXPECT_EQ(call({"plan", "--preset", "bentoml-2024", "--out", path, "--force"}), ExitStatus::Done);
    EXPECT_EQ(plan::loadPlan(path)->preset, "bentoml-2024");
}

TEST_F(CommandLineTest, PlanTellsWhatAPlanWillDo)
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("plan.toml")).toStdString();
    ASSERT_EQ(call({"plan", "--preset", "bentoml-2024", "--out", path}), ExitStatus::Done);
    ASSERT_EQ(call({"plan", "--forecast", path}), ExitStatus::Done) << err();
    EXPECT_THAT(out(), HasSubstr("repetitions each"));
    ASSERT_EQ(call({"plan", "--forecast", path, "--format", "json"}), ExitStatus::Done);
    EXPECT_THAT(out(), HasSubstr("\"total\""));
    EXPECT_EQ(call({"plan", "--forecast", path, "--preset", "quick-look"}), ExitStatus::BadUsage);
    EXPECT_EQ(call({"plan", "--forecast", "/nowhere/plan.toml"}), ExitStatus::BadUsage);
    EXPECT_EQ(call({"plan"}), ExitStatus::BadUsage);
    EXPECT_THAT(err(), HasSubstr("--preset"));
    EXPECT_EQ(call({"plan", "--preset", "quick-look"}), ExitStatus::BadUsage);
    EXPECT_THAT(err(), HasSubstr("--out"));
}

TEST_F(CommandLineTest, AMissingDatabaseSaysHowOneComesToBe)
{
    for (const std::vector<std::string> &command : {std::vector<std::string>{"list"},
                                                    {"show", "1"},
                                                    {"compare", "1", "2"},
                                                    {"resume", "1"},
                                                    {"export", "1", "--format", "json", "--out", "/nowhere"}}) {
        std::vector<std::string> arguments = command;
        arguments.insert(arguments.end(), {"--db", "/nowhere/at/all.sqlite"});
        EXPECT_EQ(call(arguments), ExitStatus::BadUsage) << command.front();
        EXPECT_THAT(err(), HasSubstr("there is no database at /nowhere/at/all.sqlite")) << command.front();
        EXPECT_THAT(err(), HasSubstr("tokamark-cli run makes a database")) << command.front();
    }
}

TEST_F(CommandLineTest, RunSaysWhatIsMissing)
{
    EXPECT_EQ(call({"run"}), ExitStatus::BadUsage);
    EXPECT_THAT(err(), HasSubstr("--base-url http"));
    EXPECT_EQ(call({"run", "--base-url", "http://127.0.0.1:1"}), ExitStatus::BadUsage);
    EXPECT_THAT(err(), HasSubstr("--max-concurrency 1,10,50"));
}

TEST_F(CommandLineTest, DurationsAreCheckedWhereTheyAreRead)
{
    EXPECT_EQ(call({"plan", "--preset", "quick-look", "--duration", "5 parsecs", "--out", "-"}), ExitStatus::BadUsage);
    EXPECT_THAT(err(), HasSubstr("5 parsecs"));
}

} // namespace
} // namespace tokamark::cli
