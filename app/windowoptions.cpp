#include "windowoptions.h"

#include "version.h"

#include <CLI/CLI.hpp>

#include <map>
#include <string>

namespace tokamark {

namespace {
constexpr int BadUsage = 2;
} // namespace

WindowOptions::Parsed WindowOptions::parse(int argc, char **argv)
{
    Parsed parsed;
    std::string database;
    std::string plan;
    std::string language;
    std::string theme;
    CLI::App options{"Measures LLM serving backends: time to first token and tokens per second over concurrency."};
    options.set_version_flag("--version", std::string("tokamark ") + Version);
    options.add_flag("--demo", parsed.options.demo, "Start with the ready plan of simulated backends");
    options.add_option("--db", database, "Database of runs")->option_text("FILE");
    options.add_option("--plan,PLAN", plan, "Plan to start with")->option_text("FILE")->check(CLI::ExistingFile);
    options.add_option("--language", language, "Language of the window")->check(CLI::IsMember({"en", "ru"}));
    options.add_option("--theme", theme, "Appearance of the window")->check(CLI::IsMember({"system", "light", "dark"}));
    std::string shots;
    options
        .add_option("--shots", shots, "Write a picture of every page and dialog, filled with a simulated run, and end")
        ->option_text("DIR");
    ChartExportOptions charts;
    CLI::Option *folder = options
                              .add_option_function<std::string>(
                                  "--export-charts",
                                  [&charts](const std::string &text) { charts.folder = QString::fromStdString(text); },
                                  "Write the charts of a run and end; needs no display")
                              ->option_text("DIR");
    options
        .add_option_function<std::string>(
            "--run", [&charts](const std::string &text) { charts.run = QString::fromStdString(text); },
            "Run to export, by id or name")
        ->option_text("RUN")
        ->needs(folder);
    options
        .add_option_function<std::string>(
            "--format", [&charts](const std::string &text) { charts.format = QString::fromStdString(text); },
            "Format of the charts")
        ->check(CLI::IsMember({"png", "pdf", "svg"}))
        ->needs(folder);
    options.add_flag("--force", charts.replace, "Write over charts that are there already")->needs(folder);
    try {
        options.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        parsed.exitStatus = options.exit(error) == 0 ? 0 : BadUsage;
        return parsed;
    }
    parsed.options.databasePath = QString::fromStdString(database);
    parsed.options.planPath = QString::fromStdString(plan);
    parsed.options.shotsFolder = QString::fromStdString(shots);
    if (!language.empty())
        parsed.options.language = QString::fromStdString(language);
    const std::map<std::string, ui::Appearance> themes
        = {{"system", ui::Appearance::System}, {"light", ui::Appearance::Light}, {"dark", ui::Appearance::Dark}};
    if (!theme.empty())
        parsed.options.appearance = themes.at(theme);
    if (folder->count() > 0) {
        if (charts.format.isEmpty())
            charts.format = QStringLiteral("png");
        charts.databasePath = parsed.options.databasePath;
        charts.dark = parsed.options.appearance == ui::Appearance::Dark;
        parsed.options.chartExport = charts;
    }
    return parsed;
}

} // namespace tokamark
