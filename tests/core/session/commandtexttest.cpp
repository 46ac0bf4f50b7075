#include "session/commandprocess.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tokamark::session {
namespace {

std::string textOf(std::vector<std::string> command, bool shell = false)
{
    plan::BeforeRepetition before;
    before.command = std::move(command);
    before.shell = shell;
    return commandText(before);
}

TEST(CommandText, LeavesPlainWordsAsTheyAre)
{
    EXPECT_EQ(textOf({"/usr/bin/env", "A=1,2", "user@host:8000/v1", "100%", "a+b-c_d.e"}),
              "/usr/bin/env A=1,2 user@host:8000/v1 100% a+b-c_d.e");
}

TEST(CommandText, TellsOneArgumentFromALineOfAShell)
{
    EXPECT_EQ(textOf({"echo", "a;evil"}), "echo 'a;evil'");
    EXPECT_EQ(textOf({"echo a;evil"}, true), "/bin/sh -c 'echo a;evil'");
    EXPECT_EQ(textOf({"/bin/sh", "-c", "echo a;evil"}), "/bin/sh -c 'echo a;evil'") << "which is the same";
}

TEST(CommandText, QuotesWhateverMeansSomethingToAShell)
{
    for (const char sign : std::string(" \"\\$`;|&<>(){}[]*?!#~^"))
        EXPECT_EQ(textOf({std::string("a") + sign}), std::string("'a") + sign + "'");
    EXPECT_EQ(textOf({"", "it's"}), R"('' 'it'\''s')");
}

TEST(CommandText, ShowsWhatATerminalWouldNot)
{
    EXPECT_EQ(textOf({"rm -rf x\recho hello"}, true), R"(/bin/sh -c $'rm -rf x\x0decho hello')");
    EXPECT_EQ(textOf({"a\x1b[2K", "b\nc\x7f"}), R"($'a\x1b[2K' $'b\x0ac\x7f')");
    EXPECT_EQ(textOf({"it's\\\t"}), R"($'it\'s\\\x09')") << "what it is escaped with is escaped";
    // A C1 control, a turn of the direction and a space of no width.
    EXPECT_EQ(textOf({"\u009b", "\u202e", "\u200b"}), R"($'\xc2\x9b' $'\xe2\x80\xae' $'\xe2\x80\x8b')");
    EXPECT_EQ(textOf({"имя.sh"}), "'имя.sh'") << "letters of any language are seen";
}

} // namespace
} // namespace tokamark::session
