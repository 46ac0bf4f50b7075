#pragma once

#include "cli/command.h"
#include "cli/measurement.h"
#include "session/plansecrets.h"

namespace tokamark::cli {

/// `resume`: measures what a stopped or killed run has left.
class ResumeCommand final : public Command {
public:
    explicit ResumeCommand(CLI::App &root);
    [[nodiscard]] ExitStatus run(Console &console) override;

private:
    [[nodiscard]] ExitStatus askForSecret(const Console &console, RunId run,
                                          const session::MissingSecret &missing) const;

    std::string m_run;
    std::vector<std::string> m_headers;
    std::string m_extraBody;
    std::string m_apiKeyEnv;
    std::string m_apiKeyKeychain;
    MeasurementOptions m_measurement;
};

} // namespace tokamark::cli
