#include "architecture/sourcetree.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

// Tables of the documents that name tests: what they promise must be there.

namespace tokamark::architecture {
namespace {

using Row = std::vector<std::string>;

/// The rows of the first table after `heading`, without its head.
std::vector<Row> tableAfter(const std::string &document, const std::string &heading)
{
    const std::size_t at = document.find(heading);
    if (at == std::string::npos)
        return {};
    std::istringstream lines(document.substr(at));
    std::vector<Row> rows;
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with('|')) {
            if (!rows.empty())
                break;
            continue;
        }
        Row cells;
        std::istringstream row(line.substr(1));
        for (std::string cell; std::getline(row, cell, '|');)
            cells.push_back(cell);
        rows.push_back(std::move(cells));
    }
    // The heads of the columns and the line below them.
    rows.erase(rows.begin(), rows.begin() + std::min<std::ptrdiff_t>(2, static_cast<std::ptrdiff_t>(rows.size())));
    return rows;
}

/// What stands between backquotes and has the form of a test's name.
std::set<std::string> testsNamedIn(const std::string &text)
{
    static const std::regex name("`([A-Z][A-Za-z0-9]*\\.[A-Z][A-Za-z0-9]*)`");
    std::set<std::string> names;
    for (std::sregex_iterator it(text.begin(), text.end(), name), end; it != end; ++it)
        names.insert((*it)[1]);
    return names;
}

const std::set<std::string> &allTests()
{
    static const std::set<std::string> all = [] {
        const std::regex definition("TEST(?:_F|_P)?\\(([A-Za-z0-9]+),\\s+([A-Za-z0-9]+)\\)");
        std::set<std::string> names;
        for (const std::filesystem::path &file : sources("tests")) {
            const std::string text = read(file);
            for (std::sregex_iterator it(text.begin(), text.end(), definition), end; it != end; ++it)
                names.insert((*it)[1].str() + "." + (*it)[2].str());
        }
        return names;
    }();
    return all;
}

void expectThatTestsExist(const std::vector<Row> &rows)
{
    for (const Row &row : rows) {
        for (const std::string &cell : row) {
            for (const std::string &name : testsNamedIn(cell))
                EXPECT_TRUE(allTests().contains(name)) << name;
        }
    }
}

TEST(DocTables, EveryVerdictHasATestThatProvokesItAndOneInWhichItIsSilent)
{
    const std::vector<Row> rows = tableAfter(read("docs/method.md"), "## What provokes each verdict");
    ASSERT_FALSE(rows.empty());
    expectThatTestsExist(rows);
    std::string listed;
    for (const Row &row : rows) {
        ASSERT_EQ(row.size(), 3u) << row.front();
        listed += row[0];
        EXPECT_FALSE(testsNamedIn(row[1]).empty()) << row[0] << " is provoked by no test";
        EXPECT_FALSE(testsNamedIn(row[2]).empty()) << row[0] << " has no test in which it is silent";
    }
    const std::string names = read("core/metrics/verdict.cpp");
    const std::regex word("return \"([A-Z-]+)\"");
    int verdicts = 0;
    for (std::sregex_iterator it(names.begin(), names.end(), word), end; it != end; ++it, ++verdicts)
        EXPECT_NE(listed.find(" " + (*it)[1].str() + " "), std::string::npos) << (*it)[1] << " is not in the table";
    EXPECT_GE(verdicts, 13);
}

TEST(DocTables, EveryCaseThatMisledOtherClientsHasItsTest)
{
    const std::vector<Row> rows = tableAfter(read("docs/accuracy.md"), "## What misleads clients");
    ASSERT_FALSE(rows.empty());
    expectThatTestsExist(rows);
    for (const Row &row : rows) {
        ASSERT_EQ(row.size(), 3u) << row.front();
        EXPECT_FALSE(testsNamedIn(row[2]).empty()) << row[0] << " is held by no test";
    }
}

} // namespace
} // namespace tokamark::architecture
