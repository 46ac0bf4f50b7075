#include "session/repetitionstart.h"

#include <chrono>
#include <set>
#include <utility>

namespace tokamark::session {

RepetitionStart::RepetitionStart(TargetResolver &resolver, Keep keep)
    : m_resolver(resolver)
    , m_keep(std::move(keep))
{
}

Expected<void> RepetitionStart::before(const plan::Plan &plan, const plan::CellKey &key, const std::stop_token &stop)
{
    if (!plan.beforeRepetition || (m_repetition == key.repetition && !plan.search)) {
        m_process.dropOutput();
        return m_outcome;
    }
    m_outcome = start(plan, stop);
    const bool interrupted = !m_outcome && m_outcome.error().code == ErrorCode::Interrupted;
    m_repetition = interrupted ? std::nullopt : std::optional(key.repetition);
    return m_outcome;
}

double RepetitionStart::secondsAhead(const plan::Plan &plan, std::span<const plan::CellKey> ahead) const
{
    if (!plan.beforeRepetition || m_starts == 0)
        return 0;
    std::set<std::uint32_t> repetitions;
    for (const plan::CellKey &key : ahead)
        repetitions.insert(key.repetition);
    if (m_repetition)
        repetitions.erase(*m_repetition);
    const std::size_t starts = plan.search ? ahead.size() : repetitions.size();
    return static_cast<double>(starts) * m_seconds / m_starts;
}

Expected<void> RepetitionStart::start(const plan::Plan &plan, const std::stop_token &stop)
{
    if (!m_secrets) {
        auto secrets = m_resolver.secretMask();
        if (!secrets)
            return tl::unexpected(std::move(secrets.error()));
        m_secrets = *std::move(secrets);
    }
    const plan::BeforeRepetition &before = *plan.beforeRepetition;
    storage::CommandLog log;
    log.startedUnixNs
        = std::chrono::duration_cast<Duration>(std::chrono::system_clock::now().time_since_epoch()).count();
    const Instant begun = SteadyClock().now();
    Expected<void> outcome = m_process.run(before, *m_secrets, stop);
    log.command = QString::fromStdString(commandText(before, *m_secrets));
    for (std::uint32_t target = 0; outcome && target < plan.targets.size(); ++target)
        outcome = m_resolver.awaitReady(target, before.readyTimeout, stop);
    log.seconds = toSeconds(SteadyClock().now() - begun);
    // With what a server said that the command left running, above all where it did not come up.
    m_process.readOutput(*m_secrets);
    log.output = QString::fromUtf8(m_process.output().data(), static_cast<qsizetype>(m_process.output().size()));
    m_seconds += log.seconds;
    ++m_starts;
    if (!outcome)
        log.error = outcome.error();
    m_keep(std::move(log));
    return outcome;
}

} // namespace tokamark::session
