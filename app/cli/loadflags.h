#pragma once

#include "base/error.h"
#include "cli/searchflags.h"
#include "plan/plan.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokamark::cli {

/// The options of `run` that say how much load comes, for how long and how often. Owned by RunFlags.
class LoadFlags final {
public:
    void addTo(CLI::App &options, const std::string &group);
    /// Sets load, repetitions, search and the limit of a request. Error: BadUsage.
    [[nodiscard]] Expected<void> applyTo(plan::Plan &plan) const;

private:
    void addKinds(CLI::App &options, const std::string &group);
    void addLengths(CLI::App &options, const std::string &group);
    [[nodiscard]] bool isClosedLoop() const;
    [[nodiscard]] Expected<void> setLevels(plan::Load &load) const;
    [[nodiscard]] Expected<void> setSearch(plan::Plan &plan) const;
    [[nodiscard]] Expected<plan::Load> load() const;

    std::vector<std::uint32_t> m_levels;
    std::vector<double> m_rates;
    double m_burstiness = 1;
    std::string m_trace;
    std::vector<double> m_traceSpeeds;
    std::optional<Duration> m_duration;
    std::optional<std::uint64_t> m_prompts;
    Duration m_ramp{};
    std::optional<Duration> m_warmup;
    std::uint32_t m_warmupRequests = 0;
    std::optional<std::uint32_t> m_runs;
    SearchFlags m_search;
    Duration m_thinkTime{};
    Duration m_timeout = std::chrono::seconds(60);
};

} // namespace tokamark::cli
