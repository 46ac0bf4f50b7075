#include "storage/runrepository.h"

#include "plan/targetsecrets.h"
#include "storage/cellrows.h"
#include "storage/database.h"
#include "storage/figuresjson.h"
#include "storage/processmark.h"
#include "storage/requestrows.h"
#include "storage/sqlvalue.h"

#include <map>

namespace tokamark::storage {
namespace {

QDateTime dateOf(const QVariant &unixNs)
{
    return unixNs.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(unixNs.toLongLong() / 1'000'000);
}

/// A combination counts as done once any attempt at it is done, and as failed if none is and the last one failed.
constexpr const char *RunColumns = R"sql(
    SELECT run.id, run.name, note.text, run.started_unix_ns, run.ended_unix_ns, run.state, run.simulated,
           run.planned_cells, run.program_version, run.writer,
           (SELECT count(*) FROM cell WHERE cell.run = run.id AND cell.state = 1),
           (SELECT count(*) FROM cell WHERE cell.run = run.id AND cell.state = 2 AND NOT EXISTS (
               SELECT 1 FROM cell AS later WHERE later.target = cell.target AND later.workload = cell.workload
                   AND later.level = cell.level AND later.repetition = cell.repetition AND later.attempt > cell.attempt))
    FROM run LEFT JOIN note ON note.run = run.id WHERE run.hidden_unix_ns IS NULL)sql";

/// The state as a person should see it: who marked the run as running may be gone.
StoredState trueState(StoredState stored, const QString &writer)
{
    return stored == StoredState::Running && !isProcessAlive(writer) ? StoredState::Stopped : stored;
}

RunInfo readInfo(const QSqlQuery &query)
{
    RunInfo info;
    info.id = RunId{query.value(0).toLongLong()};
    info.name = query.value(1).toString();
    info.note = query.value(2).toString();
    info.started = dateOf(query.value(3));
    info.ended = dateOf(query.value(4));
    info.state = trueState(static_cast<StoredState>(query.value(5).toInt()), query.value(9).toString());
    info.simulated = query.value(6).toBool();
    info.cellCount = query.value(7).toInt();
    info.version = query.value(8).toString();
    info.cellsDone = query.value(10).toInt();
    info.cellsFailed = query.value(11).toInt();
    // How many a search needs is known when it is over.
    if (info.cellCount == 0) {
        info.cellCount = info.cellsDone + info.cellsFailed;
        info.needsMoreCells = info.state != StoredState::Finished;
    }
    return info;
}

} // namespace

class RunRepository::Impl {
public:
    explicit Impl(std::unique_ptr<Database> opened)
        : database(std::move(opened))
    {
    }

    Expected<void> addNames(std::map<RunId, RunInfo *> &runs);
    Expected<RunInfo> info(RunId run);
    Expected<plan::Plan> planOf(RunId run);
    Expected<std::vector<StoredTarget>> targetsOf(RunId run, const plan::Plan &plan);
    Expected<std::vector<double>> triedLevels(RunId run, plan::LoadKind kind);
    /// Runs a statement that must meet one visible run.
    Expected<void> change(const QString &sql, const QVariantList &values, RunId run);

    std::unique_ptr<Database> database;
};

Expected<void> RunRepository::Impl::addNames(std::map<RunId, RunInfo *> &runs)
{
    auto targets = database->run(QStringLiteral("SELECT run, name, model FROM target ORDER BY run, position"));
    if (!targets)
        return tl::unexpected(targets.error());
    while (targets->next()) {
        const auto it = runs.find(RunId{targets->value(0).toLongLong()});
        if (it == runs.end())
            continue;
        RunInfo &info = *it->second;
        ++info.targetCount;
        info.targetNames << targets->value(1).toString();
        const QString model = targets->value(2).toString();
        if (!model.isEmpty() && !info.models.contains(model))
            info.models << model;
    }
    auto tags = database->run(QStringLiteral("SELECT run, name FROM tag ORDER BY run, position"));
    if (!tags)
        return tl::unexpected(tags.error());
    while (tags->next()) {
        if (const auto it = runs.find(RunId{tags->value(0).toLongLong()}); it != runs.end())
            it->second->tags << tags->value(1).toString();
    }
    return {};
}

Expected<RunInfo> RunRepository::Impl::info(RunId run)
{
    auto query
        = database->run(QString::fromLatin1(RunColumns) + QStringLiteral(" AND run.id = ?"), {number(run.value)});
    if (!query)
        return tl::unexpected(query.error());
    if (!query->next())
        return fail(ErrorCode::NotFound, std::to_string(run.value));
    RunInfo info = readInfo(*query);
    std::map<RunId, RunInfo *> one{{run, &info}};
    if (auto named = addNames(one); !named)
        return tl::unexpected(named.error());
    return info;
}

Expected<plan::Plan> RunRepository::Impl::planOf(RunId run)
{
    auto toml
        = database->value(QStringLiteral("SELECT plan.toml FROM plan JOIN run ON run.plan = plan.id WHERE run.id = ?"),
                          {number(run.value)});
    if (!toml)
        return tl::unexpected(toml.error());
    // Older programs stored more of what is secret.
    return plan::parsePlan(toml->toString().toStdString()).map([](const plan::Plan &stored) {
        return plan::withoutSecrets(stored);
    });
}

