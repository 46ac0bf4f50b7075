#pragma once

#include "cli/command.h"
#include "cli/commonoptions.h"
#include "plan/presets.h"

namespace tokamark::cli {

/// `plan`: writes a preset as a plan file to be edited, or tells what a plan file will do.
class PlanCommand final : public Command {
public:
    explicit PlanCommand(CLI::App &root);
    [[nodiscard]] ExitStatus run(Console &console) override;

private:
    [[nodiscard]] ExitStatus writePreset(Console &console);
    [[nodiscard]] ExitStatus writeForecast(const Console &console) const;

    std::string m_forecast; ///< plan file; empty: a preset is written
    OutputFormat m_format = OutputFormat::Text;
    std::string m_preset;
    std::string m_model = "8b";
    std::string m_out;
    bool m_force = false;
    plan::PresetOptions m_options;
};

} // namespace tokamark::cli
