#pragma once

#include "cli/command.h"
#include "cli/measurement.h"

namespace tokamark::cli {

/// `resume`: measures what a stopped or killed run has left.
class ResumeCommand final : public Command {
public:
    explicit ResumeCommand(CLI::App &root);
    [[nodiscard]] ExitStatus run(Console &console) override;

private:
    std::string m_run;
    MeasurementOptions m_measurement;
};

} // namespace tokamark::cli
