#pragma once

#include "plan/plan.h"
#include "profiles/detection.h"
#include "widgets/noticecard.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace tokamark::ui {

/// Something about a plan that will not stop it but spoil what it says, and what can be done about it.
struct PlanAdvice {
    struct Fix {
        QString label;
        plan::Plan plan; ///< with the fix made
    };

    Tone tone = Tone::Warning;
    QString text;
    std::vector<Fix> fixes;
};

/// How many requests a target works on at once; empty: not known.
using CapOf = std::function<std::optional<std::uint32_t>(const plan::Target &)>;

/// What is known of a target's server.
using DetectionOf = std::function<profiles::Detection(const plan::Target &)>;

/// Where a plan names a kind or a model that the server contradicts, as far as it has been asked.
[[nodiscard]] std::vector<PlanAdvice> adviseMisfits(const plan::Plan &plan, const DetectionOf &detectionOf);
/// What to say about a plan, most important first. `fewestRequests`: expected in the smallest cell; 0: not known.
[[nodiscard]] std::vector<PlanAdvice> advise(const plan::Plan &plan, std::uint64_t fewestRequests, const CapOf &capOf);

} // namespace tokamark::ui
