#pragma once

#include "plan/matrix.h"
#include "session/commandprocess.h"
#include "session/targetresolver.h"
#include "storage/runstore.h"

#include <functional>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>

namespace tokamark::session {

/// Runs the plan's command before each repetition and waits until every target answers again; of a search, every cell is
/// a repetition by itself. A repetition whose command failed has failed as a whole. Made by RunLoop, used by the run's
/// thread alone; what the command leaves running ends with it. What it printed is kept without the keys of the plan's
/// targets.
class RepetitionStart final {
public:
    /// Takes what the command printed, to be stored beside the repetition.
    using Keep = std::function<void(storage::CommandLog)>;

    RepetitionStart(TargetResolver &resolver, Keep keep);

    /// To be called before each cell; does nothing inside a repetition. Errors: CommandFailed, ServerNotReady,
    /// Interrupted; as where a key is read.
    [[nodiscard]] Expected<void> before(const plan::Plan &plan, const plan::CellKey &key, const std::stop_token &stop);

    /// The time that command and wait will take of a run whose cells in `ahead` are still to begin, by those that have
    /// been; 0 before the first.
    [[nodiscard]] double secondsAhead(const plan::Plan &plan, std::span<const plan::CellKey> ahead) const;

private:
    [[nodiscard]] Expected<void> start(const plan::Plan &plan, const std::stop_token &stop);

    TargetResolver &m_resolver;
    Keep m_keep;
    std::optional<http::SecretMask> m_secrets; ///< read when it is first needed
    CommandProcess m_process;
    std::optional<std::uint32_t> m_repetition; ///< that has been begun
    double m_seconds = 0; ///< of all that have been begun
    std::uint32_t m_starts = 0;
    Expected<void> m_outcome;
};

} // namespace tokamark::session
