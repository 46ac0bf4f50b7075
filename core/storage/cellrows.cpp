#include "storage/cellrows.h"

#include "storage/database.h"
#include "storage/figuresjson.h"
#include "storage/sqlvalue.h"

#include <limits>
#include <map>

namespace tokamark::storage {
namespace {

using CellsById = std::map<CellId, StoredCell *>;

double realOf(const QVariant &value)
{
    return value.isNull() ? std::numeric_limits<double>::quiet_NaN() : value.toDouble();
}

QString tableOf(VerdictsOf which)
{
    return which == VerdictsOf::Measured ? QStringLiteral("verdict") : QStringLiteral("moved_verdict");
}

StoredCell readCell(const QSqlQuery &query)
{
    StoredCell cell;
    cell.id = CellId{query.value(0).toLongLong()};
    cell.key = {query.value(1).toUInt(), query.value(2).toUInt(), query.value(3).toUInt(), query.value(4).toUInt()};
    cell.attempt = query.value(5).toInt();
    cell.state = static_cast<StoredCellState>(query.value(6).toInt());
    cell.startedUnixNs = query.value(7).toLongLong();
    cell.startedNs = query.value(8).toLongLong();
    cell.endedNs = query.value(9).toLongLong();
    cell.bootstrapSeed = static_cast<quint64>(query.value(10).toLongLong());
    cell.error = errorFromJson(query.value(11).toString());
    return cell;
}

Expected<void> addMovedWindows(Database &database, RunId run, CellsById &cells)
{
    auto query = database.run(QStringLiteral("SELECT moved_window.cell, moved_unix_ns, document FROM moved_window "
                                             "JOIN cell ON cell.id = moved_window.cell WHERE cell.run = ?"),
                              {number(run.value)});
    if (!query)
        return tl::unexpected(query.error());
    while (query->next()) {
        const auto it = cells.find(CellId{query->value(0).toLongLong()});
        if (it == cells.end())
            continue;
        auto figures = figuresFromJson(query->value(2).toString());
        if (!figures)
            return tl::unexpected(figures.error());
        MovedWindow &moved = it->second->moved.emplace();
        moved.moved = QDateTime::fromMSecsSinceEpoch(query->value(1).toLongLong() / 1'000'000);
        moved.figures = std::move(*figures);
    }
    return {};
}

Expected<void> addVerdicts(Database &database, VerdictsOf which, RunId run, CellsById &cells)
{
    auto query = database.run(
        QStringLiteral("SELECT finding.cell, code, severity, subject, observed, threshold, unit FROM %1 AS finding "
                       "JOIN cell ON cell.id = finding.cell WHERE cell.run = ? ORDER BY finding.cell, position")
            .arg(tableOf(which)),
        {number(run.value)});
    if (!query)
        return tl::unexpected(query.error());
    while (query->next()) {
        metrics::Verdict verdict;
        verdict.code = static_cast<metrics::VerdictCode>(query->value(1).toInt());
        verdict.severity = static_cast<metrics::Severity>(query->value(2).toInt());
        verdict.subject = query->value(3).toString().toStdString();
        verdict.observed = realOf(query->value(4));
        verdict.threshold = realOf(query->value(5));
        verdict.unit = query->value(6).toString().toStdString();
        const auto it = cells.find(CellId{query->value(0).toLongLong()});
        if (it == cells.end())
            continue;
        if (which == VerdictsOf::Measured)
            it->second->verdicts.push_back(std::move(verdict));
        else if (it->second->moved)
            it->second->moved->verdicts.push_back(std::move(verdict));
    }
    return {};
}

} // namespace

Expected<std::vector<StoredCell>> readCells(Database &database, RunId run, StoredState state)
{
    auto query = database.run(
        QStringLiteral("SELECT cell.id, target.position, workload, level, repetition, attempt, state, started_unix_ns, "
                       "started_ns, ended_ns, bootstrap_seed, error, summary.document FROM cell "
                       "JOIN target ON target.id = cell.target LEFT JOIN summary ON summary.cell = cell.id "
                       "WHERE cell.run = ? ORDER BY cell.id"),
        {number(run.value)});
    if (!query)
        return tl::unexpected(query.error());
    std::vector<StoredCell> cells;
    while (query->next()) {
        StoredCell cell = readCell(*query);
        if (cell.state == StoredCellState::Running && state != StoredState::Running)
            cell.state = StoredCellState::Broken;
        if (!query->isNull(12)) {
            auto figures = figuresFromJson(query->value(12).toString());
            if (!figures)
                return tl::unexpected(figures.error());
            cell.figures = *figures;
        }
        cells.push_back(std::move(cell));
    }
    CellsById byId;
    for (StoredCell &cell : cells)
        byId.emplace(cell.id, &cell);
    // The windows first, for their verdicts go into them.
    if (auto added = addMovedWindows(database, run, byId); !added)
        return tl::unexpected(added.error());
    for (const VerdictsOf which : {VerdictsOf::Measured, VerdictsOf::Moved}) {
        if (auto added = addVerdicts(database, which, run, byId); !added)
            return tl::unexpected(added.error());
    }
    return cells;
}

Expected<std::vector<Sample>> readSamples(Database &database, CellId cell)
{
    auto query = database.run(
        QStringLiteral("SELECT at_ns, source, name, value FROM sample WHERE cell = ? ORDER BY at_ns, source, name"),
        {number(cell.value)});
    if (!query)
        return tl::unexpected(query.error());
    std::vector<Sample> samples;
    while (query->next())
        samples.push_back({query->value(0).toLongLong(), query->value(1).toString(), query->value(2).toString(),
                           query->value(3).toDouble()});
    return samples;
}

Expected<void> writeVerdicts(Database &database, VerdictsOf which, CellId cell,
                             const std::vector<metrics::Verdict> &verdicts)
{
    const QString table = tableOf(which);
    auto cleared = database.run(QStringLiteral("DELETE FROM %1 WHERE cell = ?").arg(table), {number(cell.value)});
    if (!cleared)
        return tl::unexpected(cleared.error());
    int position = 0;
    for (const metrics::Verdict &verdict : verdicts) {
        auto done = database.run(QStringLiteral("INSERT INTO %1 (cell, position, code, severity, subject, observed, "
                                                "threshold, unit) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                                     .arg(table),
                                 {number(cell.value), position++, number(verdict.code), number(verdict.severity),
                                  QString::fromStdString(verdict.subject), real(verdict.observed),
                                  real(verdict.threshold), QString::fromStdString(verdict.unit)});
        if (!done)
            return tl::unexpected(done.error());
    }
    return {};
}

Expected<void> writeMovedWindow(Database &database, CellId cell, const std::optional<MovedWindow> &moved)
{
    // Its verdicts go with it.
    if (auto cleared = database.run(QStringLiteral("DELETE FROM moved_window WHERE cell = ?"), {number(cell.value)});
        !cleared)
        return tl::unexpected(cleared.error());
    if (!moved)
        return {};
    const metrics::CellFigures &figures = moved->figures;
    auto inserted = database.run(
        QStringLiteral("INSERT INTO moved_window (cell, moved_unix_ns, open_ns, close_ns, document, completed, failed, "
                       "output_tokens_per_s, ttft_p50_ms, ttft_p95_ms, tpot_mean_ms) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {number(cell.value), number(moved->moved.toMSecsSinceEpoch() * 1'000'000),
         number(figures.window.open.time_since_epoch().count()),
         number(figures.window.close.time_since_epoch().count()), figuresToJson(figures), number(figures.completed),
         number(figures.failed), real(figures.outputTokensPerSecond), real(figures.ttft.p50), real(figures.ttft.p95),
         real(figures.tpot.mean)});
    if (!inserted)
        return tl::unexpected(inserted.error());
    return writeVerdicts(database, VerdictsOf::Moved, cell, moved->verdicts);
}

} // namespace tokamark::storage
