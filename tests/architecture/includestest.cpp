#include "architecture/sourcetree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace tokamark::architecture {
namespace {

const std::array<std::string, 13> EngineLayers{"base",    "plan",      "workload",   "schedule", "http",
                                               "metrics", "roofline",  "protocol",   "profiles", "telemetry",
                                               "load",    "simulator", "calibration"};

/// Which layers of core a layer may include, beside itself.
const std::map<std::string, std::set<std::string>> Below{
    {"base", {}},
    {"plan", {"base", "roofline"}},
    {"http", {"base", "plan"}},
    {"workload", {"base", "plan"}},
    {"schedule", {"base"}},
    {"metrics", {"base", "plan"}},
    {"telemetry", {"base", "plan", "metrics", "profiles"}},
    {"roofline", {"base"}},
    {"protocol", {"base", "plan", "http", "workload", "metrics"}},
    {"profiles", {"base", "plan", "protocol"}},
    {"load", {"base", "plan", "http", "workload", "schedule", "metrics", "protocol"}},
    {"simulator", {"base", "plan", "http", "workload", "metrics", "roofline", "protocol"}},
    {"calibration", {"base", "http", "workload", "metrics", "profiles", "load"}},
    {"words", {"base", "plan", "metrics", "protocol", "load", "storage", "session", "cloud"}},
    {"secrets", {"base", "plan"}},
    {"cloud", {"base", "http", "profiles", "backends"}},
    {"storage", {"base", "plan", "metrics"}},
    {"report", {"base", "plan", "workload", "metrics", "storage", "words"}},
    {"backends", {"base", "plan", "http", "workload", "metrics", "protocol", "profiles", "load"}},
    {"monitor", {"base", "plan", "http", "profiles", "telemetry", "backends"}},
    {"session",
     {"base", "plan", "http", "workload", "schedule", "metrics", "roofline", "protocol", "profiles", "telemetry",
      "load", "simulator", "storage", "backends", "monitor", "secrets"}},
};

std::string firstPart(const std::string &path)
{
    return path.substr(0, path.find('/'));
}

std::string describe(const Include &include)
{
    return include.file.string() + " includes " + include.name;
}

bool isQt(const std::string &header)
{
    return header.starts_with("Q") && header.size() > 1
        && (std::isupper(static_cast<unsigned char>(header[1])) != 0 || header[1] == 't');
}

bool isGui(const std::string &header)
{
    constexpr std::array modules{"QtGui", "QtWidgets", "QtPrintSupport", "QtCharts", "QtSvg"};
    return std::ranges::any_of(modules, [&header](const char *module) { return isOfQtModule(header, module); });
}

TEST(Includes, HeadersOfQtModulesAreKnown)
{
    EXPECT_TRUE(isOfQtModule("QWidget", "QtWidgets"));
    EXPECT_TRUE(isOfQtModule("QtGui/QPainter", "QtGui"));
    EXPECT_FALSE(isOfQtModule("QString", "QtGui"));
    EXPECT_TRUE(isQt("QString") && isQt("QtCore") && !isQt("Quantity"));
}

TEST(Includes, EngineHasNoQt)
{
    for (const std::string &layer : EngineLayers) {
        for (const Include &include : includes("core/" + layer))
            EXPECT_FALSE(isQt(include.name)) << describe(include);
    }
}

TEST(Includes, CoreAndCommandLineHaveNoWidgets)
{
    for (const char *folder : {"core", "app/cli"}) {
        for (const Include &include : includes(folder))
            EXPECT_FALSE(isGui(include.name)) << describe(include);
    }
}

TEST(Includes, EveryLayerKnowsOnlyThoseBelow)
{
    for (const auto &[layer, below] : Below) {
        for (const Include &include : includes("core/" + layer)) {
            const std::string used = firstPart(include.name);
            if (include.quoted && used != layer) {
                EXPECT_TRUE(below.contains(used)) << describe(include);
            }
        }
    }
}

TEST(Includes, EveryFolderOfCoreIsALayer)
{
    for (const std::filesystem::path &file : sources("core")) {
        const std::string layer = (++file.begin())->string();
        EXPECT_TRUE(Below.contains(layer)) << file;
    }
}

TEST(Includes, WindowKnowsCoreAndNeverTheProgram)
{
    for (const Include &include : includes("ui")) {
        if (!include.quoted)
            continue;
        const std::filesystem::path name = include.name;
        const bool inside = std::filesystem::exists(top() / "ui" / name)
            || std::filesystem::exists(top() / "core" / name)
            || std::filesystem::exists((top() / include.file).parent_path() / name);
        const bool made = name.extension() == ".moc" || name.filename().string().starts_with("ui_");
        EXPECT_TRUE(inside || made || name == "qcustomplot.h") << describe(include);
    }
}

TEST(Includes, CommandLineNeverKnowsTheWindow)
{
    for (const Include &include : includes("app/cli")) {
        if (include.quoted) {
            EXPECT_FALSE(std::filesystem::exists(top() / "ui" / include.name)) << describe(include);
        }
    }
}

TEST(Includes, PlotLibrariesAreInSourcesOfThePlotsOnly)
{
    for (const char *folder : {"app", "core", "ui"}) {
        for (const Include &include : includes(folder)) {
            const bool plot
                = include.name.find("qcustomplot") != std::string::npos || isOfQtModule(include.name, "QtCharts");
            if (plot) {
                EXPECT_EQ(include.file.parent_path(), "ui/plot") << describe(include);
                EXPECT_EQ(include.file.extension(), ".cpp") << describe(include);
            }
        }
    }
}

} // namespace
} // namespace tokamark::architecture
