#include "storage/database.h"

#include "plan/targetsecrets.h"
#include "storage/schema.h"
#include "storagefixture.h"
#include "support/ordinaryuser.h"

#include <QFile>

#include <array>
#include <barrier>
#include <optional>
#include <thread>
#include <vector>

namespace tokamark::storage {
namespace {

using support::OrdinaryUser;
using DatabaseTest = StorageTest;

ErrorCode codeOf(const QString &path, const OpenOptions &options = {})
{
    const auto opened = Database::open(path, options);
    EXPECT_FALSE(opened) << "should have failed";
    return opened ? ErrorCode::BadUsage : opened.error().code;
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    ASSERT_EQ(file.write(bytes), bytes.size());
}

TEST_F(DatabaseTest, MakesAFileWithTheCurrentSchema)
{
    auto database = Database::open(path());
    ASSERT_TRUE(database);
    EXPECT_EQ((*database)->value(QStringLiteral("PRAGMA user_version"))->toInt(), schemaVersion());
    EXPECT_EQ((*database)->value(QStringLiteral("PRAGMA journal_mode"))->toString(), QStringLiteral("wal"));
    EXPECT_TRUE(Database::open(path())) << "a second time, while it is open";
}

TEST_F(DatabaseTest, IsMadeByWhoeverComesFirst)
{
    for (int file = 0; file < 40; ++file) {
        const QString shared = path() + QString::number(file);
        std::array<std::optional<Error>, 6> errors;
        std::barrier together(std::ssize(errors));
        {
            std::vector<std::jthread> programs;
            for (std::optional<Error> &error : errors) {
                programs.emplace_back([&error, &shared, &together] {
                    together.arrive_and_wait();
                    if (auto opened = Database::open(shared); !opened)
                        error = opened.error();
                });
            }
        }
        for (const std::optional<Error> &error : errors)
            EXPECT_FALSE(error) << int(error->code) << ' ' << error->detail;
    }
}

TEST_F(DatabaseTest, RefusesWhatIsNoDatabase)
{
    writeFile(path(), QByteArrayLiteral("just a text file, longer than sixteen bytes\n"));
    EXPECT_EQ(codeOf(path()), ErrorCode::DatabaseCorrupt);
    QFile file(path());
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_TRUE(file.readAll().startsWith("just a text file")) << "and leaves it alone";
}

TEST_F(DatabaseTest, TakesAnEmptyFileAsNew)
{
    writeFile(path(), {});
    EXPECT_TRUE(Database::open(path()));
}

TEST_F(DatabaseTest, RefusesAFileThatLostItsEnd)
{
    {
        ASSERT_TRUE(Database::open(path()));
    }
    QFile file(path());
    ASSERT_TRUE(file.resize(3000));
    EXPECT_EQ(codeOf(path()), ErrorCode::DatabaseCorrupt);
}

TEST_F(DatabaseTest, RefusesADatabaseOfAnotherProgram)
{
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        other.setDatabaseName(path());
        ASSERT_TRUE(other.open());
        QSqlQuery(other).exec(QStringLiteral("CREATE TABLE bookmark (url TEXT)"));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("other"));
    EXPECT_EQ(codeOf(path()), ErrorCode::DatabaseForeign);
}

TEST_F(DatabaseTest, RefusesANewerSchemaAndSaysBothVersions)
{
    {
        auto database = Database::open(path());
        ASSERT_TRUE((*database)->run(QStringLiteral("PRAGMA user_version = 999")));
    }
    const auto opened = Database::open(path());
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::DatabaseNewer);
    EXPECT_NE(opened.error().cause.find("999"), std::string::npos);
}

