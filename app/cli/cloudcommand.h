#pragma once

#include "cli/command.h"
#include "cli/commonoptions.h"

namespace tokamark::cli {

/// `cloud list`: what is deployed in BentoCloud, and where. Reads only.
class CloudCommand final : public Command {
public:
    explicit CloudCommand(CLI::App &root);
    [[nodiscard]] ExitStatus run(Console &console) override;

private:
    std::string m_action;
    std::string m_api;
    std::string m_tokenEnv;
    std::string m_tokenKeychain;
    OutputFormat m_format = OutputFormat::Text;
};

} // namespace tokamark::cli
