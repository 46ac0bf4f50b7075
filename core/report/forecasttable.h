#pragma once

#include "plan/traceforecast.h"

#include <QByteArray>
#include <QString>

#include <span>

namespace tokamark::report {

/// What a plan will do, for a terminal: a row for each cell of the first repetition, then the whole.
[[nodiscard]] QString forecastText(const plan::Plan &plan, std::span<const plan::CellForecast> cells);
/// The same for scripts, every cell: {"cells": [{"target", "level", "requests", "seconds", ...}], "total": {...}}. Null
/// where nothing can be told beforehand.
[[nodiscard]] QByteArray forecastJson(const plan::Plan &plan, std::span<const plan::CellForecast> cells);

} // namespace tokamark::report
