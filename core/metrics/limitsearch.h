#pragma once

#include "metrics/limitvote.h"
#include "metrics/verdict.h"
#include "plan/plan.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace tokamark::metrics {

/// How a search has ended, or that it has not. Append only: the numbers are stored in databases.
enum class LimitReason : std::uint8_t {
    Searching,
    Bracketed, ///< the answer lies between `meets` and `fails`
    HighestMeets, ///< at least `meets`, which is the highest load asked for
    LowestFails, ///< even the lowest load, `fails`, is not good enough
    Unusable, ///< measurements at `at` were no statement about the server, see `because`
    CellFailed, ///< the load `at` could not be measured at all
    Undecided, ///< an end lies so near to the limit that its measurements do not tell on which side
};

/// The stable lower-case name ("highest-meets"), for files and scripts.
[[nodiscard]] const char *name(LimitReason reason) noexcept;

/// How many measurements decide about an end of the bracket.
enum class LimitRule : std::uint8_t {
    Interval, ///< those that have an interval on one side of the limit
    Majority, ///< most of them; so it was before intervals decided
};

/// What a search knows.
struct LimitState {
    LimitReason reason = LimitReason::Searching;
    std::optional<double> meets; ///< the largest load that was good enough, below every one that was not
    std::optional<double> fails; ///< the smallest load that was not
    std::uint32_t meetsVotes = 0; ///< measurements of `meets` that were good enough
    std::uint32_t meetsOf = 0; ///< out of so many
    std::uint32_t failsVotes = 0; ///< measurements of `fails` that were not
    std::uint32_t failsOf = 0;
    std::optional<double> clearlyMeets; ///< undecided: the load nearest to the limit that is good enough for certain
    std::optional<double> clearlyFails; ///< likewise, that is not
    double at = 0; ///< where the search broke off
    VerdictCode because = VerdictCode::Valid; ///< likewise
    std::optional<double> next; ///< to be measured next, while it searches
    std::uint32_t repetition = 0; ///< of `next`
    std::uint32_t cellsLeft = 0; ///< at most, `next` counted, unless measurements are too near to the limit

    bool operator==(const LimitState &) const = default;
};

/// Searches for the largest load that is good enough, out of what was measured so far and nothing else: the same
/// measurements, in whatever order, lead to the same state, so a search goes on where its measurements are stored.
///
/// It doubles the load until a point fails, halves the bracket until its ends are as close as the plan wants them, and
/// then measures both ends again, in turns, until each has all repetitions. While a load has fewer, the majority decides;
/// a draw is a failure. With all of them it is on the side on which `clearAnswer` has it. If that is on neither, it is
/// measured as often once more; what is open then stays undecided, and so does a search with such an end. A load that
/// was asked for once alone is what its one measurement says. An end that changes sides reopens the search. What lies
/// above a load that failed is not believed.
/// Value type, any thread.
class LimitSearch final {
public:
    LimitSearch(const plan::Search &search, plan::LoadKind kind, std::uint32_t repetitions,
                LimitRule rule = LimitRule::Interval);

    void add(double load, const LimitVote &vote);
    /// A load that could not be measured at all ends the search.
    void addFailure(double load) { m_failed = load; }
    [[nodiscard]] LimitState state() const;
    /// The most cells of a search that has not begun, whatever the limit: the longest way to an answer with both its ends
    /// measured as often as they ever are. Beyond that are only measurements that were unusable and are made again, and an
    /// end that changes sides.
    [[nodiscard]] std::uint32_t mostCells() const;

private:
    enum class Standing : std::uint8_t { Meets, Fails, Open, Unusable };
    using Votes = std::vector<LimitVote>;

    [[nodiscard]] Standing standing(const Votes &votes) const;
    [[nodiscard]] bool isClear(const Votes &votes) const;
    [[nodiscard]] std::uint32_t mostVotes() const;
    void setBracket(LimitState &state) const;
    [[nodiscard]] bool findsObstacle(LimitState &state) const;
    void findNext(LimitState &state) const;
    void raise(LimitState &state) const;
    void settleEnds(LimitState &state) const;
    void end(LimitState &state, LimitReason reason) const;
    void tryNext(LimitState &state, double load) const;
    [[nodiscard]] std::uint32_t votesAt(double load) const;
    [[nodiscard]] std::uint32_t votesLeft(double load) const;
    [[nodiscard]] bool isNarrow(double low, double high) const;
    [[nodiscard]] double between(double low, double high) const;
    [[nodiscard]] double above(double load) const;
    [[nodiscard]] std::uint32_t halvings(double low, double high) const;
    [[nodiscard]] std::uint32_t cellsLeft(const LimitState &state) const;
    [[nodiscard]] std::uint32_t cellsToRaise(double load) const;

    plan::Search m_search;
    bool m_whole; ///< loads are numbers of users
    std::uint32_t m_repetitions;
    LimitRule m_rule;
    std::map<double, Votes> m_votes;
    std::optional<double> m_failed;
};

} // namespace tokamark::metrics
