#pragma once

#include "base/error.h"
#include "cli/loadflags.h"
#include "cli/targetflags.h"
#include "plan/plan.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokamark::cli {

/// The options of `run` that describe a measurement without a plan file, under the names that users of vLLM's benchmark
/// know. Owned by the command.
class RunFlags final {
public:
    void addTo(CLI::App &options);
    /// True if any of them was given, so that a plan file beside them would be ambiguous.
    [[nodiscard]] bool any() const;
    [[nodiscard]] const std::string &name() const noexcept { return m_target.name(); }
    /// What serves there was said, and need not be asked.
    [[nodiscard]] bool isKindGiven() const noexcept { return m_target.isKindGiven(); }
    /// The plan they describe. Errors: BadUsage, Unsupported.
    [[nodiscard]] Expected<plan::Plan> plan() const;

private:
    void addWorkload(CLI::App &options);
    void addResult(CLI::App &options);
    [[nodiscard]] plan::Workload workload() const;

    std::vector<const CLI::Option *> m_all;
    TargetFlags m_target;
    LoadFlags m_load;

    std::string m_dataset;
    std::uint32_t m_inputTokens = 128;
    std::uint32_t m_outputTokens = 128;
    bool m_ignoreEos = true;
    std::string m_systemPrompt;
    double m_temperature = 0;
    std::uint64_t m_seed = 0;

    std::vector<plan::Slo> m_slos;
    std::vector<double> m_percentiles;
};

} // namespace tokamark::cli
