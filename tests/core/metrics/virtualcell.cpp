#include "core/metrics/virtualcell.h"

#include "base/seededrandom.h"
#include "metrics/summarise.h"

#include <algorithm>
#include <cmath>
#include <queue>
#include <random>
#include <unordered_map>

namespace tokamark::metrics::testing {
namespace {

constexpr Instant Start{std::chrono::seconds(100)};

Instant after(double seconds)
{
    return Start + Duration(std::llround(seconds * 1e9));
}

class Loop {
public:
    Loop(simulator::TokenEngine &engine, const VirtualCell &cell)
        : m_engine(engine)
        , m_cell(cell)
        , m_random(cell.seed)
    {
        for (std::uint32_t user = 0; user < cell.users; ++user)
            m_due.push({Start, user});
        m_open = cell.requests ? Start : after(cell.warmupSeconds);
        m_close = cell.requests ? Instant::max() : after(cell.warmupSeconds + cell.windowSeconds);
    }

    VirtualRun run();

private:
    struct Turn {
        Instant at;
        std::uint32_t user = 0;
        bool operator>(const Turn &other) const { return at != other.at ? at > other.at : user > other.user; }
    };

    [[nodiscard]] bool sendsMore() const
    {
        return m_cell.requests ? m_sent < *m_cell.requests : m_due.top().at < m_close;
    }
    void send();
    void receive(const simulator::Emission &emission);

    simulator::TokenEngine &m_engine;
    const VirtualCell &m_cell;
    std::mt19937_64 m_random;
    Instant m_open;
    Instant m_close;
    std::priority_queue<Turn, std::vector<Turn>, std::greater<>> m_due;
    std::unordered_map<std::uint64_t, RequestRecord> m_running;
    std::vector<RequestRecord> m_done;
    std::uint64_t m_sent = 0;
};

void Loop::send()
{
    const Turn turn = m_due.top();
    m_due.pop();
    const double least = 1 - m_cell.outputSpread;
    double share = std::uniform_real_distribution<double>(least, 2 - least)(m_random);
    const bool shortened = m_sent < m_cell.users && !m_cell.requests;
    if (shortened)
        share *= std::uniform_real_distribution<double>(0, 1)(m_random);
    RequestRecord record;
    record.id = RequestId{static_cast<std::int64_t>(++m_sent)};
    record.user = turn.user;
    record.shortened = shortened;
    record.at.due = turn.at;
    record.at.sent = turn.at;
    record.phase = turn.at < m_open ? Phase::WarmUp : Phase::Window;
    record.promptTokens = m_cell.promptTokens;
    record.outputTokens = std::max(1U, static_cast<std::uint32_t>(std::lround(m_cell.outputTokens * share)));
    record.requestedOutputTokens = record.outputTokens;
    record.timeline.start(turn.at);
    m_engine.submit({m_sent, record.promptTokens, record.outputTokens}, turn.at);
    m_running.emplace(m_sent, std::move(record));
}

void Loop::receive(const simulator::Emission &emission)
{
    RequestRecord &record = m_running.at(emission.job);
    if (!happened(record.at.firstToken))
        record.at.firstByte = record.at.firstEvent = record.at.firstToken = record.at.firstAnswer = emission.due;
    record.at.lastToken = emission.due;
    record.timeline.append(emission.due, emission.tokens, false);
    ++record.contentEvents;
    if (!emission.last)
        return;
    record.at.end = emission.due;
    m_due.push({emission.due, record.user});
    m_done.push_back(std::move(record));
    m_running.erase(emission.job);
}

VirtualRun Loop::run()
{
    std::vector<simulator::Emission> emissions;
    while (true) {
        const bool more = !m_due.empty() && sendsMore();
        const auto deadline = m_engine.nextDeadline();
        if (more && (!deadline || m_due.top().at < *deadline)) {
            send();
        } else if (deadline) {
            emissions.clear();
            m_engine.advance(*deadline, emissions);
            for (const simulator::Emission &emission : emissions)
                receive(emission);
        } else {
            break;
        }
    }
    const Instant last = std::ranges::max(m_done, {}, [](const RequestRecord &r) { return r.at.end; }).at.end;
    return {std::move(m_done), {m_open, m_cell.requests ? last : m_close, m_cell.requests.has_value()}};
}

} // namespace

VirtualRun runVirtually(simulator::TokenEngine &engine, const VirtualCell &cell)
{
    return Loop(engine, cell).run();
}

CellFigures measureVirtually(simulator::TokenEngine &engine, const VirtualCell &cell)
{
    const VirtualRun run = runVirtually(engine, cell);
    SummaryInput input;
    input.records = run.records;
    input.window = run.window;
    input.users = cell.users;
    input.bootstrapSeed = cell.seed;
    return summarise(input);
}

} // namespace tokamark::metrics::testing
