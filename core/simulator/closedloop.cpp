#include "simulator/closedloop.h"

#include <algorithm>
#include <cmath>
#include <queue>
#include <random>
#include <unordered_map>

namespace tokamark::simulator {
namespace {

// Not zero, which means "did not happen".
constexpr Instant Start{std::chrono::seconds(1)};

Instant after(double seconds)
{
    return Start + Duration(std::llround(seconds * 1e9));
}

/// The users and what they saw; one run each.
class Loop {
public:
    Loop(TokenEngine &engine, const ClosedLoop &load)
        : m_engine(engine)
        , m_load(load)
        , m_counted(after(load.skipSeconds))
        , m_random(load.seed)
    {
        for (std::uint32_t user = 0; user < load.users; ++user)
            m_due.push(after(load.rampSeconds * user / load.users));
    }

    ClosedLoopResult run();

private:
    struct Request {
        Instant sent;
        Instant firstToken;
        std::uint32_t tokens = 0;
    };

    void send();
    [[nodiscard]] std::uint32_t drawLength();
    void step(Instant at);
    void receive(const Emission &emission);

    TokenEngine &m_engine;
    const ClosedLoop &m_load;
    Instant m_counted;
    std::mt19937_64 m_random;
    std::priority_queue<Instant, std::vector<Instant>, std::greater<>> m_due; ///< when idle users send next
    std::unordered_map<std::uint64_t, Request> m_requests;
    std::vector<Emission> m_emissions;
    std::uint64_t m_nextId = 1;
    std::uint64_t m_tokens = 0;
    std::uint64_t m_ended = 0;
    std::uint64_t m_firstTokens = 0;
    std::uint64_t m_timed = 0;
    std::uint64_t m_steps = 0;
    double m_ttft = 0;
    double m_tpot = 0;
    double m_running = 0;
};

std::uint32_t Loop::drawLength()
{
    const double least = 1 - m_load.outputSpread;
    const bool first = m_nextId <= m_load.users;
    double share = std::uniform_real_distribution<double>(least, 2 - least)(m_random);
    if (first)
        share *= std::uniform_real_distribution<double>(0, 1)(m_random);
    return std::max(1U, static_cast<std::uint32_t>(std::lround(m_load.outputTokens * share)));
}

void Loop::send()
{
    const Instant at = m_due.top();
    m_due.pop();
    const auto tokens = drawLength();
    m_requests[m_nextId] = {.sent = at, .firstToken = {}, .tokens = tokens};
    m_engine.submit({m_nextId++, m_load.promptTokens, tokens}, at);
}

void Loop::receive(const Emission &emission)
{
    Request &request = m_requests.at(emission.job);
    const bool counted = emission.due >= m_counted;
    m_tokens += counted ? emission.tokens : 0;
    if (!happened(request.firstToken)) {
        request.firstToken = emission.due;
        if (request.sent >= m_counted) {
            ++m_firstTokens;
            m_ttft += toSeconds(emission.due - request.sent);
        }
    }
    if (!emission.last)
        return;
    if (counted) {
        ++m_ended;
        if (request.tokens > 1) {
            ++m_timed;
            m_tpot += toSeconds(emission.due - request.firstToken) / (request.tokens - 1);
        }
    }
    m_requests.erase(emission.job);
    m_due.push(emission.due + Duration(std::llround(m_load.thinkSeconds * 1e9)));
}

void Loop::step(Instant at)
{
    if (at >= m_counted) {
        ++m_steps;
        m_running += m_engine.load().running;
    }
    m_emissions.clear();
    m_engine.advance(at, m_emissions);
    for (const Emission &emission : m_emissions)
        receive(emission);
}

ClosedLoopResult Loop::run()
{
    const Instant end = after(m_load.seconds);
    while (true) {
        const auto deadline = m_engine.nextDeadline();
        const bool sends = !m_due.empty() && (!deadline || m_due.top() < *deadline);
        const Instant next = sends ? m_due.top() : deadline.value_or(end);
        if (next >= end)
            break;
        if (sends)
            send();
        else
            step(next);
    }
    const double window = toSeconds(end - m_counted);
    const auto mean = [](double sum, std::uint64_t count) { return count == 0 ? 0 : sum / static_cast<double>(count); };
    return {.outputTokensPerSecond = static_cast<double>(m_tokens) / window,
            .requestsPerSecond = static_cast<double>(m_ended) / window,
            .meanTtftSeconds = mean(m_ttft, m_firstTokens),
            .meanTpotSeconds = mean(m_tpot, m_timed),
            .meanRunning = mean(m_running, m_steps)};
}

} // namespace

ClosedLoopResult simulateClosedLoop(const Preset &preset, const ClosedLoop &load)
{
    const auto engine = makeEngine(preset, load.seed);
    return Loop(*engine, load).run();
}

} // namespace tokamark::simulator