TEST_F(DatabaseTest, TakesStoredSecretsOutOfOlderFiles)
{
    const auto tomlWith = [](const char *key) {
        plan::Plan plan = twoTargets();
        plan.targets[0].headers = {{"Authorization", std::string("Bearer ") + key}, {"X-Team", "blue"}};
        plan.targets[1].headers = {{"x-api-key", key}};
        plan.targets[1].extraBody = std::string(R"({"top_k":3,"password":"in-the-body-of-)") + key + "\"}";
        return QString::fromStdString(plan::toToml(plan));
    };
    {
        auto database = Database::open(path());
        ASSERT_TRUE(database);
        const auto run = [&database](const QString &sql, const QVariantList &values = {}) {
            const auto done = (*database)->run(sql, values);
            ASSERT_TRUE(done) << done.error().cause << sql.toStdString();
        };
        for (int id = 1; id <= 2; ++id) {
            run(QStringLiteral("INSERT INTO plan (id, sha256, name, toml) VALUES (?, ?, 'p', ?)"),
                {id, QString::number(id), tomlWith(id == 1 ? "sk-first-key" : "sk-second-key")});
            run(QStringLiteral("INSERT INTO run (id, plan, name, state, simulated, planned_cells, started_unix_ns, "
                               "program_version, writer, error) VALUES (?, ?, 'r', 1, 0, 1, 0, '', '', ?)"),
                {id, id, QStringLiteral("no such key: sk-first-key")});
        }
        run(QStringLiteral(
                "INSERT INTO backend (position, name, url, kind, model, endpoint, headers, extra_body, "
                "api_key_env, ca_file, insecure, device, color, marker, note, detection) VALUES (1, 'b', '', "
                "'', '', 0, ?, ?, '', '', 0, '', '', 0, '', ?)"),
            {QStringLiteral("[[\"api-key\",\"sk-third-key\"],[\"X-Team\",\"blue\"]]"),
             QStringLiteral("{\"auth\":{\"key\":\"sk-fourth-key\"}}"),
             QStringLiteral("{\"evidence\":[\"sk-third-key\"]}")});
        // As version 7 left it: without what came later.
        for (const char *column : {"gpu", "model_shape", "weights", "kv_cache", "tokens_per_step"})
            run(QStringLiteral("ALTER TABLE backend DROP COLUMN %1").arg(QLatin1String(column)));
        for (const char *later :
             {"VIEW v_moved_window", "TABLE moved_verdict", "TABLE moved_window", "VIEW v_limit", "TABLE found_limit"})
            run(QStringLiteral("DROP ") + QLatin1String(later));
        run(QStringLiteral("DELETE FROM label WHERE kind = 'limit'"));
        run(QStringLiteral("PRAGMA user_version = 7"));
    }
    auto database = Database::open(path());
    ASSERT_TRUE(database) << database.error().cause;
    EXPECT_EQ((*database)->value(QStringLiteral("SELECT count(*) FROM plan"))->toInt(), 1)
        << "they differed in their secrets alone";
    EXPECT_EQ((*database)->value(QStringLiteral("SELECT count(DISTINCT plan) FROM run"))->toInt(), 1);
    const QString toml = (*database)->value(QStringLiteral("SELECT toml FROM plan"))->toString();
    const auto plan = plan::parsePlan(toml.toStdString());
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->targets[0].headers[0].second, plan::LeftOut);
    EXPECT_EQ(plan->targets[0].headers[1].second, "blue");
    EXPECT_EQ(plan->targets[1].extraBody, R"x({"top_k":3,"password":"(not stored)"})x");
    EXPECT_EQ((*database)->value(QStringLiteral("SELECT error FROM run WHERE id = 1"))->toString(),
              QStringLiteral("no such key: ***"));
    database->reset();
    QFile file(path());
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    for (const char *key : {"first-key", "second-key", "third-key", "fourth-key"})
        EXPECT_FALSE(bytes.contains(key)) << key << ": overwritten, not only given free";
}

TEST_F(DatabaseTest, TakesSecretsOfExtraBodiesOutOfFilesBeforeVersion12)
{
    plan::Plan plan = twoTargets();
    plan.targets[0].extraBody = R"({"api_key":"sk-in-the-body"})";
    {
        auto database = Database::open(path());
        ASSERT_TRUE(database);
        for (const char *later : {"VIEW v_limit", "TABLE found_limit"})
            ASSERT_TRUE((*database)->run(QStringLiteral("DROP ") + QLatin1String(later)));
        ASSERT_TRUE((*database)->run(QStringLiteral("DELETE FROM label WHERE kind = 'limit'")));
        ASSERT_TRUE((*database)->run(QStringLiteral("INSERT INTO plan (sha256, name, toml) VALUES ('1', 'p', ?)"),
                                     {QString::fromStdString(plan::toToml(plan))}));
        ASSERT_TRUE((*database)->run(QStringLiteral("PRAGMA user_version = 11")));
    }
    auto database = Database::open(path());
    ASSERT_TRUE(database) << database.error().cause;
    const auto toml = (*database)->value(QStringLiteral("SELECT toml FROM plan"));
    const auto clean = plan::parsePlan(toml->toString().toStdString());
    ASSERT_TRUE(clean);
    EXPECT_EQ(clean->targets[0].extraBody, R"x({"api_key":"(not stored)"})x");
}

