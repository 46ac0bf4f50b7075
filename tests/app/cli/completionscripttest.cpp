#include "app/cli/clifixture.h"

#include <gmock/gmock.h>

#include <array>
#include <cstdio>
#include <fstream>

#include <unistd.h>

namespace tokamark::cli {
namespace {

/// What bash completes at the end of `words`, by sourcing the script in a real one.
std::string complete(const std::string &script, const std::string &words, int cursor)
{
    const std::string path = testing::TempDir() + "completion-" + std::to_string(getpid()) + ".bash";
    std::ofstream(path) << script << "COMP_WORDS=(" << words << ")\nCOMP_CWORD=" << cursor
                        << "\n_tokamark_cli\necho \"${COMPREPLY[*]}\"\n";
    std::string reply;
    FILE *const bash = popen(("bash " + path).c_str(), "r");
    std::array<char, 4096> buffer{};
    while (fgets(buffer.data(), buffer.size(), bash) != nullptr)
        reply += buffer.data();
    EXPECT_EQ(pclose(bash), 0);
    return reply;
}

using CompletionScriptTest = CliFixture;

TEST_F(CompletionScriptTest, CompletesCommandsOptionsAndValues)
{
    ASSERT_EQ(call({"completion", "bash"}), ExitStatus::Done);
    const std::string script = out();
    EXPECT_EQ(complete(script, "tokamark-cli pl", 1), "plan\n");
    EXPECT_EQ(complete(script, "tokamark-cli plan --pr", 2), "--preset\n");
    EXPECT_EQ(complete(script, "tokamark-cli plan --preset bentoml-2024-", 3), "bentoml-2024-corrected\n");
    EXPECT_EQ(complete(script, "tokamark-cli completion b", 2), "bash\n");
}

TEST_F(CompletionScriptTest, LeavesOutWhatHelpLeavesOut)
{
    ASSERT_EQ(call({"completion", "bash"}), ExitStatus::Done);
    EXPECT_EQ(complete(out(), "tokamark-cli plan --d", 2), "--duration\n");
}

TEST_F(CompletionScriptTest, RefusesOtherShells)
{
    EXPECT_EQ(call({"completion", "tcsh"}), ExitStatus::BadUsage);
}

} // namespace
} // namespace tokamark::cli
