#pragma once

#include "base/error.h"

namespace tokamark::cli {

/// What the program ends with; scripts rely on the numbers.
enum class ExitStatus : int {
    Done = 0,
    SomeFailed = 1, ///< finished, but some requests or points failed
    BadUsage = 2, ///< bad usage or plan
    Unreachable = 3,
    GateFailed = 4,
    Unwritable = 5, ///< database or result file
    Interrupted = 130, ///< partial results kept
};

/// The exit status for an error that ended a command.
[[nodiscard]] ExitStatus exitStatusFor(ErrorCode code) noexcept;

/// True for errors that say that a backend could not be talked to.
[[nodiscard]] bool isUnreachable(ErrorCode code) noexcept;

} // namespace tokamark::cli
