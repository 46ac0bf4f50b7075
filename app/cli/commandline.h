#pragma once

#include "cli/command.h"

#include <memory>
#include <string>
#include <vector>

namespace tokamark::cli {

/// The command line as a whole: the tree of options, and the commands behind it. Made by main, lives as long as the
/// program; main thread.
class CommandLine final {
public:
    explicit CommandLine(Console &console);
    ~CommandLine();
    CommandLine(const CommandLine &) = delete;
    CommandLine &operator=(const CommandLine &) = delete;

    /// `arguments` without the program's name.
    [[nodiscard]] ExitStatus run(std::vector<std::string> arguments);

private:
    template <class... Commands> void add();
    [[nodiscard]] ExitStatus refuse(const CLI::ParseError &error, const std::vector<std::string> &arguments) const;

    Console &m_console;
    CLI::App m_root;
    std::vector<std::unique_ptr<Command>> m_commands;
};

} // namespace tokamark::cli