TEST_F(DatabaseTest, TakesSecretsOfUrlsOutOfFilesBeforeVersion13)
{
    plan::Plan plan = twoTargets();
    plan.targets[0].metricsUrls = {"http://team:pass-of-team@h:8000/metrics?key=first-value&x=1#frag-ment"};
    plan.targets[1].gpuMetricsUrl = "http://h:9400/metrics?token=second-value&format=prometheus";
    plan.beforeRepetition.emplace();
    plan.beforeRepetition->command = {"load", "pass-of-team"};
    {
        auto database = Database::open(path());
        ASSERT_TRUE(database);
        const auto run = [&database](const QString &sql, const QVariantList &values = {}) {
            const auto done = (*database)->run(sql, values);
            ASSERT_TRUE(done) << done.error().cause << sql.toStdString();
        };
        run(QStringLiteral("INSERT INTO plan (id, sha256, name, toml) VALUES (1, '1', 'p', ?)"),
            {QString::fromStdString(plan::toToml(plan))});
        run(QStringLiteral("INSERT INTO run (id, plan, name, state, simulated, planned_cells, started_unix_ns, "
                           "program_version, writer) VALUES (1, 1, 'r', 1, 0, 1, 0, '', '')"));
        run(QStringLiteral("PRAGMA foreign_keys = OFF"));
        run(QStringLiteral("INSERT INTO command_log (cell, started_unix_ns, seconds, command, output, error) "
                           "VALUES (1, 0, 1, 'load pass-of-team', 'asks prometheus ?key=first-value', NULL)"));
        run(QStringLiteral(
                "INSERT INTO backend (position, name, url, kind, model, endpoint, headers, extra_body, "
                "api_key_env, ca_file, insecure, device, color, marker, note, detection, metrics_urls) VALUES (1, 'b', "
                "'http://h', '', '', 0, '[[\"X-Team\",\"blue\"]]', '', '', '', 0, '', '', 0, '', '', ?)"),
            {QStringLiteral("[\"http://h/m?key=third-value\",\"http://h/n\"]")});
        run(QStringLiteral("PRAGMA user_version = 12"));
    }
    auto database = Database::open(path());
    ASSERT_TRUE(database) << database.error().cause;
    const auto text
        = [&database](const char *sql) { return (*database)->value(QLatin1String(sql))->toString().toStdString(); };
    const auto clean = plan::parsePlan(text("SELECT toml FROM plan"));
    ASSERT_TRUE(clean);
    EXPECT_EQ(clean->targets[0].metricsUrls, std::vector<std::string>{"http://...@h:8000/metrics?..."});
    EXPECT_EQ(clean->targets[1].gpuMetricsUrl, "http://h:9400/metrics?...");
    EXPECT_EQ(clean->beforeRepetition->command, (std::vector<std::string>{"load", plan::LeftOut}));
    EXPECT_EQ(text("SELECT command || ', ' || output FROM command_log"), "load ***, asks prometheus ?key=***")
        << "a word of a query that is no key is no secret";
    EXPECT_EQ(text("SELECT metrics_urls FROM backend"), R"(["http://h/m?...","http://h/n"])");
    EXPECT_EQ(text("SELECT headers FROM backend"), R"([["X-Team","blue"]])");
    EXPECT_EQ((*database)->value(QStringLiteral("SELECT plan FROM run"))->toInt(), 1);
    database->reset();
    QFile file(path());
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    for (const char *key : {"pass-of-team", "first-value", "second-value", "third-value"})
        EXPECT_FALSE(bytes.contains(key)) << key << ": overwritten, not only given free";
}

TEST_F(DatabaseTest, TellsAFolderAndAMissingFolderApart)
{
    const auto folder = Database::open(path(QStringLiteral(".")));
    ASSERT_FALSE(folder);
    EXPECT_EQ(folder.error().code, ErrorCode::DatabaseUnopenable);
    EXPECT_EQ(folder.error().cause, "is a folder");
    const auto missing = Database::open(path(QStringLiteral("no/such/place.sqlite")));
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::DatabaseUnopenable);
    EXPECT_EQ(missing.error().cause, "no such folder");
}

TEST_F(DatabaseTest, SaysLockedWhenAnotherWriterDoesNotEnd)
{
    auto first = Database::open(path());
    ASSERT_TRUE((*first)->run(QStringLiteral("BEGIN IMMEDIATE")));
    OpenOptions impatient;
    impatient.busyTimeoutMs = 20;
    EXPECT_EQ(codeOf(path(), impatient), ErrorCode::DatabaseLocked);
    impatient.mayBeReadOnly = true;
    EXPECT_TRUE(Database::open(path(), impatient)) << "reading goes on meanwhile";
}

TEST_F(DatabaseTest, ReadsAFileThatMayNotBeWritten)
{
    {
        ASSERT_TRUE(Database::open(path()));
    }
    QFile::setPermissions(path(), QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther);
    QFile::setPermissions(path(QStringLiteral(".")), QFile::Permissions::fromInt(0x7777));
    const OrdinaryUser user;
    EXPECT_EQ(codeOf(path()), ErrorCode::DatabaseReadOnly);

    auto repository = RunRepository::open(path());
    ASSERT_TRUE(repository);
    EXPECT_TRUE((*repository)->list());
    const auto purged = (*repository)->purge();
    ASSERT_FALSE(purged);
    EXPECT_EQ(purged.error().code, ErrorCode::DatabaseReadOnly);
}

