#pragma once

#include "base/error.h"
#include "widgets/theme.h"

#include <QString>

#include <functional>

class QWidget;

namespace tokamark {

/// Writes one picture; the name has neither theme, language nor suffix.
using Shoot = std::function<Expected<void>(QWidget &widget, const QString &name)>;

/// Pictures of every dialog: a backend's form, whole and with faults, a request tried with success and without, and the
/// help. Needs nothing outside: the backends are simulated ones of this process.
[[nodiscard]] Expected<void> shootDialogs(const ui::Theme &theme, const Shoot &shoot);

} // namespace tokamark
