#pragma once

#include "base/error.h"
#include "plan/plan.h"

namespace tokamark::session {

/// The plan as it may be stored and handed on: values of headers that carry keys are left out.
[[nodiscard]] plan::Plan withoutSecrets(plan::Plan plan);
/// A stored plan cannot be run again where a value was left out. Error: KeyMissing with the header's name.
[[nodiscard]] Expected<void> checkSecrets(const plan::Plan &plan);

} // namespace tokamark::session
