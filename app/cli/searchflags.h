#pragma once

#include "base/error.h"
#include "plan/plan.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tokamark::cli {

/// The options of `run` that ask for the largest load that is good enough. Owned by LoadFlags.
class SearchFlags final {
public:
    void addTo(CLI::App &options, const std::string &group);
    [[nodiscard]] bool isAsked() const noexcept { return !m_texts.empty(); }
    /// `loads`: as given with --max-concurrency or --request-rate: nothing, the highest, or the lowest and the highest.
    /// Error: BadUsage.
    [[nodiscard]] Expected<plan::Search> search(std::span<const double> loads) const;

private:
    std::vector<std::string> m_texts;
    std::optional<double> m_precisionPct;
};

} // namespace tokamark::cli
