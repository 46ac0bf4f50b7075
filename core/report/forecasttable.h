#pragma once

#include "plan/forecast.h"
#include "plan/plan.h"

#include <QByteArray>
#include <QString>

namespace tokamark::report {

/// What a plan will do, for a terminal: a row for each cell of the first repetition, then the whole; of a search, between
/// what it lies. Then which rows of a trace are not played as they stand.
[[nodiscard]] QString forecastText(const plan::Plan &plan, const plan::PlanForecast &forecast);
/// The same for scripts, every cell: {"cells": [{"target", "level", "requests", "seconds", ...}], "total": {...}}, of a
/// search {"search": {"least": {"cells", "requests", "seconds"}, "most": {...}}}, of a trace {"trace": {"rows_left_out",
/// "rows_out_of_order"}}. Null where nothing can be told beforehand.
[[nodiscard]] QByteArray forecastJson(const plan::Plan &plan, const plan::PlanForecast &forecast);

} // namespace tokamark::report
