// tests/conformance.md says which test holds what a server was seen to do. It cannot name one that is not there, and
// leaves out none of the rows that play what servers send.

#include "architecture/sourcetree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace tokamark::architecture {
namespace {

constexpr const char *Table = "tests/conformance.md";

/// What a regular expression with one group finds in a text.
std::set<std::string> found(const std::string &text, const char *pattern)
{
    const std::regex regex(pattern);
    std::set<std::string> all;
    for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it)
        all.insert((*it)[1].str());
    return all;
}

std::string together(const std::vector<std::filesystem::path> &paths)
{
    std::string text;
    for (const std::filesystem::path &path : paths)
        text += read(path);
    return text;
}

/// The text of every file whose path ends in `name`; empty if there is none.
std::string fileNamed(const std::string &name)
{
    std::vector<std::filesystem::path> hits;
    for (const char *folder : {"tests", "core", "docs"}) {
        for (const std::filesystem::path &file : files(folder, {".cpp", ".h", ".md", ".py"})) {
            if (("/" + file.generic_string()).ends_with("/" + name))
                hits.push_back(file);
        }
    }
    return together(hits);
}

/// By the word that stands before their names: where rows of tables are.
std::map<std::string, std::string> rowFiles()
{
    std::vector<std::filesystem::path> dialects;
    for (const std::filesystem::path &file : files("tests/core/simulator", {"test.cpp"})) {
        if (file.filename().string().starts_with("dialect"))
            dialects.push_back(file);
    }
    return {{"row", fileNamed("protocol/conformancetest.cpp") + fileNamed("protocol/conformancecases.cpp")},
            {"stream", fileNamed("protocol/openaistreamtest.cpp")},
            {"refusal", fileNamed("protocol/refusaltexttest.cpp")},
            {"sim", together(dialects)}};
}

std::vector<std::string> split(const std::string &text, char at)
{
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, at);)
        parts.push_back(part.substr(std::min(part.find_first_not_of(' '), part.size())));
    return parts;
}

/// The cells of every row of every table of the page, heads and rulers left out.
std::vector<std::vector<std::string>> tableRows()
{
    std::vector<std::vector<std::string>> rows;
    bool inTable = false;
    for (const std::string &line : split(read(Table), '\n')) {
        const bool isRow = line.starts_with("| ");
        if (isRow && inTable)
            rows.push_back(split(line.substr(2, line.rfind('|') - 2), '|'));
        inTable = isRow || (inTable && line.starts_with("|-"));
    }
    return rows;
}

bool isThere(const std::string &name, const std::string &text)
{
    // As a row of a table, or as the name of a test of a suite.
    return text.find('"' + name + '"') != std::string::npos || text.find(", " + name + ")") != std::string::npos;
}

/// One part of the last column: "row A, B", "`file.cpp` A, B", "recording `x-..-y`", or words for people.
void expectHeld(const std::string &part, const std::map<std::string, std::string> &rows)
{
    const std::set<std::string> quoted = found(part, "`([^`]+)`");
    if (part.starts_with("recording")) {
        for (std::string pattern : quoted) {
            pattern = std::regex_replace(pattern, std::regex(R"(\.\.)"), ".*");
            const auto all = files("tests/data/wire", {".jsonl"});
            EXPECT_TRUE(std::ranges::any_of(all, [&](const std::filesystem::path &file) {
                return std::regex_search(file.filename().string(), std::regex(pattern));
            })) << part;
        }
        return;
    }
    const std::string word = part.substr(0, part.find_first_of(" ,"));
    std::string where;
    if (const auto known = rows.find(word); known != rows.end()) {
        where = known->second;
    } else {
        for (const std::string &file : quoted) {
            const std::string text = fileNamed(file);
            EXPECT_FALSE(text.empty()) << "no file " << file << ": " << part;
            where += text;
        }
    }
    // Names of tests have a capital letter inside as well as at their beginning, and stand outside of quotes.
    const std::string plain = std::regex_replace(part, std::regex("`[^`]*`"), "");
    for (const std::string &name : found(plain, R"(\b([A-Z][a-z0-9]+[A-Z]\w+)\b)"))
        EXPECT_TRUE(isThere(name, where)) << name << " is not there: " << part;
}

TEST(ConformanceTable, NamesOnlyTestsThatAreThere)
{
    const auto rows = rowFiles();
    const auto table = tableRows();
    ASSERT_GT(table.size(), 80u);
    for (const std::vector<std::string> &cells : table) {
        ASSERT_EQ(cells.size(), 3u) << cells.front();
        for (const std::string &part : split(cells.back(), ';'))
            expectHeld(part, rows);
    }
}

TEST(ConformanceTable, NamesEveryRowThatPlaysAServer)
{
    const std::string page = read(Table);
    const auto rows = rowFiles();
    const std::set<std::string> cases = found(rows.at("row"), R"re(\{"([A-Z]\w+)",)re");
    ASSERT_GT(cases.size(), 50u);
    for (const std::string &name : cases)
        EXPECT_TRUE(std::regex_search(page, std::regex("\\b" + name + "\\b"))) << name << " is in no line";
    for (const std::string &name : found(rows.at("refusal"), R"re(Refusal\{\s*"([A-Z]\w+)",)re"))
        EXPECT_TRUE(std::regex_search(page, std::regex("\\b" + name + "\\b"))) << name << " is in no line";
}

TEST(ConformanceTable, NamesOnlyQuirksThatAreThere)
{
    const std::set<std::string> quirks = found(read("core/simulator/quirks.cpp"), R"re(\{\{"([a-z0-9-]+)",)re");
    ASSERT_GT(quirks.size(), 25u);
    for (const std::string &name : found(read(Table), "`--quirk ([a-z0-9-]+)"))
        EXPECT_TRUE(quirks.contains(name)) << name;
}

TEST(ConformanceTable, DocumentationHasEveryQuirk)
{
    const std::string page = read("docs/simulated-backends.md");
    for (const std::string &name : found(read("core/simulator/quirks.cpp"), R"re(\{\{"([a-z0-9-]+)",)re"))
        EXPECT_TRUE(std::regex_search(page, std::regex("\\| `" + name + "[=`]"))) << name << " has no row";
}

} // namespace
} // namespace tokamark::architecture
