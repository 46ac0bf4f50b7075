#pragma once

#include "http/connection.h"
#include "http/secretmask.h"
#include "http/tlscontext.h"
#include "load/cellspec.h"
#include "metrics/windowrange.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

namespace tokamark::load {

/// What all workers of one cell share. Immutable once they run, but for the atomics; owned by whoever runs the cell.
struct CellContext {
    explicit CellContext(const CellSpec &cell)
        : spec(cell)
    {
    }

    const CellSpec &spec;
    std::unique_ptr<http::TlsContext> tls;
    http::ConnectionSettings connection;
    http::SecretMask secrets; ///< never to appear in an error text
    unsigned workers = 1;
    std::uint32_t slotsPerWorker = 0; ///< with arrivals: requests in flight that one worker may have
    Instant started; ///< when the first user is due

    [[nodiscard]] Instant placeInTime(Instant due, Instant sent) const noexcept
    {
        return metrics::placeInTime(due, sent, spec.arrivals.has_value());
    }

    /// The next place in the list of prompts, so that every target gets the same list in the same order.
    std::atomic<std::uint64_t> nextIndex{0};
    /// The window as far as it is known, so that workers can tell whether counted requests are still in flight.
    std::atomic<Instant> windowOpen{Instant::max()};
    std::atomic<Instant> windowClose{Instant::max()};
};

} // namespace tokamark::load
