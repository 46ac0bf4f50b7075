#pragma once

#include "models/referencecurves.h"

#include <QString>

#include <optional>

namespace tokamark::ui {

class ResultSet;

[[nodiscard]] QString name(ReferenceStudy study);
/// Adds the curves of a study for one metric: those of backends that were measured here too, in their colours; where the
/// study has none of them, all of its curves in grey and with their names. The caption says whose they are, or that there
/// are none. Without a metric there never are.
void overlayReference(CurveData &data, const ResultSet &set, ReferenceStudy study,
                      const std::optional<metrics::Metric> &metric);

} // namespace tokamark::ui
