#pragma once

#include "plan/planfault.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokamark::plan {

/// Collects faults; each names the key as the TOML form writes it. Local to the checks of a plan.
class Faults final {
public:
    void add(const std::string &key, FaultKind kind, const std::string &value = {}, ErrorCode code = ErrorCode::BadPlan)
    {
        m_faults.push_back({key, kind, value, {}, code});
    }
    void addIf(bool wrong, const std::string &key, FaultKind kind, const std::string &value = {})
    {
        if (wrong)
            add(key, kind, value);
    }
    void addMisspelt(const std::string &key, FaultKind kind, const std::string &value, std::string_view meant)
    {
        m_faults.push_back({key, kind, value, std::string(meant), ErrorCode::BadPlan});
    }
    [[nodiscard]] std::vector<Fault> take() { return std::move(m_faults); }

private:
    std::vector<Fault> m_faults;
};

} // namespace tokamark::plan
