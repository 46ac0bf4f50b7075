#pragma once

#include "cli/command.h"

namespace tokamark::cli {

/// `completion`: prints the script that completes command lines in a shell.
class CompletionCommand final : public Command {
public:
    explicit CompletionCommand(CLI::App &root);
    [[nodiscard]] ExitStatus run(Console &console) override;

private:
    const CLI::App &m_root;
    std::string m_shell;
};

} // namespace tokamark::cli
