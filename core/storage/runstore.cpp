#include "storage/runstore.h"

#include "storage/cellrows.h"
#include "storage/figuresjson.h"
#include "storage/processmark.h"
#include "storage/sqlvalue.h"

#include <QCryptographicHash>
#include <QDateTime>

#include <cmath>

namespace tokamark::storage {
namespace {

QVariant textOrNull(const QString &text)
{
    return text.isEmpty() ? QVariant() : QVariant(text);
}

qint64 unixNow()
{
    return QDateTime::currentMSecsSinceEpoch() * 1'000'000;
}

} // namespace

Expected<std::unique_ptr<RunStore>> RunStore::open(const QString &path, const OpenOptions &options)
{
    auto database = Database::open(path, options);
    if (!database)
        return tl::unexpected(database.error());
    auto inserter = RequestInserter::prepare(**database);
    if (!inserter)
        return tl::unexpected(inserter.error());
    return std::unique_ptr<RunStore>(new RunStore(std::move(*database), std::move(*inserter)));
}

RunStore::RunStore(std::unique_ptr<Database> database, RequestInserter inserter)
    : m_database(std::move(database))
    , m_inserter(std::move(inserter))
{
}

Expected<void> RunStore::all(const QString &sql, const QVariantList &values)
{
    auto done = m_database->run(sql, values);
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

Expected<qint64> RunStore::planRow(const plan::Plan &plan)
{
    const QByteArray toml = QByteArray::fromStdString(plan::toToml(plan));
    const QString hash = QString::fromLatin1(QCryptographicHash::hash(toml, QCryptographicHash::Sha256).toHex());
    auto inserted = all(QStringLiteral("INSERT OR IGNORE INTO plan (sha256, name, toml) VALUES (?, ?, ?)"),
                        {hash, QString::fromStdString(plan.name), QString::fromUtf8(toml)});
    if (!inserted)
        return tl::unexpected(inserted.error());
    auto id = m_database->value(QStringLiteral("SELECT id FROM plan WHERE sha256 = ?"), {hash});
    if (!id)
        return tl::unexpected(id.error());
    return id->toLongLong();
}

Expected<RunIds> RunStore::beginRun(const NewRun &run)
{
    auto plan = planRow(run.plan);
    if (!plan)
        return tl::unexpected(plan.error());
    auto inserted = m_database->run(
        QStringLiteral(
            "INSERT INTO run (plan, name, state, simulated, planned_cells, started_unix_ns, program_version, "
            "writer) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
        {*plan, run.name, number(StoredState::Running), run.simulated, run.plannedCells, unixNow(), run.version,
         ownProcessMark()});
    if (!inserted)
        return tl::unexpected(inserted.error());

    RunIds ids{RunId{inserted->lastInsertId().toLongLong()}, {}};
    for (const StoredTarget &target : run.targets) {
        auto id = insertTarget(ids.run, static_cast<int>(ids.targets.size()), target);
        if (!id)
            return tl::unexpected(id.error());
        ids.targets.push_back(*id);
    }
    return ids;
}

Expected<TargetId> RunStore::insertTarget(RunId run, int position, const StoredTarget &target)
{
    const plan::Target &planned = target.asPlanned;
    auto inserted = m_database->run(
        QStringLiteral(
            "INSERT INTO target (run, position, name, url, kind, detected_kind, version, model, device, note, "
            "color, marker, simulated, detection) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {number(run.value), position, QString::fromStdString(planned.name), QString::fromStdString(planned.url),
         QString::fromStdString(planned.kind), target.detectedKind, target.version, target.model,
         QString::fromStdString(planned.device), QString::fromStdString(planned.note), target.color, target.marker,
         target.simulated, target.detection});
    if (!inserted)
        return tl::unexpected(inserted.error());
    return TargetId{inserted->lastInsertId().toLongLong()};
}

Expected<void> RunStore::continueRun(RunId run)
{
    auto broken = all(QStringLiteral("UPDATE cell SET state = ? WHERE run = ? AND state = ?"),
                      {number(StoredCellState::Broken), number(run.value), number(StoredCellState::Running)});
    if (!broken)
        return broken;
    return all(QStringLiteral("UPDATE run SET state = ?, ended_unix_ns = NULL, error = NULL, writer = ? WHERE id = ?"),
               {number(StoredState::Running), ownProcessMark(), number(run.value)});
}

Expected<void> RunStore::updateTarget(const StoredTarget &target)
{
    auto updated = all(
        QStringLiteral("UPDATE target SET detected_kind = ?, version = ?, model = ?, detection = ?, simulated = ? "
                       "WHERE id = ?"),
        {target.detectedKind, target.version, target.model, target.detection, target.simulated,
         number(target.id.value)});
    if (!updated || !target.simulated)
        return updated;
    // One simulated target makes the run one.
    return all(QStringLiteral("UPDATE run SET simulated = 1 WHERE id = (SELECT run FROM target WHERE id = ?)"),
               {number(target.id.value)});
}

Expected<CellId> RunStore::beginCell(const NewCell &cell)
{
    // Each kind of load has its column, empty in cells of another kind.
    const auto levelOf
        = [&cell](plan::LoadKind kind) { return cell.level.kind == kind ? QVariant(cell.level.value) : QVariant(); };
    const auto inserted = m_database->run(
        QStringLiteral(
            "INSERT INTO cell (run, target, workload, workload_name, level, concurrency, request_rate, trace_speed, "
            "repetition, attempt, state, started_unix_ns, started_ns, ended_ns, bootstrap_seed) "
            "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, 1 + count(*), ?, ?, ?, 0, ? FROM cell "
            "WHERE target = ? AND workload = ? AND level = ? AND repetition = ?"),
        {number(cell.run.value), number(cell.target.value), cell.key.workload, cell.workloadName, cell.key.level,
         cell.level.users(), levelOf(plan::LoadKind::Open), levelOf(plan::LoadKind::Trace), cell.key.repetition,
         number(StoredCellState::Running), cell.startedUnixNs, cell.startedNs, number(cell.bootstrapSeed),
         number(cell.target.value), cell.key.workload, cell.key.level, cell.key.repetition});
    if (!inserted)
        return tl::unexpected(inserted.error());
    return CellId{inserted->lastInsertId().toLongLong()};
}

Expected<void> RunStore::addRecords(CellId cell, std::span<const metrics::RequestRecord> records)
{
    for (const metrics::RequestRecord &record : records) {
        if (auto done = m_inserter.insert(cell, record); !done)
            return done;
    }
    return {};
}

Expected<void> RunStore::addSamples(CellId cell, std::span<const Sample> samples)
{
    for (const Sample &sample : samples) {
        auto done = all(QStringLiteral("INSERT INTO sample (cell, at_ns, source, name, value) VALUES (?, ?, ?, ?, ?)"),
                        {number(cell.value), sample.atNs, sample.source, sample.name, sample.value});
        if (!done)
            return done;
    }
    return {};
}

Expected<void> RunStore::addCommandLog(const CommandLog &log)
{
    return all(
        QStringLiteral("INSERT OR REPLACE INTO command_log (cell, started_unix_ns, seconds, command, output, error) "
                       "VALUES (?, ?, ?, ?, ?, ?)"),
        {number(log.cell.value), log.startedUnixNs, log.seconds, log.command, log.output,
         textOrNull(errorToJson(log.error))});
}

Expected<void> RunStore::endCell(const StoredCell &cell)
{
    auto updated = all(QStringLiteral("UPDATE cell SET state = ?, started_unix_ns = ?, started_ns = ?, ended_ns = ?, "
                                      "error = ? WHERE id = ?"),
                       {number(cell.state), cell.startedUnixNs, cell.startedNs, cell.endedNs,
                        textOrNull(errorToJson(cell.error)), number(cell.id.value)});
    if (!updated || !cell.figures)
        return updated;
    if (auto summary = writeSummary(cell.id, *cell.figures); !summary)
        return summary;
    return replaceVerdicts(cell.id, cell.verdicts);
}

Expected<void> RunStore::writeSummary(CellId cell, const metrics::CellFigures &figures)
{
    const auto latencyColumns = [](const QString &metric) {
        return QStringLiteral("%1_mean_ms, %1_p50_ms, %1_p90_ms, %1_p95_ms, %1_p99_ms").arg(metric);
    };
    QVariantList values{number(cell.value),
                        figuresToJson(figures),
                        real(figures.window.seconds()),
                        figures.window.wholeCell,
                        number(figures.started),
                        number(figures.completed),
                        number(figures.failed),
                        number(figures.inputTokens),
                        number(figures.outputTokens),
                        number(figures.windowTokens),
                        figures.tokensEstimated,
                        real(figures.outputTokensPerSecond),
                        real(figures.tokensPerSecondPerUser),
                        real(figures.requestsPerSecond),
                        real(figures.goodput.value_or(std::nan(""))),
                        real(figures.errorRate),
                        real(figures.meanConcurrency),
                        real(figures.expectedConcurrency),
                        real(figures.client.cpuShare),
                        real(figures.client.readLagP99),
                        figures.client.kernelStamps,
                        number(figures.ttft.samples)};
    for (const metrics::LatencyFigures *latency : {&figures.ttft, &figures.tpot, &figures.itl, &figures.e2el})
        values << real(latency->mean) << real(latency->p50) << real(latency->p90) << real(latency->p95)
               << real(latency->p99);

    const QString columns = QStringLiteral("cell, document, window_s, whole_cell, started, completed, failed, "
                                           "input_tokens, output_tokens, window_tokens, "
                                           "tokens_estimated, output_tokens_per_s, tokens_per_s_per_user, "
                                           "requests_per_s, goodput_per_s, error_rate, "
                                           "mean_concurrency, expected_concurrency, client_cpu_share, read_lag_p99_us, "
                                           "kernel_stamps, ttft_samples, %1, %2, "
                                           "%3, %4")
                                .arg(latencyColumns(QStringLiteral("ttft")), latencyColumns(QStringLiteral("tpot")),
                                     latencyColumns(QStringLiteral("itl")), latencyColumns(QStringLiteral("e2el")));
    const QString places = QStringList(values.size(), QStringLiteral("?")).join(QLatin1Char(','));
    return all(QStringLiteral("INSERT OR REPLACE INTO summary (%1) VALUES (%2)").arg(columns, places), values);
}

Expected<void> RunStore::replaceVerdicts(CellId cell, const std::vector<metrics::Verdict> &verdicts)
{
    return writeVerdicts(*m_database, VerdictsOf::Measured, cell, verdicts);
}

Expected<void> RunStore::setLimits(RunId run, std::span<const LimitRow> rows)
{
    return writeLimits(*m_database, run, rows);
}

Expected<void> RunStore::finishRun(RunId run, StoredState state, const std::optional<Error> &error)
{
    return all(QStringLiteral("UPDATE run SET state = ?, ended_unix_ns = ?, error = ? WHERE id = ?"),
               {number(state), unixNow(), textOrNull(errorToJson(error)), number(run.value)});
}

Expected<void> RunStore::copyRun(RunId run, const QString &path)
{
    if (auto attached = all(QStringLiteral("ATTACH DATABASE ? AS other"), {path}); !attached)
        return attached;
    struct Part {
        const char *table;
        const char *condition;
    };
    // Parents before children, for the references between them.
    constexpr std::array Parts{
        Part{"plan", "id = (SELECT plan FROM main.run WHERE id = %1)"},
        Part{"run", "id = %1"},
        Part{"note", "run = %1"},
        Part{"tag", "run = %1"},
        Part{"target", "run = %1"},
        Part{"found_limit", "run = %1"},
        Part{"cell", "run = %1"},
        Part{"command_log", "cell IN (SELECT id FROM main.cell WHERE run = %1)"},
        Part{"request", "cell IN (SELECT id FROM main.cell WHERE run = %1)"},
        Part{"timeline",
             "request IN (SELECT request.id FROM main.request JOIN main.cell ON cell.id = request.cell "
             "WHERE cell.run = %1)"},
        Part{"sample", "cell IN (SELECT id FROM main.cell WHERE run = %1)"},
        Part{"summary", "cell IN (SELECT id FROM main.cell WHERE run = %1)"},
        Part{"verdict", "cell IN (SELECT id FROM main.cell WHERE run = %1)"},
        Part{"moved_window", "cell IN (SELECT id FROM main.cell WHERE run = %1)"},
        Part{"moved_verdict", "cell IN (SELECT id FROM main.cell WHERE run = %1)"}};
    // BEGIN without IMMEDIATE: this database is only read and may be one that cannot be written any more.
    Expected<void> copied = all(QStringLiteral("BEGIN"), {});
    for (const Part &part : Parts) {
        if (!copied)
            break;
        const QString table = QString::fromLatin1(part.table);
        copied = all(QStringLiteral("INSERT INTO other.%1 SELECT * FROM main.%1 WHERE ").arg(table)
                         + QString::fromLatin1(part.condition).arg(run.value),
                     {});
    }
    if (copied)
        copied = all(QStringLiteral("COMMIT"), {});
    if (!copied) [[maybe_unused]]
        const auto undone = all(QStringLiteral("ROLLBACK"), {});
    const auto detached = all(QStringLiteral("DETACH DATABASE other"), {});
    if (copied && !detached)
        return detached;
    return copied;
}

} // namespace tokamark::storage
