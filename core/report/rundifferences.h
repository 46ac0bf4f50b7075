#pragma once

#include "storage/storedrun.h"

#include <QString>

#include <cstdint>
#include <span>
#include <vector>

namespace tokamark::report {

/// One thing that two runs did not have alike, each side in words for a table.
struct RunDifference {
    QString what; ///< "output tokens"
    QString of; ///< whose, where a run has several: the name of a workload or a target of the first run
    QString a;
    QString b;
    /// In what was sent or how hard: figures differ by that alone, whatever the servers did.
    bool inLoad = false;

    /// "output tokens", "output tokens of chat".
    [[nodiscard]] QString title() const;
    bool operator==(const RunDifference &) const = default;
};

/// A target and a workload of each of two runs that are laid side by side.
struct ComparedPlaces {
    std::uint32_t targetA = 0;
    std::uint32_t targetB = 0;
    std::uint32_t workloadA = 0;
    std::uint32_t workloadB = 0;

    bool operator==(const ComparedPlaces &) const = default;
};

/// What moves figures and is not alike in two runs, beside the servers themselves: each once, what is in the load first.
/// How long a window was is not among it, for that moves certainty and not figures; how much a counted cell or a cut trace
/// took in is.
[[nodiscard]] std::vector<RunDifference> differencesOf(const storage::StoredRun &a, const storage::StoredRun &b,
                                                       std::span<const ComparedPlaces> places);

} // namespace tokamark::report
