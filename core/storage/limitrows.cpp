#include "storage/limitrows.h"

#include "storage/database.h"

namespace tokamark::storage {
namespace {

using metrics::LimitReason;
using metrics::LimitSeries;
using metrics::LimitState;

QVariant number(auto value)
{
    return QVariant(static_cast<qint64>(value));
}

QVariant realOrNull(const std::optional<double> &value)
{
    return value ? QVariant(*value) : QVariant();
}

std::optional<double> realOf(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(value.toDouble());
}

bool isBroken(const LimitState &state)
{
    return state.reason == LimitReason::Unusable || state.reason == LimitReason::CellFailed;
}

constexpr const char *Insert = R"sql(
    INSERT OR REPLACE INTO found_limit (run, target, workload, workload_name, goal, unit, reason, meets, meets_votes,
        meets_of, fails, fails_votes, fails_of, clearly_meets, clearly_fails, broken_at, broken_by, next_load,
        next_repetition, cells_left)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))sql";

constexpr const char *Select = R"sql(
    SELECT target.position, workload, reason, meets, meets_votes, meets_of, fails, fails_votes, fails_of, clearly_meets,
           clearly_fails, broken_at, broken_by, next_load, next_repetition, cells_left
    FROM found_limit JOIN target ON target.id = found_limit.target
    WHERE found_limit.run = ? ORDER BY target.position, workload)sql";

LimitSeries readSeries(const QSqlQuery &query)
{
    LimitSeries series{query.value(0).toUInt(), query.value(1).toUInt(), {}};
    LimitState &state = series.state;
    state.reason = static_cast<LimitReason>(query.value(2).toInt());
    state.meets = realOf(query.value(3));
    state.meetsVotes = query.value(4).toUInt();
    state.meetsOf = query.value(5).toUInt();
    state.fails = realOf(query.value(6));
    state.failsVotes = query.value(7).toUInt();
    state.failsOf = query.value(8).toUInt();
    state.clearlyMeets = realOf(query.value(9));
    state.clearlyFails = realOf(query.value(10));
    state.at = query.value(11).toDouble();
    state.because = static_cast<metrics::VerdictCode>(query.value(12).toInt());
    state.next = realOf(query.value(13));
    state.repetition = query.value(14).toUInt();
    state.cellsLeft = query.value(15).toUInt();
    return series;
}

} // namespace

Expected<void> writeLimits(Database &database, RunId run, std::span<const LimitRow> rows)
{
    for (const LimitRow &row : rows) {
        const LimitState &state = row.series.state;
        const bool broken = isBroken(state);
        auto done = database.run(QString::fromLatin1(Insert),
                                 {number(run.value),
                                  number(row.target.value),
                                  row.series.workload,
                                  row.workloadName,
                                  row.goal,
                                  row.unit,
                                  number(state.reason),
                                  realOrNull(state.meets),
                                  state.meetsVotes,
                                  state.meetsOf,
                                  realOrNull(state.fails),
                                  state.failsVotes,
                                  state.failsOf,
                                  realOrNull(state.clearlyMeets),
                                  realOrNull(state.clearlyFails),
                                  broken ? QVariant(state.at) : QVariant(),
                                  state.reason == LimitReason::Unusable ? number(state.because) : QVariant(),
                                  realOrNull(state.next),
                                  state.repetition,
                                  state.cellsLeft});
        if (!done)
            return tl::unexpected(done.error());
    }
    return {};
}

Expected<std::vector<LimitSeries>> readLimits(Database &database, RunId run)
{
    auto query = database.run(QString::fromLatin1(Select), {number(run.value)});
    if (!query)
        return tl::unexpected(query.error());
    std::vector<LimitSeries> limits;
    while (query->next())
        limits.push_back(readSeries(*query));
    return limits;
}

} // namespace tokamark::storage
