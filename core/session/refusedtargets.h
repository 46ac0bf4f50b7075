#pragma once

#include "base/error.h"
#include "load/cellspec.h"
#include "metrics/requestrecord.h"
#include "plan/matrix.h"
#include "session/seams.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>

namespace tokamark::session {

/// The targets that gave one refusal to every request of a cell, as for a model that they do not have or a key that they
/// do not take. No further cell of theirs is worth its time before one request got another answer. Made by RunLoop, used
/// by the run's thread alone.
class RefusedTargets final {
public:
    /// Out of the requests of a cell that was measured.
    void learn(const plan::CellKey &key, std::span<const metrics::RequestRecord> records);
    /// Whether `ask` is to be called before this cell is measured.
    [[nodiscard]] bool isSuspect(const plan::CellKey &key) const { return refusalOf(key).has_value(); }
    /// Sends one request of the cell `spec`, which is forgotten. Errors: KeyRefused or HttpStatus where it is refused as
    /// all were, with the server's words; Interrupted; those of reaching the server.
    [[nodiscard]] Expected<void> ask(const plan::CellKey &key, load::CellSpec spec, const Seams &seams,
                                     const load::StopTokens &stop);

private:
    using Place = std::pair<std::uint32_t, std::uint32_t>; ///< target, workload

    [[nodiscard]] std::optional<std::uint16_t> refusalOf(const plan::CellKey &key) const;

    std::map<Place, std::uint16_t> m_refusals; ///< the HTTP status
};

} // namespace tokamark::session