Expected<std::vector<StoredTarget>> RunRepository::Impl::targetsOf(RunId run, const plan::Plan &plan)
{
    auto query
        = database->run(QStringLiteral("SELECT id, position, detected_kind, version, model, color, marker, simulated, "
                                       "detection FROM target WHERE run = ? ORDER BY position"),
                        {number(run.value)});
    if (!query)
        return tl::unexpected(query.error());
    std::vector<StoredTarget> targets;
    while (query->next()) {
        const auto position = static_cast<std::size_t>(query->value(1).toInt());
        if (position != targets.size() || position >= plan.targets.size())
            return fail(ErrorCode::DatabaseCorrupt, database->path().toStdString(), "targets do not match the plan");
        StoredTarget target;
        target.id = TargetId{query->value(0).toLongLong()};
        target.asPlanned = plan.targets[position];
        target.detectedKind = query->value(2).toString();
        target.version = query->value(3).toString();
        target.model = query->value(4).toString();
        target.color = query->value(5).toString();
        target.marker = query->value(6).toInt();
        target.simulated = query->value(7).toBool();
        target.detection = query->value(8).toString();
        targets.push_back(std::move(target));
    }
    return targets;
}

/// The loads that a search has asked for, by their places.
Expected<std::vector<double>> RunRepository::Impl::triedLevels(RunId run, plan::LoadKind kind)
{
    auto query = database->run(QStringLiteral("SELECT level, max(concurrency), max(request_rate) FROM cell "
                                              "WHERE run = ? GROUP BY level ORDER BY level"),
                               {number(run.value)});
    if (!query)
        return tl::unexpected(query.error());
    std::vector<double> levels;
    while (query->next()) {
        if (query->value(0).toLongLong() != static_cast<qint64>(levels.size()))
            return fail(ErrorCode::DatabaseCorrupt, database->path().toStdString(), "levels of a search are missing");
        levels.push_back(query->value(kind == plan::LoadKind::Open ? 2 : 1).toDouble());
    }
    return levels;
}

Expected<void> RunRepository::Impl::change(const QString &sql, const QVariantList &values, RunId run)
{
    auto query = database->run(sql, values);
    if (!query)
        return tl::unexpected(query.error());
    if (query->numRowsAffected() < 1)
        return fail(ErrorCode::NotFound, std::to_string(run.value));
    return {};
}

Expected<std::unique_ptr<RunRepository>> RunRepository::open(const QString &path)
{
    OpenOptions options;
    options.mayBeReadOnly = true;
    auto database = Database::open(path, options);
    if (!database)
        return tl::unexpected(database.error());
    return std::unique_ptr<RunRepository>(new RunRepository(std::make_unique<Impl>(std::move(*database))));
}

