#include "metrics/limitsearch.h"

#include <algorithm>
#include <cmath>

namespace tokamark::metrics {
namespace {

std::uint32_t count(const std::vector<LimitVote> &votes, LimitAnswer answer)
{
    return static_cast<std::uint32_t>(std::ranges::count(votes, answer, &LimitVote::answer));
}

/// Three digits are more than any measurement of a rate carries, and people can read them.
double rounded(double value)
{
    constexpr int Digits = 3;
    const double scale = std::pow(10, Digits - 1 - std::floor(std::log10(value)));
    return std::round(value * scale) / scale;
}

} // namespace

const char *name(LimitReason reason) noexcept
{
    switch (reason) {
    case LimitReason::Searching: return "searching";
    case LimitReason::Bracketed: return "bracketed";
    case LimitReason::HighestMeets: return "highest-meets";
    case LimitReason::LowestFails: return "lowest-fails";
    case LimitReason::Unusable: return "unusable";
    case LimitReason::CellFailed: return "cell-failed";
    case LimitReason::Undecided: return "undecided";
    }
    return "";
}

LimitSearch::LimitSearch(const plan::Search &search, plan::LoadKind kind, std::uint32_t repetitions, LimitRule rule)
    : m_search(search)
    , m_whole(kind == plan::LoadKind::Closed)
    , m_repetitions(repetitions)
    , m_rule(rule)
{
}

void LimitSearch::add(double load, const LimitVote &vote)
{
    m_votes[load].push_back(vote);
}

LimitState LimitSearch::state() const
{
    LimitState state;
    setBracket(state);
    if (findsObstacle(state))
        return state;
    findNext(state);
    if (state.next)
        state.cellsLeft = cellsLeft(state);
    return state;
}

std::uint32_t LimitSearch::mostCells() const
{
    LimitSearch thorough = *this;
    thorough.m_repetitions = mostVotes();
    return thorough.cellsLeft({});
}

/// Twice as many as asked for, looked at twice: after each look a clear answer is wrong in 2.5 of 100 cases at most, so
/// in 5 of 100 all in all.
std::uint32_t LimitSearch::mostVotes() const
{
    return m_rule == LimitRule::Majority || m_repetitions == 1 ? m_repetitions : 2 * m_repetitions;
}

bool LimitSearch::isClear(const Votes &votes) const
{
    return m_rule == LimitRule::Majority || m_repetitions == 1 || clearAnswer(votes).has_value();
}

LimitSearch::Standing LimitSearch::standing(const Votes &votes) const
{
    if (m_rule == LimitRule::Interval && votes.size() >= m_repetitions) {
        if (const auto clear = clearAnswer(votes))
            return clear == LimitAnswer::Meets ? Standing::Meets : Standing::Fails;
    }
    const std::uint32_t meets = count(votes, LimitAnswer::Meets);
    const std::uint32_t fails = count(votes, LimitAnswer::Fails);
    if (meets != fails)
        return meets > fails ? Standing::Meets : Standing::Fails;
    const bool mayRepeat = votes.size() < m_repetitions;
    if (meets > 0)
        return mayRepeat ? Standing::Open : Standing::Fails;
    // One unusable measurement may have been a moment's trouble of this machine; two are not.
    return mayRepeat && votes.size() < 2 ? Standing::Open : Standing::Unusable;
}

void LimitSearch::setBracket(LimitState &state) const
{
    for (const auto &[load, votes] : m_votes) {
        const Standing standing = this->standing(votes);
        if (standing == Standing::Meets) {
            state.meets = load;
            state.meetsVotes = count(votes, LimitAnswer::Meets);
            state.meetsOf = static_cast<std::uint32_t>(votes.size());
        } else if (standing == Standing::Fails) {
            state.fails = load;
            state.failsVotes = count(votes, LimitAnswer::Fails);
            state.failsOf = static_cast<std::uint32_t>(votes.size());
            return;
        }
    }
}

/// What ends the search before it has an answer, or has a load measured again before anything else.
bool LimitSearch::findsObstacle(LimitState &state) const
{
    if (m_failed) {
        state.reason = LimitReason::CellFailed;
        state.at = *m_failed;
        return true;
    }
    for (const auto &[load, votes] : m_votes) {
        if (standing(votes) != Standing::Unusable)
            continue;
        state.reason = LimitReason::Unusable;
        state.at = load;
        state.because = votes.back().because;
        return true;
    }
    return false;
}

void LimitSearch::findNext(LimitState &state) const
{
    const auto open
        = std::ranges::find_if(m_votes, [this](const auto &entry) { return standing(entry.second) == Standing::Open; });
    if (open != m_votes.end())
        tryNext(state, open->first);
    else if (m_votes.empty())
        tryNext(state, m_search.lowest);
    else if (!state.fails)
        raise(state);
    else if (state.meets && !isNarrow(*state.meets, *state.fails))
        tryNext(state, between(*state.meets, *state.fails));
    else
        settleEnds(state);
}

void LimitSearch::raise(LimitState &state) const
{
    if (*state.meets < m_search.highest)
        tryNext(state, above(*state.meets));
    else if (votesLeft(*state.meets) > 0)
        tryNext(state, *state.meets);
    else
        end(state, LimitReason::HighestMeets);
}

/// Both ends are measured as often as the plan asks: A B, B A, A B, as everywhere.
void LimitSearch::settleEnds(LimitState &state) const
{
    if (!state.meets) {
        if (votesLeft(*state.fails) > 0)
            tryNext(state, *state.fails);
        else
            end(state, LimitReason::LowestFails);
        return;
    }
    const bool lowerIsOpen = votesLeft(*state.meets) > 0;
    const bool upperIsOpen = votesLeft(*state.fails) > 0;
    const std::uint32_t below = votesAt(*state.meets);
    const std::uint32_t above = votesAt(*state.fails);
    if (!lowerIsOpen && !upperIsOpen)
        end(state, LimitReason::Bracketed);
    else if (lowerIsOpen != upperIsOpen)
        tryNext(state, lowerIsOpen ? *state.meets : *state.fails);
    else if (below != above)
        tryNext(state, below < above ? *state.meets : *state.fails);
    else
        tryNext(state, below % 2 == 0 ? *state.meets : *state.fails);
}

/// An answer is as good as the ends it stands on.
void LimitSearch::end(LimitState &state, LimitReason reason) const
{
    const auto isClearAt
        = [this](const std::optional<double> &load) { return !load || isClear(m_votes.find(*load)->second); };
    state.reason = reason;
    if (isClearAt(state.meets) && isClearAt(state.fails))
        return;
    state.reason = LimitReason::Undecided;
    for (const auto &[load, votes] : m_votes) {
        const auto clear = clearAnswer(votes);
        if (clear == LimitAnswer::Meets && state.meets && load <= *state.meets)
            state.clearlyMeets = load;
        if (clear == LimitAnswer::Fails && state.fails && load >= *state.fails && !state.clearlyFails)
            state.clearlyFails = load;
    }
}

void LimitSearch::tryNext(LimitState &state, double load) const
{
    state.next = load;
    state.repetition = votesAt(load);
}

std::uint32_t LimitSearch::votesAt(double load) const
{
    const auto it = m_votes.find(load);
    return it == m_votes.end() ? 0 : static_cast<std::uint32_t>(it->second.size());
}

std::uint32_t LimitSearch::votesLeft(double load) const
{
    const auto it = m_votes.find(load);
    const std::uint32_t measured = votesAt(load);
    if (measured < m_repetitions)
        return m_repetitions - measured;
    if (measured == m_repetitions && isClear(it->second))
        return 0;
    return mostVotes() - std::min(mostVotes(), measured);
}

bool LimitSearch::isNarrow(double low, double high) const
{
    const double width = m_search.precisionPct / 100 * low;
    return high - low <= (m_whole ? std::max(1.0, width) : width);
}

double LimitSearch::between(double low, double high) const
{
    const double middle = low + (high - low) / 2;
    if (m_whole)
        return std::floor(middle);
    const double readable = rounded(middle);
    return readable > low && readable < high ? readable : middle;
}

double LimitSearch::above(double load) const
{
    return std::min(2 * load, m_search.highest);
}

/// How often the bracket has to be halved at most.
std::uint32_t LimitSearch::halvings(double low, double high) const
{
    std::uint32_t steps = 0;
    for (double width = high - low; !isNarrow(low, low + width); ++steps)
        width = m_whole ? std::ceil(width / 2) : width / 2;
    return steps;
}

std::uint32_t LimitSearch::cellsLeft(const LimitState &state) const
{
    const std::uint32_t again = m_repetitions - 1;
    if (!state.meets && !state.fails)
        return std::max(cellsToRaise(m_search.lowest) + 1, m_repetitions);
    if (!state.fails)
        return std::max(*state.meets < m_search.highest ? cellsToRaise(*state.meets) : 0, votesLeft(*state.meets));
    if (!state.meets)
        return votesLeft(*state.fails);
    const std::uint32_t steps = halvings(*state.meets, *state.fails);
    if (steps > 0)
        return steps + 2 * again;
    return votesLeft(*state.meets) + votesLeft(*state.fails);
}

/// From a load that is good enough, with every one above it still to be measured: the worst place for the failure.
std::uint32_t LimitSearch::cellsToRaise(double load) const
{
    const std::uint32_t again = m_repetitions - 1;
    std::uint32_t most = again;
    std::uint32_t raised = 0;
    while (load < m_search.highest) {
        const double next = above(load);
        ++raised;
        most = std::max(most, raised + halvings(load, next) + 2 * again);
        load = next;
    }
    return std::max(most, raised + again);
}

} // namespace tokamark::metrics
