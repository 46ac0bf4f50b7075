#pragma once

#include "calibration/truthserver.h"
#include "metrics/requestrecord.h"

#include <cstdint>
#include <vector>

namespace tokamark::calibration {

/// How far the records of a cell are from what the truth server did.
struct TruthErrors {
    double ttftMeanErrorMs = 0; ///< of the mean
    double ttftP99ErrorMs = 0; ///< of the p99
    double ttftApartMeanMs = 0; ///< of each request: mean, p99 and worst
    double ttftApartP99Ms = 0;
    double ttftWorstErrorMs = 0;
    double chunkApartMeanMs = 0; ///< of each token's instant
    double chunkApartP99Ms = 0;
    double tpotErrorPercent = 0;
    double rateErrorPercent = 0;
    double sendLatenessP99Ms = 0; ///< ours: sent - due
    double serverLatenessP99Ms = 0; ///< the server's own: token sent - token due
    double serverDoubtP99Ms = 0; ///< how long the server's `send` of a first token took: truth is no sharper than that
    std::uint64_t lost = 0; ///< requests that did not come to the whole answer
};

/// Holds the records of such a cell against the server's log. `plan.requests` records are expected.
[[nodiscard]] TruthErrors compare(const std::vector<metrics::RequestRecord> &records, const TruthServer &server,
                                  const TruthPlan &plan);

/// The value that one in a hundred exceeds; of at least one value.
[[nodiscard]] double percentile99(std::vector<double> values);

} // namespace tokamark::calibration
