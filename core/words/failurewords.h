#pragma once

#include "storage/failuregroup.h"

#include <QString>

namespace tokamark::words {

/// Why requests failed.
struct FailureCause {
    QString what; ///< "HTTP 404", "timed out"
    QString message; ///< of the server or the system, out of whatever it was wrapped in, on one line; empty: none
    QString advice; ///< what to change, where the message tells; empty: it does not

    bool operator==(const FailureCause &) const = default;
};

[[nodiscard]] FailureCause failureCause(const storage::FailureGroup &failures);

} // namespace tokamark::words
