#pragma once

#include <array>
#include <string_view>

namespace tokamark::plan {

/// Limits of a verdict: a warning from `warning` on, bad from `bad` on.
struct Threshold {
    double warning = 0;
    double bad = 0;
    bool operator==(const Threshold &) const = default;
};

/// Every limit that a point is held against, in the unit of its key in `ThresholdKeys`.
struct VerdictThresholds {
    Threshold sendLatenessMs{2, 10};
    Threshold sendLatenessOfTtft{1, 5}; ///< where requests have due instants of their own
    Threshold turnaroundOfE2el{1, 5}; ///< where a request is due as soon as the one before has ended
    Threshold workerCpu{70, 90};
    Threshold sharedFirstTokens{2, 10};
    Threshold loadOff{2, 5};
    Threshold lowLoad{5, 10};
    Threshold rateOff{2, 5}; ///< requests sent, of those due
    Threshold growth{2, 5}; ///< requests that pile up, of those that come
    Threshold rateDrift{3, 5}; ///< over the window, either way
    Threshold ttftDrift{10, 20};
    Threshold samplesBeyond{20, 10}; ///< fewer than
    Threshold errorRate{0.1, 1};
    Threshold onePiece{5, 50}; ///< answers that were not streamed
    Threshold lengthOff{1, 3};
    Threshold cachedPrompt{1, 5};
    Threshold serverCounters{0.2, 1};
    Threshold belowServerTtftMs{1, 5}; ///< of the mean TTFT, below the server's own
    Threshold clockStepMs{0.2, 1};
    Threshold clientCeiling{50, 80}; ///< of the most that this client can measure
    Threshold physicalLimit{100, 103}; ///< of the most that the hardware can do

    bool operator==(const VerdictThresholds &) const = default;
};

/// How a limit is called in a plan.
struct ThresholdKey {
    std::string_view key; ///< ends with the unit
    Threshold VerdictThresholds::*field;
    bool tooFew = false; ///< the warning is the larger of the two
};

inline constexpr std::array ThresholdKeys{
    ThresholdKey{"send_lateness_ms", &VerdictThresholds::sendLatenessMs},
    ThresholdKey{"send_lateness_of_ttft_pct", &VerdictThresholds::sendLatenessOfTtft},
    ThresholdKey{"turnaround_of_e2el_pct", &VerdictThresholds::turnaroundOfE2el},
    ThresholdKey{"worker_cpu_pct", &VerdictThresholds::workerCpu},
    ThresholdKey{"shared_first_tokens_pct", &VerdictThresholds::sharedFirstTokens},
    ThresholdKey{"load_off_pct", &VerdictThresholds::loadOff},
    ThresholdKey{"low_load_pct", &VerdictThresholds::lowLoad},
    ThresholdKey{"rate_off_pct", &VerdictThresholds::rateOff},
    ThresholdKey{"growth_pct", &VerdictThresholds::growth},
    ThresholdKey{"rate_drift_pct", &VerdictThresholds::rateDrift},
    ThresholdKey{"ttft_drift_pct", &VerdictThresholds::ttftDrift},
    ThresholdKey{"samples_beyond", &VerdictThresholds::samplesBeyond, true},
    ThresholdKey{"error_rate_pct", &VerdictThresholds::errorRate},
    ThresholdKey{"one_piece_pct", &VerdictThresholds::onePiece},
    ThresholdKey{"length_off_pct", &VerdictThresholds::lengthOff},
    ThresholdKey{"cached_prompt_pct", &VerdictThresholds::cachedPrompt},
    ThresholdKey{"server_counters_pct", &VerdictThresholds::serverCounters},
    ThresholdKey{"below_server_ttft_ms", &VerdictThresholds::belowServerTtftMs},
    ThresholdKey{"clock_step_ms", &VerdictThresholds::clockStepMs},
    ThresholdKey{"client_ceiling_pct", &VerdictThresholds::clientCeiling},
    ThresholdKey{"physical_limit_pct", &VerdictThresholds::physicalLimit},
};

} // namespace tokamark::plan
