#pragma once

#include "calibration/ceiling.h"
#include "cli/command.h"
#include "cli/commonoptions.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tokamark::cli {

/// One step as the terminal shows it; a dash for what was not measured.
[[nodiscard]] std::string ceilingLine(const calibration::CeilingStep &step);

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
