#pragma once

#include "base/error.h"
#include "cli/searchflags.h"
#include "plan/plan.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tokamark::cli {

/// The options of `run` that describe a measurement without a plan file, under the names that users of vLLM's benchmark
/// know. Owned by the command.
class RunFlags final {
public:
    void addTo(CLI::App &options);
    /// True if any of them was given, so that a plan file beside them would be ambiguous.
    [[nodiscard]] bool any() const;
    [[nodiscard]] const std::string &name() const noexcept { return m_name; }
    /// What serves there was said, and need not be asked.
    [[nodiscard]] bool isKindGiven() const noexcept { return m_kindOption != nullptr && m_kindOption->count() > 0; }
    /// The plan they describe. Errors: BadUsage, Unsupported.
    [[nodiscard]] Expected<plan::Plan> plan() const;

private:
    void addTarget(CLI::App &options);
    void addLoad(CLI::App &options);
    void addWorkload(CLI::App &options);
    void addResult(CLI::App &options);
    [[nodiscard]] bool isClosedLoop() const;
    [[nodiscard]] Expected<void> setLevels(plan::Load &load) const;
    [[nodiscard]] Expected<void> setSearch(plan::Plan &plan) const;
    [[nodiscard]] Expected<plan::Target> target() const;
    [[nodiscard]] Expected<plan::Load> load() const;
    [[nodiscard]] plan::Workload workload() const;

    std::vector<const CLI::Option *> m_all;
    std::string m_baseUrl;
    std::string m_kind = "openai";
    const CLI::Option *m_kindOption = nullptr;
    std::string m_name;
    std::string m_model;
    std::string m_endpoint = "auto";
    std::string m_native;
    std::vector<std::string> m_headers;
    std::string m_extraBody;
    std::string m_apiKeyEnv;
    std::string m_apiKeyKeychain;
    std::string m_caFile;
    bool m_insecure = false;
    std::vector<std::string> m_metricsUrls;
    std::uint32_t m_gpus = 0;
    std::string m_gpuMetricsUrl;
    plan::Hardware m_hardware;

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

    std::string m_dataset;
    std::uint32_t m_inputTokens = 128;
    std::uint32_t m_outputTokens = 128;
    bool m_ignoreEos = false;
    std::string m_systemPrompt;
    double m_temperature = 0;
    std::uint64_t m_seed = 0;

    std::vector<plan::Slo> m_slos;
    std::vector<double> m_percentiles;
};

/// "Name: value", as curl takes it. Error: BadHeader.
[[nodiscard]] Expected<std::pair<std::string, std::string>> splitHeader(const std::string &text);

/// "ttft:500" as `--goodput` takes it; empty if it is not of that form.
[[nodiscard]] std::optional<plan::Slo> parseSlo(const std::string &text);

} // namespace tokamark::cli
