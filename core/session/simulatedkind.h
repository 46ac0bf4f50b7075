#pragma once

#include "simulator/preset.h"

#include <string>
#include <string_view>

namespace tokamark::session {

/// The kind, as detection names it, of the server that a simulated backend plays.
[[nodiscard]] std::string kindOf(simulator::EngineKind engine);
/// The same of PRESET or PRESET@DIALECT, as it stands behind "sim:". Where a dialect is an engine inside of something
/// else, it is the engine, for that is what is measured.
[[nodiscard]] std::string kindOfSimulated(std::string_view spec);

} // namespace tokamark::session
