#include "architecture/sourcetree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

namespace tokamark::architecture {
namespace {

constexpr std::ptrdiff_t LongestFile = 600;

/// Files that may be longer, each with its reason.
const std::map<std::string, std::ptrdiff_t> LongFiles{};

bool has(const std::string &program)
{
    return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
}

TEST(Tree, FilesFitIntoAHead)
{
    for (const char *folder : {"app", "core", "ui", "tests"}) {
        for (const std::filesystem::path &file : sources(folder)) {
            const std::string text = read(file);
            const auto known = LongFiles.find(file.string());
            const std::ptrdiff_t limit = known == LongFiles.end() ? LongestFile : known->second;
            EXPECT_LE(std::ranges::count(text, '\n'), limit) << file;
        }
    }
}

TEST(Tree, HeadersGuardThemselves)
{
    for (const char *folder : {"app", "core", "ui", "tests"}) {
        for (const std::filesystem::path &file : files(folder, {".h"}))
            EXPECT_TRUE(read(file).starts_with("#pragma once\n")) << file;
    }
}

TEST(Tree, VersionIsInOnePlace)
{
    const std::string version = TOKAMARK_VERSION;
    ASSERT_FALSE(version.empty());
    for (const char *folder : {"app", "core", "ui", "cmake", "packaging", "resources"}) {
        for (const std::filesystem::path &file :
             files(folder, {".h", ".cpp", ".in", ".txt", ".cmake", ".sh", ".desktop", ".xml"}))
            EXPECT_EQ(read(file).find(version), std::string::npos) << file;
    }
    const std::string project = read("CMakeLists.txt");
    const std::size_t first = project.find(version);
    ASSERT_NE(first, std::string::npos);
    EXPECT_EQ(project.find(version, first + 1), std::string::npos);
}

TEST(Tree, NothingIsFetchedFromNamedHosts)
{
    // Packages come from wherever the machine is set up to take them from.
    for (const char *folder : {"packaging", "tests", "cmake", ".ci"}) {
        for (const std::filesystem::path &file : files(folder, {".txt", ".cmake", ".sh", ".py", "run"})) {
            const std::string text = read(file);
            for (const char *option : {"--index-url", "--extra-index-url", "--find-links", "FetchContent", "registry."})
                EXPECT_EQ(text.find(option), std::string::npos) << file << " has " << option;
        }
    }
}

TEST(Tree, CommandLineNeedsNoGuiLibrary)
{
    std::ifstream in(TOKAMARK_BIN_DIR "/tokamark-cli", std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    const std::string program = bytes.str();
    ASSERT_NE(program.find("libQt6Core.so"), std::string::npos);
    EXPECT_EQ(program.find("libQt6Gui.so"), std::string::npos);
    EXPECT_EQ(program.find("libQt6Widgets.so"), std::string::npos);
}

TEST(Tree, SimulatorNeedsNoQt)
{
    std::ifstream in(TOKAMARK_BIN_DIR "/tokamark-sim", std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    ASSERT_FALSE(bytes.str().empty());
    EXPECT_EQ(bytes.str().find("libQt6"), std::string::npos);
}

TEST(Tree, DesktopFileIsValid)
{
    if (!has("desktop-file-validate"))
        GTEST_SKIP() << "desktop-file-validate is not installed";
    EXPECT_EQ(std::system("desktop-file-validate " TOKAMARK_SOURCE_DIR "/packaging/linux/*.desktop"), 0);
}

TEST(Tree, MetainfoIsValid)
{
    if (!has("appstreamcli"))
        GTEST_SKIP() << "appstreamcli is not installed";
    EXPECT_EQ(std::system("appstreamcli validate --no-net " TOKAMARK_BIN_DIR "/../packaging/*.metainfo.xml"), 0);
}

TEST(Tree, ScriptsParse)
{
    for (const char *script : {"dev", ".ci/run", "packaging/release.sh"})
        EXPECT_EQ(std::system(("bash -n " TOKAMARK_SOURCE_DIR "/" + std::string(script)).c_str()), 0) << script;
}

} // namespace
} // namespace tokamark::architecture
