#pragma once

#include "base/error.h"
#include "metrics/cellfigures.h"
#include "plan/plan.h"
#include "roofline/roofline.h"
#include "storage/storedrun.h"

#include <cstdint>
#include <optional>
#include <string>

namespace tokamark::session {

/// What is known of the hardware behind a target.
struct HardwareFacts {
    std::string detectedGpu; ///< as its driver calls it; empty: not seen
    std::uint32_t detectedGpus = 0; ///< how many of it
    std::string model; ///< as the server calls it
    std::uint32_t parallelism = 0; ///< requests that the server works on at a time; 0: not known
};

/// The replica that a target is, by what its plan says and what was seen. Empty where the GPU or the shape of the model
/// is not known. Errors: BadPlan for a name that is none, and those of a config.json.
[[nodiscard]] Expected<std::optional<roofline::Replica>> replicaOf(const plan::Target &target,
                                                                   const HardwareFacts &facts);

/// What that replica could do at most under the load of this cell. Told only where the plan names GPU, their number, model
/// and weights: a bound that is put together from names may be too low.
[[nodiscard]] metrics::PhysicsFigures physicsOf(const roofline::Replica &replica, const plan::Target &target,
                                                const HardwareFacts &facts, const metrics::CellFigures &figures);

/// The same for a target as it was measured; empty where its GPU or the shape of its model is not known. `detectedGpu`:
/// as its driver calls it; empty: not seen.
[[nodiscard]] std::optional<metrics::PhysicsFigures>
boundsOf(const storage::StoredTarget &target, const std::string &detectedGpu, const metrics::CellFigures &figures);

} // namespace tokamark::session
