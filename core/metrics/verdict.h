#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tokamark::metrics {

/// What a point is worth. Append only: the numbers are stored in databases.
enum class VerdictCode : std::uint8_t {
    Valid = 0,
    Unchecked, ///< something could not be judged; `subject` says what
    ClientLimited,
    LoadNotHeld,
    Overloaded,
    NotSteady,
    CacheContaminated,
    TooFewSamples,
    Errors,
    LengthDiffers,
    Impossible,
    ClockStep,
    ServerLimit, ///< more users than the server works on at a time: a queue is measured
};

/// The stable upper-case name ("CLIENT-LIMITED"), the same in files, scripts and on screen.
[[nodiscard]] const char *name(VerdictCode code) noexcept;

enum class Severity : std::uint8_t { Fine, Note, Warning, Bad };

/// One finding about a point: what was seen, against which threshold. `core/words` makes the sentences.
struct Verdict {
    VerdictCode code = VerdictCode::Unchecked;
    Severity severity = Severity::Note;
    std::string subject; ///< stable key of what was looked at: "send-lateness", "worker-cpu", "cache", ...
    double observed = 0;
    double threshold = 0;
    std::string unit; ///< of both numbers: "ms", "us", "%", "samples"; empty where there is none

    bool operator==(const Verdict &) const = default;
};

/// The worst severity in a list; Fine for an empty one.
[[nodiscard]] Severity worst(const std::vector<Verdict> &verdicts) noexcept;

} // namespace tokamark::metrics
