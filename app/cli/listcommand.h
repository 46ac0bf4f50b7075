#pragma once

#include "cli/command.h"
#include "cli/commonoptions.h"

namespace tokamark::cli {

/// `list`: the runs in a database, newest first.
class ListCommand final : public Command {
public:
    explicit ListCommand(CLI::App &root);
    [[nodiscard]] ExitStatus run(Console &console) override;

private:
    DatabaseOption m_database;
    OutputFormat m_format = OutputFormat::Text;
};

} // namespace tokamark::cli
