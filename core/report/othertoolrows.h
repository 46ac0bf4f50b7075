#pragma once

#include "metrics/cellfigures.h"
#include "metrics/othertool.h"

#include <optional>
#include <vector>

namespace tokamark::report {

/// One figure of a cell as it is here and as another benchmark would have reported it.
struct OtherToolRow {
    std::optional<metrics::Metric> metric; ///< empty: the peak output rate
    std::optional<double> ours; ///< infinite: over the time limit
    std::optional<double> theirs; ///< empty: the tool has none
    bool explains = false; ///< the first of its kind: the reason why they differ stands here and not five times

    bool operator==(const OtherToolRow &) const = default;
};

/// What the tool reports, and the first figure of each kind that it does not.
[[nodiscard]] std::vector<OtherToolRow> otherToolRows(const metrics::CellFigures &ours,
                                                      const metrics::OtherFigures &theirs);

} // namespace tokamark::report
