#include "profiles/profiles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

// docs/backends.md says what the profiles say, and calls recorded what there are recordings of.

namespace tokamark::profiles {
namespace {

using Row = std::vector<std::string>;

std::string trimmed(const std::string &text)
{
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// The rows of the table whose head begins so.
std::vector<Row> tableWith(const std::string &head)
{
    std::ifstream page(TOKAMARK_TEST_DATA "/../../docs/backends.md");
    std::vector<Row> rows;
    bool inside = false;
    for (std::string line; std::getline(page, line);) {
        inside = inside ? line.starts_with('|') : line.starts_with(head);
        if (!inside)
            continue;
        Row cells;
        std::istringstream row(line.substr(1));
        for (std::string cell; std::getline(row, cell, '|');)
            cells.push_back(trimmed(cell));
        rows.push_back(std::move(cells));
    }
    // The heads of the columns and the line below them.
    rows.erase(rows.begin(), rows.begin() + std::min<std::ptrdiff_t>(2, std::ssize(rows)));
    return rows;
}

/// "`vllm`" to "vllm", and nothing else between backquotes behind it.
std::string quoted(const std::string &cell)
{
    const std::size_t first = cell.find('`');
    return first == std::string::npos ? std::string() : cell.substr(first + 1, cell.find('`', first + 1) - first - 1);
}

std::string withoutQuotes(std::string cell)
{
    std::erase(cell, '`');
    return cell;
}

std::string secondsAfter(Duration limit)
{
    return limit == Duration::zero() ? "never" : std::to_string(limit / std::chrono::seconds(1)) + " s";
}

TEST(DocTablesOfBackends, SayWhereServersListenWhenTheyAreReadyAndWhenTheyHangUp)
{
    const std::vector<Row> rows = tableWith("| kind | usual port");
    std::size_t listening = 0;
    for (const BackendProfile *profile : allProfiles())
        listening += profile->port != 0 ? 1 : 0;
    EXPECT_EQ(rows.size(), listening);
    for (const Row &row : rows) {
        ASSERT_EQ(row.size(), 4u) << row.front();
        const std::string kind = quoted(row[0]);
        const BackendProfile *profile = findProfile(kind);
        ASSERT_NE(profile, nullptr) << kind;
        EXPECT_EQ(row[1].substr(0, row[1].find(',')), std::to_string(profile->port)) << kind;
        EXPECT_EQ(quoted(row[2]), profile->readiness.path) << kind;
        const bool hasNative = !profile->natives.empty();
        const Duration idle = idleLimit(kind, hasNative ? plan::Endpoint::Native : plan::Endpoint::Chat);
        EXPECT_NE(row[3].find(secondsAfter(idle)), std::string::npos) << kind << ": " << row[3];
        const std::string most = "after " + std::to_string(profile->keepAlive.mostAnswers) + " answers";
        EXPECT_EQ(row[3].find(" answers") != std::string::npos, profile->keepAlive.mostAnswers != 0) << kind;
        EXPECT_TRUE(profile->keepAlive.mostAnswers == 0 || row[3].find(most) != std::string::npos) << kind;
    }
}

TEST(DocTablesOfBackends, SayWhereTokenIdsGoAndComeFrom)
{
    const std::vector<Row> rows = tableWith("| kind | prompts as ids");
    std::size_t withIds = 0;
    for (const BackendProfile *profile : allProfiles())
        withIds += profile->tokenIds.inPrompts.empty() && profile->tokenIds.inAnswers.empty() ? 0 : 1;
    EXPECT_EQ(rows.size(), withIds);
    for (const Row &row : rows) {
        ASSERT_EQ(row.size(), 3u) << row.front();
        const BackendProfile *profile = findProfile(quoted(row[0]));
        ASSERT_NE(profile, nullptr) << row[0];
        EXPECT_EQ(withoutQuotes(row[1]), profile->tokenIds.inPrompts) << row[0];
        EXPECT_EQ(withoutQuotes(row[2]), profile->tokenIds.inAnswers) << row[0];
    }
}

TEST(DocTablesOfBackends, NameEveryNativeApi)
{
    for (const Row &row : tableWith("| kind | chat, completions")) {
        const BackendProfile *profile = findProfile(quoted(row[0]));
        for (const protocol::NativeDialect *native :
             profile == nullptr ? std::span<const protocol::NativeDialect *const>() : profile->natives)
            EXPECT_NE(row.at(2).find(std::string(native->name)), std::string::npos) << row[0] << ' ' << native->name;
    }
}

TEST(DocTablesOfBackends, CallRecordedWhatThereAreRecordingsOf)
{
    // How the rows are called in the names of files.
    const std::map<std::string, std::string> names{{"llama.cpp", "llamacpp"},
                                                   {"bentoml, streaming method", "bentoml-raw"},
                                                   {"bentoml, mounted application", "bentoml-mounted"},
                                                   {"bentoml, proxy before llama.cpp", "bentoml-proxy"},
                                                   {"triton, ensemble", "triton-ensemble"},
                                                   {"triton, LLM API", "triton-llmapi"}};
    const std::vector<Row> rows = tableWith("| kind | chat | completions | its own API");
    ASSERT_FALSE(rows.empty());
    std::vector<std::string> files;
    for (const auto &entry : std::filesystem::directory_iterator(TOKAMARK_TEST_DATA "/wire"))
        files.push_back(entry.path().filename());
    for (const Row &row : rows) {
        ASSERT_EQ(row.size(), 5u) << row.front();
        const std::string label = withoutQuotes(row[0]);
        const std::string version = row[4].substr(0, row[4].find(','));
        EXPECT_FALSE(version.empty()) << label << ": of which version";
        const std::string name = names.contains(label) ? names.at(label) : label;
        const std::vector<std::string> parts{"chat", "completions", "native"};
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const std::string start = name + '-' + version + '-' + parts[i];
            const bool recorded
                = std::ranges::any_of(files, [&](const std::string &file) { return file.starts_with(start); });
            EXPECT_EQ(row[i + 1].find("recorded") != std::string::npos, recorded) << label << ' ' << parts[i];
        }
    }
}

} // namespace
} // namespace tokamark::profiles
