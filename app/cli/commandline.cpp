#include "cli/commandline.h"

#include "cli/ceilingcommand.h"
#include "cli/cloudcommand.h"
#include "cli/comparecommand.h"
#include "cli/completioncommand.h"
#include "cli/democommand.h"
#include "cli/detectcommand.h"
#include "cli/exportcommand.h"
#include "cli/listcommand.h"
#include "cli/mancommand.h"
#include "cli/optiontree.h"
#include "cli/plancommand.h"
#include "cli/resumecommand.h"
#include "cli/runcommand.h"
#include "cli/showcommand.h"
#include "plan/nearestname.h"
#include "version.h"

#include <algorithm>

namespace tokamark::cli {
namespace {

/// The name that was probably meant by something that is no option or command, if there is one.
std::string nearest(const CLI::App &app, const std::string &written)
{
    std::vector<std::string> names;
    for (const CLI::Option *option : visibleOptions(app)) {
        for (std::string &name : spellings(*option))
            names.push_back(std::move(name));
    }
    for (const CLI::App *command : subcommands(app))
        names.push_back(command->get_name());
    const std::vector<std::string_view> views(names.begin(), names.end());
    return std::string(plan::nearestName(written, views));
}

} // namespace

template <class... Commands> void CommandLine::add()
{
    (m_commands.push_back(std::make_unique<Commands>(m_root)), ...);
}

CommandLine::CommandLine(Console &console)
    : m_console(console)
    , m_root("Measures time to first token and tokens per second of LLM servers over concurrency.", "tokamark-cli")
{
    m_root.set_version_flag("--version", std::string("tokamark-cli ") + Version);
    m_root.require_subcommand(0, 1);
    m_root.get_formatter()->column_width(34);
    m_root.footer("Examples:\n"
                  "  tokamark-cli run --base-url http://127.0.0.1:8000 --max-concurrency 1,10,50 --duration 30s\n"
                  "      measure a server of your own\n"
                  "  tokamark-cli list\n"
                  "      what was measured\n"
                  "Each command has its own --help.");
    add<RunCommand, PlanCommand, ResumeCommand, DetectCommand, CloudCommand, ListCommand, ShowCommand, CompareCommand,
        ExportCommand, DemoCommand, CeilingCommand, CompletionCommand, ManCommand>();
}

CommandLine::~CommandLine() = default;

ExitStatus CommandLine::run(std::vector<std::string> arguments)
{
    const std::vector<std::string> asTyped = arguments;
    std::ranges::reverse(arguments); // CLI11 takes them from the end
    try {
        m_root.parse(std::move(arguments));
    } catch (const CLI::ParseError &error) {
        return refuse(error, asTyped);
    }
    for (const std::unique_ptr<Command> &command : m_commands) {
        if (command->wasAsked())
            return command->run(m_console);
    }
    m_console.err() << m_root.help();
    return ExitStatus::BadUsage;
}

ExitStatus CommandLine::refuse(const CLI::ParseError &error, const std::vector<std::string> &arguments) const
{
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
        m_root.exit(error, m_console.out(), m_console.err());
        return ExitStatus::Done;
    }
    const std::vector<CLI::App *> chosen = m_root.get_subcommands();
    const CLI::App &app = chosen.empty() ? m_root : *chosen.front();
    m_console.complain(error.what());
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError)) {
        for (const std::string &argument : arguments) {
            const std::string unknown = argument.substr(0, argument.find('='));
            const std::string meant = nearest(app, unknown);
            if (!meant.empty() && meant != unknown)
                m_console.err() << "Did you mean " << meant << "?\n";
        }
    }
    m_console.err() << "See " << (chosen.empty() ? "tokamark-cli" : "tokamark-cli " + app.get_name()) << " --help\n";
    return ExitStatus::BadUsage;
}

} // namespace tokamark::cli
