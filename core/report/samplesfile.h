#pragma once

#include "storage/storedrun.h"

#include <QByteArray>

#include <span>
#include <vector>

namespace tokamark::report {

/// What was sampled beside the requests of one cell.
struct CellSamples {
    const storage::StoredCell *cell = nullptr;
    std::vector<storage::Sample> samples;
};

/// A heading line and a line per sample of the client, the server and the GPUs; seconds since the start of the cell.
[[nodiscard]] QByteArray samplesCsv(const storage::StoredRun &run, std::span<const CellSamples> cells);
/// The same as one document: of every cell, each quantity as two arrays of equal length, seconds and values.
[[nodiscard]] QByteArray samplesJson(const storage::StoredRun &run, std::span<const CellSamples> cells);

} // namespace tokamark::report
