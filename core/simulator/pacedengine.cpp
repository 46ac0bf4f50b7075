#include "simulator/pacedengine.h"

#include <algorithm>

namespace tokamark::simulator {

PacedEngine::PacedEngine(FixedPace pace, std::uint64_t seed)
    : m_pace(pace)
    , m_random(seed)
{
    m_pace.tokensPerChunk = std::max(1U, m_pace.tokensPerChunk);
}

Duration PacedEngine::vary(Duration gap)
{
    if (m_pace.noise <= 0)
        return gap;
    std::normal_distribution<double> factor(1.0, m_pace.noise);
    // A gap never shrinks below a tenth: wide noise must not turn time around.
    return Duration(static_cast<Duration::rep>(static_cast<double>(gap.count()) * std::max(0.1, factor(m_random))));
}

void PacedEngine::submit(const Job &job, Instant now)
{
    m_now = now;
    m_waiting.push_back(job);
    fillPlaces(now);
}

void PacedEngine::begin(const Job &job, Instant at)
{
    const auto kvTokens = job.promptTokens + job.outputTokens;
    m_jobs[job.id] = Progress{.left = job.outputTokens, .nextTokens = 1, .kvTokens = kvTokens};
    m_kvTokens += kvTokens;
    m_queue.push(Due{at + vary(m_pace.ttft), job.id});
    announceStart(job.id, at);
}

void PacedEngine::fillPlaces(Instant at)
{
    while (!m_waiting.empty() && m_jobs.size() < m_pace.maxRunning) {
        begin(m_waiting.front(), at);
        m_waiting.pop_front();
    }
}

void PacedEngine::cancel(std::uint64_t job)
{
    if (std::erase_if(m_waiting, [&](const Job &waiting) { return waiting.id == job; }) > 0)
        return;
    const auto it = m_jobs.find(job);
    if (it == m_jobs.end())
        return;
    m_kvTokens -= it->second.kvTokens;
    m_jobs.erase(it);
    fillPlaces(m_now);
    dropStale();
}

void PacedEngine::dropStale()
{
    while (!m_queue.empty() && !m_jobs.contains(m_queue.top().job))
        m_queue.pop();
}

std::optional<Instant> PacedEngine::nextDeadline() const
{
    return m_queue.empty() ? std::nullopt : std::optional(m_queue.top().at);
}

void PacedEngine::advance(Instant now, std::vector<Emission> &out)
{
    m_now = now;
    while (!m_queue.empty() && m_queue.top().at <= now) {
        const Due due = m_queue.top();
        m_queue.pop();
        const auto it = m_jobs.find(due.job);
        if (it != m_jobs.end()) {
            Progress &progress = it->second;
            const auto tokens = std::min(progress.nextTokens, progress.left);
            progress.left -= tokens;
            out.push_back({due.job, tokens, progress.left == 0, due.at});
            if (progress.left == 0) {
                m_kvTokens -= progress.kvTokens;
                m_jobs.erase(it);
                fillPlaces(due.at);
            } else {
                progress.nextTokens = std::min(m_pace.tokensPerChunk, progress.left);
                m_queue.push({due.at + vary(m_pace.tpot * progress.nextTokens), due.job});
            }
        }
    }
    dropStale();
}

EngineLoad PacedEngine::load() const
{
    return {.running = static_cast<std::uint32_t>(m_jobs.size()),
            .waiting = static_cast<std::uint32_t>(m_waiting.size()),
            .kvTokens = m_kvTokens};
}

} // namespace tokamark::simulator
