// docs/plan.md lists every key that a plan may have, and none that it may not.

#include "architecture/sourcetree.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>

namespace tokamark::architecture {
namespace {

std::set<std::string> found(const std::string &text, const char *pattern)
{
    const std::regex regex(pattern);
    std::set<std::string> all;
    for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it)
        all.insert((*it)[1].str());
    return all;
}

/// The keys that the parser asks a table for.
std::set<std::string> keysOfTheParser()
{
    const std::string parser = read("core/plan/planparser.cpp");
    std::set<std::string> keys = found(
        parser, R"re((?:reader|table)\.(?:read|readNumber|readEnum|readTable|readTables|take)\(\s*"([a-z_]+)")re");
    keys.merge(found(parser, R"re(readLength\(reader, "([a-z_]+)")re"));
    return keys;
}

TEST(PlanPage, NamesEveryKeyOfAPlan)
{
    const std::string page = read("docs/plan.md");
    const std::set<std::string> keys = keysOfTheParser();
    ASSERT_GT(keys.size(), 60u);
    for (const std::string &key : keys)
        EXPECT_TRUE(std::regex_search(page, std::regex("[`\\[ ]" + key + "[`\\] ]"))) << key << " is not on the page";
}

TEST(PlanPage, NamesOnlyKeysThatAPlanMayHave)
{
    const std::set<std::string> keys = keysOfTheParser();
    for (const std::string &key : found(read("docs/plan.md"), R"re(\n\| `([a-z_]+)` \|)re"))
        EXPECT_TRUE(keys.contains(key)) << key << " is no key of a plan";
}

} // namespace
} // namespace tokamark::architecture