RunRepository::RunRepository(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

RunRepository::~RunRepository() = default;

bool RunRepository::showsCopy() const noexcept
{
    return m_impl->database->isCopy();
}

Expected<std::vector<RunInfo>> RunRepository::list()
{
    auto query = m_impl->database->run(QString::fromLatin1(RunColumns) + QStringLiteral(" ORDER BY run.id DESC"));
    if (!query)
        return tl::unexpected(query.error());
    std::vector<RunInfo> runs;
    while (query->next())
        runs.push_back(readInfo(*query));
    std::map<RunId, RunInfo *> byId;
    for (RunInfo &info : runs)
        byId.emplace(info.id, &info);
    if (auto named = m_impl->addNames(byId); !named)
        return tl::unexpected(named.error());
    return runs;
}

Expected<StoredRun> RunRepository::load(RunId run)
{
    // One transaction, so that a run that is being written is seen at one moment.
    if (auto begun = m_impl->database->run(QStringLiteral("BEGIN")); !begun)
        return tl::unexpected(begun.error());
    auto loaded = loadInTransaction(run);
    [[maybe_unused]] const auto ended = m_impl->database->run(QStringLiteral("ROLLBACK"));
    return loaded;
}

Expected<StoredRun> RunRepository::loadInTransaction(RunId run)
{
    StoredRun stored;
    auto info = m_impl->info(run);
    if (!info)
        return tl::unexpected(info.error());
    stored.info = std::move(*info);
    auto plan = m_impl->planOf(run);
    if (!plan)
        return tl::unexpected(plan.error());
    stored.plan = std::move(*plan);
    if (stored.plan.search) {
        auto levels = m_impl->triedLevels(run, stored.plan.load.kind);
        if (!levels)
            return tl::unexpected(levels.error());
        stored.plan.load.levels = std::move(*levels);
    }
    auto targets = m_impl->targetsOf(run, stored.plan);
    if (!targets)
        return tl::unexpected(targets.error());
    stored.targets = std::move(*targets);
    auto cells = readCells(*m_impl->database, run, stored.info.state);
    if (!cells)
        return tl::unexpected(cells.error());
    stored.cells = std::move(*cells);
    auto error = m_impl->database->value(QStringLiteral("SELECT error FROM run WHERE id = ?"), {number(run.value)});
    if (!error)
        return tl::unexpected(error.error());
    stored.error = errorFromJson(error->toString());
    return stored;
}

Expected<RunId> RunRepository::find(const QString &idOrName)
{
    bool isNumber = false;
    const qint64 id = idOrName.toLongLong(&isNumber);
    auto found = m_impl->database->value(
        QStringLiteral("SELECT id FROM run WHERE hidden_unix_ns IS NULL AND (id = ? OR name = ?) "
                       "ORDER BY id = ? DESC, id DESC LIMIT 1"),
        {isNumber ? id : 0, idOrName, isNumber ? id : 0});
    if (!found)
        return tl::unexpected(found.error());
    if (!found->isValid())
        return fail(ErrorCode::NotFound, idOrName.toStdString());
    return RunId{found->toLongLong()};
}

Expected<std::vector<metrics::RequestRecord>> RunRepository::requests(CellId cell)
{
    return readRequests(*m_impl->database, cell);
}

Expected<std::vector<Sample>> RunRepository::samples(CellId cell)
{
    return readSamples(*m_impl->database, cell);
}

Expected<void> RunRepository::setMovedWindow(CellId cell, const std::optional<MovedWindow> &moved)
{
    return m_impl->database->transaction([&] { return writeMovedWindow(*m_impl->database, cell, moved); });
}

Expected<std::vector<FailureGroup>> RunRepository::failures(CellId cell)
{
    const QString sql = QStringLiteral(R"sql(
        SELECT cause.outcome, cause.http_status, cause.count, request.error
        FROM (SELECT outcome, http_status, count(*) AS count, min(id) AS first FROM request
              WHERE cell = ? AND phase = ? AND outcome NOT IN (?, ?) GROUP BY outcome, http_status) AS cause
             JOIN request ON request.id = cause.first
        ORDER BY cause.count DESC, cause.first)sql");
    auto query = m_impl->database->run(sql,
                                       {number(cell.value), number(metrics::Phase::Window),
                                        number(metrics::Outcome::Completed), number(metrics::Outcome::Cancelled)});
    if (!query)
        return tl::unexpected(query.error());
    std::vector<FailureGroup> groups;
    while (query->next())
        groups.push_back({static_cast<metrics::Outcome>(query->value(0).toInt()),
                          static_cast<std::uint16_t>(query->value(1).toUInt()), query->value(2).toULongLong(),
                          query->value(3).toString()});
    return groups;
}

Expected<void> RunRepository::rename(RunId run, const QString &name)
{
    return m_impl->change(QStringLiteral("UPDATE run SET name = ? WHERE id = ? AND hidden_unix_ns IS NULL"),
                          {name, number(run.value)}, run);
}

Expected<void> RunRepository::setNote(RunId run, const QString &note)
{
    return m_impl->change(QStringLiteral("INSERT OR REPLACE INTO note (run, text) SELECT id, ? FROM run WHERE id = ?"),
                          {note, number(run.value)}, run);
}

Expected<void> RunRepository::setTags(RunId run, const QStringList &tags)
{
    return m_impl->database->transaction([&]() -> Expected<void> {
        auto cleared = m_impl->database->run(QStringLiteral("DELETE FROM tag WHERE run = ?"), {number(run.value)});
        if (!cleared)
            return tl::unexpected(cleared.error());
        int position = 0;
        for (const QString &tag : tags) {
            auto added = m_impl->change(
                QStringLiteral(
                    "INSERT OR REPLACE INTO tag (run, position, name) SELECT id, ?, ? FROM run WHERE id = ?"),
                {position++, tag, number(run.value)}, run);
            if (!added)
                return added;
        }
        return {};
    });
}

Expected<void> RunRepository::remove(RunId run)
{
    return m_impl->change(QStringLiteral("UPDATE run SET hidden_unix_ns = ? WHERE id = ? AND hidden_unix_ns IS NULL"),
                          {QDateTime::currentMSecsSinceEpoch() * 1'000'000, number(run.value)}, run);
}

Expected<void> RunRepository::restore(RunId run)
{
    return m_impl->change(QStringLiteral("UPDATE run SET hidden_unix_ns = NULL WHERE id = ?"), {number(run.value)},
                          run);
}

Expected<void> RunRepository::purge()
{
    auto deleted = m_impl->database->transaction([this]() -> Expected<void> {
        for (const char *statement : {"DELETE FROM run WHERE hidden_unix_ns IS NOT NULL",
                                      "DELETE FROM plan WHERE id NOT IN (SELECT plan FROM run)"}) {
            if (auto done = m_impl->database->run(QString::fromLatin1(statement)); !done)
                return tl::unexpected(done.error());
        }
        return {};
    });
    if (!deleted)
        return deleted;
    if (auto shrunk = m_impl->database->run(QStringLiteral("VACUUM")); !shrunk)
        return tl::unexpected(shrunk.error());
    return {};
}

} // namespace tokamark::storage
