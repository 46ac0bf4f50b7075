#pragma once

#include "metrics/requestrecord.h"

#include <QString>

#include <cstdint>

namespace tokamark::storage {

/// Failed requests with one cause.
struct FailureGroup {
    metrics::Outcome outcome = metrics::Outcome::Completed;
    std::uint16_t httpStatus = 0; ///< 0: no answer came
    std::uint64_t count = 0;
    QString firstText; ///< what the first of them met with, in the server's or the system's words

    bool operator==(const FailureGroup &) const = default;
};

} // namespace tokamark::storage
