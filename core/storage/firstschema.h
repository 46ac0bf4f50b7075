#pragma once

#include <QStringList>

namespace tokamark::storage {

/// Version 1: every table of a run, and views of them for people. Never changed: later versions rest on it.
[[nodiscard]] QStringList firstSchema();
/// Version 2: where the metrics of a saved backend's server and GPUs are, and a view of what was sampled.
[[nodiscard]] QStringList samplingSchema();

} // namespace tokamark::storage
