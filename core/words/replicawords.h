#pragma once

#include "metrics/verdict.h"
#include "session/storedreadings.h"

#include <QString>

#include <span>

namespace tokamark::words {

/// Whether a verdict is about what a server said of itself, so that one of its replicas may be behind it.
[[nodiscard]] bool mayNameReplicas(const metrics::Verdict &verdict) noexcept;

/// What each of several replicas said of what such a verdict is about, the one that said most first; empty for other
/// verdicts, and where there are not several that tell.
[[nodiscard]] QString replicaEvidence(const metrics::Verdict &verdict,
                                      std::span<const session::ReplicaCounts> replicas);

} // namespace tokamark::words
