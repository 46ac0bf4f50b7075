#pragma once

#include "backends/httpprobe.h"
#include "cli/command.h"
#include "cli/commonoptions.h"

namespace tokamark::cli {

/// `detect`: says what serves at a URL. Reads only.
class DetectCommand final : public Command {
public:
    explicit DetectCommand(CLI::App &root);
    [[nodiscard]] ExitStatus run(Console &console) override;

private:
    ExitStatus detectAtUsualPorts(Console &console, const backends::ProbeOptions &probe) const;

    std::string m_url;
    std::string m_apiKeyEnv;
    std::string m_apiKeyKeychain;
    std::string m_caFile;
    bool m_insecure = false;
    OutputFormat m_format = OutputFormat::Text;
};

} // namespace tokamark::cli
