#include "cli/command.h"

namespace tokamark::cli {

Command::Command(CLI::App &root, const std::string &name, const std::string &description)
    : m_options(*root.add_subcommand(name, description))
{
}

void Command::setExamples(const std::vector<std::pair<std::string, std::string>> &examples)
{
    std::string footer = "Examples:";
    for (const auto &[line, what] : examples)
        footer += "\n  " + line + "\n      " + what;
    m_options.footer(footer);
}

} // namespace tokamark::cli
