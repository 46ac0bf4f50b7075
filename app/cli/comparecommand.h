#pragma once

#include "cli/command.h"
#include "cli/commonoptions.h"
#include "cli/gate.h"
#include "report/runcomparison.h"

#include <vector>

namespace tokamark::cli {

/// `compare`: differences of two runs, and a gate for CI.
class CompareCommand final : public Command {
public:
    explicit CompareCommand(CLI::App &root);
    [[nodiscard]] ExitStatus run(Console &console) override;

private:
    [[nodiscard]] ExitStatus holdGates(const Console &console, const report::RunComparison &comparison) const;

    std::string m_a;
    std::string m_b;
    std::vector<Gate> m_gates;
    report::TargetPairs m_pairs;
    DatabaseOption m_database;
    OutputFormat m_format = OutputFormat::Text;
    bool m_all = false; ///< figures in the text
};

} // namespace tokamark::cli
