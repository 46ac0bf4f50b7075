#pragma once

#include "plan/plan.h"

#include <QString>
#include <QStringList>

namespace tokamark::ui {

class ResultSet;

/// What was asked of which model, for the line below the titles of charts: "llama-3-8b · 90 tokens in, 48 out". A chart
/// without it cannot be quoted. Pure; any thread that may translate.
namespace scenariotext {

/// What all targets have in common, as the user noted it; empty: nothing.
[[nodiscard]] QString commonNote(const plan::Plan &plan);
/// Of a plan: the models that it and `models` name, else what is noted of all targets; lengths as it asks for them.
[[nodiscard]] QString of(const plan::Plan &plan, QStringList models = {});
/// Of stored runs; what differs between them stands side by side.
[[nodiscard]] QString of(const ResultSet &set);

} // namespace scenariotext
} // namespace tokamark::ui
