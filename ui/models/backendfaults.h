#pragma once

#include "plan/plan.h"

#include <QString>

#include <utility>
#include <vector>

namespace tokamark::ui {

/// What is wrong with one backend: the key of its field, and the sentence that goes beside it. Pure; any thread that may
/// translate.
[[nodiscard]] std::vector<std::pair<QString, QString>> backendFaults(const plan::Target &target);

} // namespace tokamark::ui
