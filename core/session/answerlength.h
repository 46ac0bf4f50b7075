#pragma once

#include "plan/plan.h"
#include "storage/storedrun.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace tokamark::session {

/// What the requests of a target say of the length of their answers. That is what the workload plans, unless the target's
/// extra body says something else in its place or beside it. A value.
struct AnswerLength {
    bool asPlanned = true; ///< the length that the workload plans for a request goes out with it
    std::vector<std::uint32_t> ofBody; ///< further lengths, out of the extra body
    std::uint32_t answers = 1; ///< to one request
    bool exact = true; ///< an answer may not end before; whether the server can do that is another matter
    bool known = true; ///< whatever the extra body says of it has been understood

    /// No more tokens may come for a request that the workload plans `planned` for. Where lengths stand beside each other,
    /// one server takes this and another that: the largest. Empty: there is no telling.
    [[nodiscard]] std::optional<double> most(std::uint32_t planned) const;
    /// So many tokens and no others have to come; empty: that was not asked for, or there is no telling.
    [[nodiscard]] std::optional<double> exactly(std::uint32_t planned) const;

    bool operator==(const AnswerLength &) const = default;
};

[[nodiscard]] AnswerLength answerLengthOf(const storage::StoredTarget &target, const plan::Workload &workload);

} // namespace tokamark::session
