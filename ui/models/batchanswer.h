#pragma once

#include "models/differencefamily.h"
#include "models/reportcontent.h"

namespace tokamark::ui {

/// Which backend has the highest output rate, at which load, and whether that stands out against the next one. `family`:
/// what the report compares besides. Pure; any thread that may translate.
[[nodiscard]] ScenarioAnswer batchAnswer(const ResultSet &set, const DifferenceFamily &family);

} // namespace tokamark::ui
