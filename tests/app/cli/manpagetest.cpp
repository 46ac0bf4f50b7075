#include "app/cli/clifixture.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include <unistd.h>

namespace tokamark::cli {
namespace {

using testing::HasSubstr;
using ManPageTest = CliFixture;

TEST_F(ManPageTest, ProgramPageNamesEveryCommandAndExitStatus)
{
    ASSERT_EQ(call({"man"}), ExitStatus::Done);
    EXPECT_THAT(out(), HasSubstr(".TH TOKAMARK\\-CLI 1"));
    EXPECT_THAT(out(), HasSubstr("\\fBplan\\fR"));
    EXPECT_THAT(out(), HasSubstr(".TP\n130\n"));
}

TEST_F(ManPageTest, CommandPageHasOptionsValuesAndExamples)
{
    ASSERT_EQ(call({"man", "plan"}), ExitStatus::Done);
    EXPECT_THAT(out(), HasSubstr("\\fB\\-\\-model\\fR \\fI8b|70b\\fR"));
    EXPECT_THAT(out(), HasSubstr(".SH EXAMPLES\n.nf\n  tokamark\\-cli plan"));
    EXPECT_THAT(out(), testing::Not(HasSubstr("Not used by this command")));
}

TEST_F(ManPageTest, UnknownCommandIsRefused)
{
    EXPECT_EQ(call({"man", "nothing"}), ExitStatus::BadUsage);
    EXPECT_THAT(err(), HasSubstr("nothing"));
}

TEST_F(ManPageTest, ManHasNothingAgainstThePages)
{
    if (std::system("command -v man groff >/dev/null 2>&1") != 0)
        GTEST_SKIP() << "no man here";
    for (const char *command : {"", "plan", "completion"}) {
        ASSERT_EQ(call(*command == '\0' ? std::vector<std::string>{"man"} : std::vector<std::string>{"man", command}),
                  ExitStatus::Done);
        const std::string path = testing::TempDir() + "page-" + std::to_string(getpid()) + ".1";
        std::ofstream(path) << out();
        const std::string groff = "test -z \"$(LC_ALL=C.UTF-8 groff -man -ww -z " + path + " 2>&1)\"";
        EXPECT_EQ(std::system(groff.c_str()), 0) << command;
    }
}

} // namespace
} // namespace tokamark::cli
