#pragma once

#include "plan/plan.h"
#include "profiles/detection.h"

#include <optional>
#include <string>
#include <vector>

namespace tokamark::session {

/// A kind that a plan says and the server contradicts.
struct OtherKind {
    std::string planned;
    std::string detected;
};

/// A model that a plan names and the server does not list. Adapters and routers may take names that they do not list,
/// so this does not keep anything from being measured.
struct UnlistedModel {
    std::string planned;
    std::vector<std::string> listed; ///< not empty
    std::string nearest; ///< that may have been meant, of several; empty: none is near
};

/// What a plan says of a server and the server says otherwise.
struct Misfits {
    std::optional<OtherKind> kind;
    std::optional<UnlistedModel> model;

    [[nodiscard]] bool empty() const noexcept { return !kind && !model; }
};

/// Whether a target says anything that its server could contradict.
[[nodiscard]] bool mayMisfit(const plan::Target &target);
/// Compares a target with what its server said. Pure; any thread.
[[nodiscard]] Misfits misfitsOf(const plan::Target &target, const profiles::Detection &detection);

} // namespace tokamark::session