TEST_F(DatabaseTest, ReadsAFileInAFolderThatMayNotBeWritten)
{
    {
        ASSERT_TRUE(Database::open(path()));
    }
    QFile::setPermissions(path(), QFile::Permissions::fromInt(0x6666));
    QFile::setPermissions(path(QStringLiteral(".")), QFile::Permissions::fromInt(0x5555));
    {
        const OrdinaryUser user;
        EXPECT_EQ(codeOf(path()), ErrorCode::DatabaseReadOnly);
        EXPECT_EQ(codeOf(path(QStringLiteral("new.sqlite"))), ErrorCode::DatabaseReadOnly);
        auto repository = RunRepository::open(path());
        ASSERT_TRUE(repository);
        EXPECT_TRUE((*repository)->list());
    }
    QFile::setPermissions(path(QStringLiteral(".")), QFile::Permissions::fromInt(0x7777));
}

TEST_F(DatabaseTest, ShowsAnOlderFileThatMayOnlyBeReadAndLeavesItAlone)
{
    const QString original = QStringLiteral(TOKAMARK_TEST_DATA "/schema1.sqlite");
    ASSERT_TRUE(QFile::copy(original, path()));
    QFile::setPermissions(path(), QFile::Permissions::fromInt(0x4444));
    QFile::setPermissions(path(QStringLiteral(".")), QFile::Permissions::fromInt(0x5555));
    {
        const OrdinaryUser user;
        auto repository = RunRepository::open(path());
        ASSERT_TRUE(repository);
        EXPECT_TRUE((*repository)->showsCopy());
        const auto list = (*repository)->list();
        ASSERT_TRUE(list);
        ASSERT_EQ(list->size(), 1u);
        EXPECT_TRUE((*repository)->load(list->front().id));
        const auto renamed = (*repository)->rename(list->front().id, QStringLiteral("lost"));
        ASSERT_FALSE(renamed) << "it would go into the copy";
        EXPECT_EQ(renamed.error().code, ErrorCode::DatabaseReadOnly);
    }
    QFile::setPermissions(path(QStringLiteral(".")), QFile::Permissions::fromInt(0x7777));
    QFile before(original);
    QFile after(path());
    ASSERT_TRUE(before.open(QIODevice::ReadOnly) && after.open(QIODevice::ReadOnly));
    EXPECT_EQ(before.readAll(), after.readAll());
}

TEST_F(DatabaseTest, SaysThatACurrentFileIsNoCopy)
{
    ASSERT_TRUE(Database::open(path()));
    EXPECT_FALSE(RunRepository::open(path()).value()->showsCopy());
}

TEST_F(DatabaseTest, UndoesATransactionThatFails)
{
    auto database = Database::open(path());
    const auto done = (*database)->transaction([&]() -> Expected<void> {
        EXPECT_TRUE((*database)->run(QStringLiteral("INSERT INTO plan (sha256, name, toml) VALUES ('x', 'x', 'x')")));
        return fail(ErrorCode::Internal);
    });
    EXPECT_FALSE(done);
    EXPECT_EQ((*database)->value(QStringLiteral("SELECT count(*) FROM plan"))->toInt(), 0);
}

TEST_F(DatabaseTest, NamesEveryCodeForUseByHand)
{
    auto database = Database::open(path());
    const auto label = [&](const char *kind, int code) {
        return (*database)
            ->value(QStringLiteral("SELECT name FROM label WHERE kind = ? AND code = ?"),
                    {QString::fromLatin1(kind), code})
            ->toString()
            .toStdString();
    };
    for (int code = 0; code <= static_cast<int>(metrics::Outcome::Cancelled); ++code)
        EXPECT_EQ(label("outcome", code), metrics::name(static_cast<metrics::Outcome>(code)));
    for (int code = 0; code <= static_cast<int>(metrics::VerdictCode::ServerLimit); ++code)
        EXPECT_EQ(label("verdict", code), metrics::name(static_cast<metrics::VerdictCode>(code)));
    for (int code = 0; code <= static_cast<int>(metrics::LimitReason::Undecided); ++code)
        EXPECT_EQ(label("limit", code), metrics::name(static_cast<metrics::LimitReason>(code)));
    for (int code = 0; code <= static_cast<int>(StoredCellState::Broken); ++code)
        EXPECT_NE(label("cell", code), "");
    for (int code = 0; code <= static_cast<int>(metrics::FinishReason::Other); ++code)
        EXPECT_NE(label("finish", code), "");
}

} // namespace
} // namespace tokamark::storage
