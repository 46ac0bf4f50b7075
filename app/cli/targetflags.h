#pragma once

#include "base/error.h"
#include "plan/plan.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tokamark::cli {

/// The options of `run` that say what is measured and how it is reached. Owned by RunFlags.
class TargetFlags final {
public:
    void addTo(CLI::App &options, const std::string &group);
    [[nodiscard]] bool isGiven() const noexcept { return !m_baseUrl.empty(); }
    /// Of the run and of its target; empty: not given.
    [[nodiscard]] const std::string &name() const noexcept { return m_name; }
    /// What serves there was said, and need not be asked.
    [[nodiscard]] bool isKindGiven() const noexcept { return m_kindOption != nullptr && m_kindOption->count() > 0; }
    /// Error: BadHeader.
    [[nodiscard]] Expected<plan::Target> target() const;

private:
    void addServer(CLI::App &options, const std::string &group);
    void addRequests(CLI::App &options, const std::string &group);
    void addMachine(CLI::App &options, const std::string &group);

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
};

/// "Name: value", as curl takes it. Error: BadHeader.
[[nodiscard]] Expected<std::pair<std::string, std::string>> splitHeader(const std::string &text);

} // namespace tokamark::cli
