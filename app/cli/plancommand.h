#pragma once

#include "cli/command.h"
#include "plan/presets.h"

namespace tokamark::cli {

/// `plan`: writes a preset as a plan file to be edited.
class PlanCommand final : public Command {
public:
    explicit PlanCommand(CLI::App &root);
    [[nodiscard]] ExitStatus run(Console &console) override;

private:
    std::string m_preset;
    std::string m_model = "8b";
    std::string m_out;
    bool m_force = false;
    plan::PresetOptions m_options;
};

} // namespace tokamark::cli
