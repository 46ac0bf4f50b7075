#pragma once

#include "metrics/comparison.h"

#include <optional>
#include <string>

namespace tokamark::cli {

/// A condition under which `compare` fails: "ttft_p95>+5%" is met when the 95th percentile of TTFT rose by more than
/// five per cent from the first run to the second. A value.
struct Gate {
    enum class Sense { Above, Below };
    metrics::Metric metric = metrics::Metric::TtftMean;
    Sense sense = Sense::Above;
    double percent = 0;
    std::string text; ///< as written

    [[nodiscard]] bool isMetBy(const metrics::Difference &difference) const;
    /// False for another metric, and where failures have reached the figure in both runs, or it is zero in both.
    [[nodiscard]] bool canBeHeldAgainst(const metrics::Difference &difference) const;
};

/// Why `text` is no gate: the form that it should have, and the figures where its figure is none of them.
[[nodiscard]] std::string gateFault(const std::string &text);

/// Empty if `text` is not METRIC>PERCENT% or METRIC<PERCENT%.
[[nodiscard]] std::optional<Gate> parseGate(const std::string &text);

} // namespace tokamark::cli
