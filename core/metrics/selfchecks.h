#pragma once

#include "metrics/cellfigures.h"
#include "plan/plan.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tokamark::metrics {

/// What of a cell is held against a witness that knows it from elsewhere.
enum class CheckOf : std::uint8_t {
    Requests, ///< completed ones, against the server's counter
    PromptTokens, ///< likewise
    OutputTokens, ///< likewise
    EventTokens, ///< counted one by one, against the totals of the answers
    PromptLength, ///< mean prompt by usage, against what the plan asked for
    Ttft, ///< the mean, against what the server measured itself
    InFlight, ///< the mean, against the server's gauges
    InFlightCourse, ///< part by part of the window, against the same
    LittlesLaw, ///< mean in flight, against rate times mean latency
    Roofline, ///< output rate, against the most that the hardware can do
};

/// The stable lower-case name ("output-tokens"), for files and scripts.
[[nodiscard]] const char *name(CheckOf what) noexcept;

enum class CheckOutcome : std::uint8_t { Agrees, Differs, CannotTell };
[[nodiscard]] const char *name(CheckOutcome outcome) noexcept;

/// Why nothing can be told.
enum class CheckDoubt : std::uint8_t {
    None,
    NotTold, ///< the witness said nothing
    NothingMeasured, ///< no request was completed
    Failures, ///< requests failed, and servers count those differently
    Estimated, ///< token counts are guesses
    OtherRequests, ///< the two means are of different requests
    FewReadings, ///< of the gauge
    QueueUntold, ///< the server tells what runs and not what waits
    EventsUntold, ///< events may hold several tokens
    Nominal, ///< the server's tokenizer decides how long a made-up prompt is
    TooShort, ///< for whole answers to outweigh those that the window cuts
    Grew, ///< requests piled up all through the window
    NoHardware, ///< the plan does not tell all that a bound rests on
    GpusUntold, ///< it tells all of that but the number of GPUs
};
[[nodiscard]] const char *name(CheckDoubt doubt) noexcept;

/// One figure beside its witness.
struct SelfCheck {
    CheckOf what = CheckOf::Requests;
    std::optional<double> ours; ///< empty with `theirs` where nothing was told
    std::optional<double> theirs;
    std::string_view unit; ///< of both: "requests", "tokens", "ms", "tokens/s"
    /// How far they are apart beyond what chance and known causes make; of the roofline: our share of it.
    double off = 0;
    double tolerance = 0; ///< they differ from here on: the limit at which a verdict would warn
    std::string_view toleranceUnit = "%"; ///< of both, "%" or "ms"
    CheckOutcome outcome = CheckOutcome::CannotTell;
    CheckDoubt doubt = CheckDoubt::None; ///< why it cannot be told

    bool operator==(const SelfCheck &) const = default;
};

struct SelfCheckInput {
    const CellFigures *figures = nullptr;
    double askedPromptTokens = 0; ///< nominal mean that the plan asks for; 0: it names no number
    double leastPromptTokens = 0; ///< that the words of such a prompt make for certain
    bool gpusUntold = false; ///< see `tellsAllButGpus`
};

/// Whether nothing but the number of GPUs keeps the roofline of a target from being one that its plan told.
[[nodiscard]] bool tellsAllButGpus(const plan::Target &target) noexcept;

/// Everything in a cell that an independent witness knows as well, one check of each kind in the order of `CheckOf`.
/// IMPOSSIBLE rests on these: where it would warn, a check differs.
[[nodiscard]] std::vector<SelfCheck> selfChecks(const SelfCheckInput &input,
                                                const plan::VerdictThresholds &thresholds = {});

/// The one of a kind among all of them.
[[nodiscard]] const SelfCheck &checkOf(std::span<const SelfCheck> checks, CheckOf what);

} // namespace tokamark::metrics
