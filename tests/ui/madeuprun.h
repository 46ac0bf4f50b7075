#pragma once

#include "session/runsnapshot.h"

#include <cstddef>
#include <memory>

namespace tokamark::ui {

/// A snapshot of the demo plan after `done` cells, with the next one running. The figures are made up but plausible.
[[nodiscard]] std::shared_ptr<session::RunSnapshot> madeUpRun(std::size_t done);

} // namespace tokamark::ui
