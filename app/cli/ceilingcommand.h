#pragma once

#include "cli/command.h"
#include "cli/commonoptions.h"

#include <cstdint>
#include <vector>

namespace tokamark::cli {

/// `ceiling`: finds the most that this client can measure truly on this machine, and keeps it for the verdicts.
class CeilingCommand final : public Command {
public:
    explicit CeilingCommand(CLI::App &root);
    [[nodiscard]] ExitStatus run(Console &console) override;

private:
    std::vector<std::uint32_t> m_streams;
    double m_seconds = 3;
    unsigned m_workers = 1;
    bool m_isTrial = false;
    OutputFormat m_format = OutputFormat::Text;
};

} // namespace tokamark::cli
