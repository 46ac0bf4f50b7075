#pragma once

#include "cli/command.h"
#include "cli/measurement.h"
#include "cli/runflags.h"

namespace tokamark::cli {

/// `run`: measures by a plan file or by options.
class RunCommand final : public Command {
public:
    explicit RunCommand(CLI::App &root);
    [[nodiscard]] ExitStatus run(Console &console) override;

private:
    [[nodiscard]] Expected<plan::Plan> plan() const;

    std::string m_planFile;
    RunFlags m_flags;
    MeasurementOptions m_measurement;
};

} // namespace tokamark::cli
