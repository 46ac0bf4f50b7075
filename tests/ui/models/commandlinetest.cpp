#include "models/commandline.h"

#include <gtest/gtest.h>

namespace tokamark::ui {
namespace {

using Words = std::vector<std::string>;

TEST(CommandLine, ReadsWordsAsPeopleTypeThem)
{
    EXPECT_EQ(wordsOfCommand(QStringLiteral("  systemctl --user\trestart vllm ")),
              (Words{"systemctl", "--user", "restart", "vllm"}));
    EXPECT_EQ(wordsOfCommand(QStringLiteral(R"(ssh gpu 'sudo systemctl restart' "a \"b\" \c")")),
              (Words{"ssh", "gpu", "sudo systemctl restart", R"(a "b" \c)"}));
    EXPECT_EQ(wordsOfCommand(QStringLiteral(R"(a\ b '' c"d e"f)")), (Words{"a b", "", "cd ef"}));
    EXPECT_EQ(wordsOfCommand(QStringLiteral("echo $HOME | less; true")), (Words{"echo", "$HOME", "|", "less;", "true"}))
        << "what only a shell would read stands for itself";
    EXPECT_EQ(wordsOfCommand(QString()), Words());
}

TEST(CommandLine, RefusesWhatIsNotFinished)
{
    EXPECT_FALSE(wordsOfCommand(QStringLiteral("echo 'it")));
    EXPECT_FALSE(wordsOfCommand(QStringLiteral("echo \"it")));
    EXPECT_FALSE(wordsOfCommand(QStringLiteral("echo \\")));
}

TEST(CommandLine, WritesWordsSoThatTheyAreReadAgain)
{
    for (const Words &words :
         {Words{"a", "b"}, Words{""}, Words{"two words", "it's", R"("quoted")", R"(back\slash)", "line\nbreak", "é\t"}})
        EXPECT_EQ(wordsOfCommand(commandLine(words)), words) << commandLine(words).toStdString();
}

TEST(CommandLine, LeavesALineForTheShellAsItIs)
{
    const plan::BeforeRepetition shell{{"cd /srv && ./restart 'it"}, true};
    EXPECT_EQ(commandLine(shell), QStringLiteral("cd /srv && ./restart 'it"));
    const plan::BeforeRepetition program{{"run", "cd /srv"}};
    EXPECT_EQ(commandLine(program), QStringLiteral("run 'cd /srv'"));
}

} // namespace
} // namespace tokamark::ui
