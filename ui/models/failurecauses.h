#pragma once

#include "metrics/requestrecord.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tokamark::ui {

/// Why requests of one cell failed: all that ended in the same way.
struct FailureCause {
    metrics::Outcome outcome = metrics::Outcome::Completed;
    std::uint16_t httpStatus = 0; ///< zero: there was no answer to have one, or it was not the trouble
    std::uint64_t count = 0;
    std::string message; ///< of the first of them that has one: the server's own words where it sent some

    bool operator==(const FailureCause &) const = default;
};

/// The causes of the failures that count in the figures, most frequent first.
[[nodiscard]] std::vector<FailureCause> failureCauses(std::span<const metrics::RequestRecord> records);
/// "12 × HTTP error 404: model not found"
[[nodiscard]] QString causeText(const FailureCause &cause);

} // namespace tokamark::ui
