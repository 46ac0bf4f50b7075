#pragma once

#include "cli/command.h"
#include "cli/commonoptions.h"

namespace tokamark::cli {

/// `show`: the figures and verdicts of one run.
class ShowCommand final : public Command {
public:
    explicit ShowCommand(CLI::App &root);
    [[nodiscard]] ExitStatus run(Console &console) override;

private:
    std::string m_run;
    bool m_blocks = false;
    bool m_checks = false;
    std::string m_as; ///< name of another tool; empty: our own definitions
    std::string m_window; ///< "10s..40s"; empty: the measured ones
    DatabaseOption m_database;
    OutputFormat m_format = OutputFormat::Text;
};

} // namespace tokamark::cli
