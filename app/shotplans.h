#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "plan/plan.h"

#include <QString>

#include <string_view>

// The plans whose runs the pictures of the window show: simulated backends, each in the colour of its place.
namespace tokamark::shotplans {

[[nodiscard]] plan::Plan ofPreset(std::string_view preset, Duration duration);
/// Requests that come at a rate.
[[nodiscard]] plan::Plan ofRates();
/// A recorded trace, which is written into the folder. Errors: FileUnwritable.
[[nodiscard]] Expected<plan::Plan> ofTrace(const QString &folder);
/// A search for the largest load, with a command before each cell and prompts that share their beginning.
[[nodiscard]] plan::Plan ofSearch();

} // namespace tokamark::shotplans
