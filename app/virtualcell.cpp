#include "virtualcell.h"

#include "schedule/arrivals.h"
#include "session/cellload.h"

#include <algorithm>
#include <tuple>

namespace tokamark {

namespace {

using namespace std::chrono_literals;

constexpr Duration NetworkDelay = 100us; ///< each way
constexpr Duration WarmUp = 2s;
constexpr Duration DefaultWindow = 30s;

} // namespace

bool VirtualCell::Turn::operator>(const Turn &other) const
{
    return std::tie(at, user) > std::tie(other.at, other.user);
}

VirtualCell::VirtualCell(const plan::Plan &plan, const plan::CellKey &key, const simulator::BatchModel &model,
                         Instant start, const workload::Trace *trace)
    : m_plan(plan)
    , m_workload(plan.workloads.at(key.workload))
    , m_trace(trace)
    , m_users(plan.load.level(key.level).users())
    , m_engine(model, plan.seed + key.repetition * 977 + key.level * 31 + key.target)
    , m_random(plan.seed + key.repetition * 1009 + key.level * 53 + key.target)
    , m_end(start)
{
    m_window.open = start + plan.load.ramp + WarmUp;
    m_window.close = m_window.open + plan.load.duration.value_or(DefaultWindow);
    if (plan.load.kind == plan::LoadKind::Trace)
        m_window = {start, Instant::max(), true};
    if (plan.load.kind != plan::LoadKind::Closed)
        planArrivals(key, start);
    for (std::uint32_t user = 0; user < m_users; ++user)
        m_turns.push({start + plan.load.ramp * user / m_users, user});
}

/// Requests that come by themselves, as a real cell has them.
void VirtualCell::planArrivals(const plan::CellKey &key, Instant start)
{
    load::CellSpec spec;
    session::setLoad(spec, m_plan, key, m_plan.seed + key.level, m_trace);
    schedule::ArrivalSequence arrivals(*spec.arrivals);
    for (; arrivals.next() && start + arrivals.next()->at < m_window.close; arrivals.pop())
        m_turns.push({start + arrivals.next()->at, static_cast<std::uint32_t>(arrivals.next()->index)});
}

void VirtualCell::play()
{
    std::vector<simulator::Emission> emissions;
    for (;;) {
        const auto deadline = m_engine.nextDeadline();
        const bool mayStart = !m_turns.empty() && m_turns.top().at < m_window.close;
        if (!deadline && !mayStart)
            break;
        const bool starts = mayStart && (!deadline || m_turns.top().at <= *deadline);
        const Instant now = starts ? m_turns.top().at : *deadline;
        emissions.clear();
        m_engine.advance(now, emissions);
        for (const simulator::Emission &emission : emissions)
            receive(emission);
        if (starts) {
            send(m_turns.top());
            m_turns.pop();
        }
    }
    if (m_window.wholeCell)
        m_window.close = m_end;
}

metrics::Phase VirtualCell::phaseOf(Instant sent) const
{
    if (m_window.wholeCell || sent >= m_window.open)
        return metrics::Phase::Window;
    return sent < m_window.open - WarmUp ? metrics::Phase::Ramp : metrics::Phase::WarmUp;
}

void VirtualCell::setLengths(metrics::RequestRecord &record, std::uint32_t user)
{
    record.promptTokens = m_workload.inputTokens.mean;
    record.requestedOutputTokens = m_workload.outputTokens.mean;
    if (m_trace != nullptr) {
        record.promptTokens = m_trace->at(user).inputTokens;
        record.requestedOutputTokens = m_trace->at(user).outputTokens;
    }
    // The first answers of users are cut short at random, or they would stay in step.
    record.shortened = record.phase == metrics::Phase::Ramp && m_users > 0;
    if (record.shortened)
        record.requestedOutputTokens
            = std::uniform_int_distribution<std::uint32_t>(1, m_workload.outputTokens.mean)(m_random);
}

void VirtualCell::send(const Turn &turn)
{
    metrics::RequestRecord record;
    record.id = RequestId{++m_lastId};
    record.user = turn.user;
    record.promptIndex = static_cast<std::uint32_t>(m_lastId);
    record.at.due = turn.at;
    record.at.sent = turn.at + 20us;
    record.at.lastByteSent = record.at.sent + 10us;
    record.phase = phaseOf(turn.at);
    record.httpStatus = 200;
    setLengths(record, turn.user);
    record.finish = metrics::FinishReason::Length;
    record.timeline.start(record.at.sent);
    m_engine.submit({static_cast<std::uint64_t>(m_lastId), record.promptTokens, record.requestedOutputTokens}, turn.at);
    m_open.emplace(static_cast<std::uint64_t>(m_lastId), std::move(record));
}

void VirtualCell::receive(const simulator::Emission &emission)
{
    const auto place = m_open.find(emission.job);
    if (place == m_open.end() || emission.tokens == 0)
        return;
    metrics::RequestRecord &record = place->second;
    const Instant at = emission.due + 2 * NetworkDelay;
    if (!happened(record.at.firstToken)) {
        record.at.firstByte = record.at.firstEvent = record.at.firstToken = record.at.firstAnswer = at;
        record.firstEventTokens = emission.tokens;
    }
    record.at.lastToken = at;
    record.outputTokens += emission.tokens;
    ++record.contentEvents;
    record.timeline.append(at, emission.tokens, false);
    if (!emission.last)
        return;
    record.at.end = at;
    m_end = std::max(m_end, at);
    if (m_users > 0)
        m_turns.push({at + m_plan.load.thinkTime + 50us, record.user});
    m_done.push_back(std::move(record));
    m_open.erase(place);
}

} // namespace tokamark
