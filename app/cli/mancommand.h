#pragma once

#include "cli/command.h"

namespace tokamark::cli {

/// `man`: prints a manual page as roff. The build installs what it prints.
class ManCommand final : public Command {
public:
    explicit ManCommand(CLI::App &root);
    [[nodiscard]] ExitStatus run(Console &console) override;

private:
    const CLI::App &m_root;
    std::string m_name;
};

} // namespace tokamark::cli
