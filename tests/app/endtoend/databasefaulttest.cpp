#include "app/endtoend/programfixture.h"

#include "storage/database.h"

#include <gmock/gmock.h>

#include <QDir>
#include <QFile>

#include <algorithm>

namespace tokamark::endtoend {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// A database with one short run, and what can happen to such a file.
class DatabaseFaultTest : public ProgramFixture {
protected:
    void SetUp() override
    {
        const Outcome run = runShortly(Simulated, words("--name kept --progress none"));
        ASSERT_EQ(run.status, 0) << run.err;
    }

    void expectRefusalOfAll(const char *sentence) const
    {
        for (const char *command : {"list --db db.sqlite", "show kept --db db.sqlite", "resume kept --db db.sqlite",
                                    "export kept --format json --out out --db db.sqlite"}) {
            const Outcome refused = cli(words(command));
            EXPECT_EQ(refused.status, 5) << command;
            EXPECT_THAT(refused.err, HasSubstr(sentence)) << command;
        }
        expectRefusalOfRun(QStringLiteral("db.sqlite"), sentence);
    }
    void expectRefusalOfRun(const QString &database, const char *sentence) const
    {
        const Outcome refused = cli(words("run --url sim:instant --concurrency 1 --request-count 1 --db") << database);
        EXPECT_EQ(refused.status, 5) << refused.out;
        EXPECT_THAT(refused.err, HasSubstr(sentence));
    }
    void expectReadable(const QString &database) const
    {
        EXPECT_THAT(cli(words("list --db") << database).out, HasSubstr("kept"));
        const Outcome shown = cli(words("show kept --format json --db") << database);
        EXPECT_EQ(shown.status, 0) << shown.err;
        EXPECT_EQ(json::parse(shown.out).at("cells").size(), 1u);
        EXPECT_EQ(cli(words("export kept --format csv --out out --db") << database).status, 0);
    }
    void alter(const QString &sql) const
    {
        const auto database = storage::Database::open(path(QStringLiteral("db.sqlite")));
        ASSERT_TRUE(database);
        ASSERT_TRUE((*database)->run(sql));
    }

    const QString Simulated = QStringLiteral("sim:instant");
};

/// A folder in which nothing may be made, until the end of the scope.
class ClosedFolder {
public:
    explicit ClosedFolder(QString path)
        : m_path(std::move(path))
    {
        EXPECT_TRUE(QFile::setPermissions(m_path, QFile::ReadOwner | QFile::ExeOwner));
    }
    ~ClosedFolder() { QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner); }
    ClosedFolder(const ClosedFolder &) = delete;
    ClosedFolder &operator=(const ClosedFolder &) = delete;

private:
    QString m_path;
};

TEST_F(DatabaseFaultTest, NewerFileIsRefusedAndLeftAsItIs)
{
    alter(QStringLiteral("PRAGMA user_version = 999"));
    const std::string before = read(QStringLiteral("db.sqlite"));
    expectRefusalOfAll("newer version of this program");
    EXPECT_EQ(read(QStringLiteral("db.sqlite")), before);
}

TEST_F(DatabaseFaultTest, FileOfAnotherProgramIsRefused)
{
    alter(QStringLiteral("PRAGMA application_id = 7"));
    expectRefusalOfAll("database of another program");
}

TEST_F(DatabaseFaultTest, DamageInsideTheFileIsSaid)
{
    std::string bytes = read(QStringLiteral("db.sqlite"));
    constexpr std::size_t PageBytes = 4096;
    ASSERT_GT(bytes.size(), 2 * PageBytes);
    std::fill(bytes.begin() + PageBytes, bytes.end(), '\xa5');
    write(QStringLiteral("db.sqlite"), bytes);
    expectRefusalOfAll("is damaged");
}

TEST_F(DatabaseFaultTest, LockedFileIsReadButNotWritten)
{
    const auto other = storage::Database::open(path(QStringLiteral("db.sqlite")));
    ASSERT_TRUE((*other)->run(QStringLiteral("BEGIN IMMEDIATE")));
    expectRefusalOfRun(QStringLiteral("db.sqlite"), "Another program is writing to the database");
    expectReadable(QStringLiteral("db.sqlite"));
}

TEST_F(DatabaseFaultTest, ReadOnlyFileIsReadButNotWritten)
{
    ASSERT_TRUE(QFile::setPermissions(path(QStringLiteral("db.sqlite")), QFile::ReadOwner));
    restrict({.ordinaryUser = true, .largestFileBytes = {}, .outputFile = {}});
    expectRefusalOfRun(QStringLiteral("db.sqlite"), "may only be read");
    expectReadable(QStringLiteral("db.sqlite"));
}

TEST_F(DatabaseFaultTest, FileInAClosedFolderIsReadButNotWritten)
{
    ASSERT_TRUE(QDir(path({})).mkdir(QStringLiteral("shared")));
    ASSERT_TRUE(QFile::rename(path(QStringLiteral("db.sqlite")), path(QStringLiteral("shared/db.sqlite"))));
    const ClosedFolder closed(path(QStringLiteral("shared")));
    restrict({.ordinaryUser = true, .largestFileBytes = {}, .outputFile = {}});
    expectRefusalOfRun(QStringLiteral("shared/db.sqlite"), "may only be read");
    expectRefusalOfRun(QStringLiteral("shared/new.sqlite"), "may only be read");
    expectReadable(QStringLiteral("shared/db.sqlite"));
}

/// What takes the database away from a run that is under way must not take its results.
class LostDatabaseTest : public DatabaseFaultTest {
protected:
    [[nodiscard]] std::unique_ptr<QProcess> startTwoPoints() const
    {
        writePlan(Simulated, "concurrency = [1, 2]\nduration = \"1s\"\n");
        auto run = startCli(words("run plan.toml --progress plain --db db.sqlite"));
        std::ignore = awaitWords(*run, "1/2  ");
        return run;
    }
    void expectRescue(const Outcome &run, const char *cause) const
    {
        EXPECT_EQ(run.status, 5) << run.err;
        EXPECT_THAT(run.err,
                    AllOf(HasSubstr(cause), HasSubstr("All of it is run 2 in "), HasSubstr("tokamark-rescue-"),
                          HasSubstr("To see it again: tokamark-cli show 2 --db "), Not(HasSubstr("Check the"))));
        const QStringList rescued = QDir(path({})).entryList({QStringLiteral("tokamark-rescue-*.sqlite")}, QDir::Files);
        ASSERT_EQ(rescued.size(), 1);
        const Outcome shown = cli(words("show measured --format json --db") << rescued.front());
        ASSERT_EQ(shown.status, 0) << shown.err;
        const json document = json::parse(shown.out);
        EXPECT_EQ(document.at("state"), "finished");
        EXPECT_EQ(document.at("cells_done"), 2);
    }
};

TEST_F(LostDatabaseTest, RunGoesOnBesideALockThatStays)
{
    const auto run = startTwoPoints();
    const auto other = storage::Database::open(path(QStringLiteral("db.sqlite")));
    ASSERT_TRUE((*other)->run(QStringLiteral("BEGIN IMMEDIATE")));
    expectRescue(waitFor(*run), "Another program is writing to the database: ");
    expectReadable(QStringLiteral("db.sqlite"));
}

TEST_F(LostDatabaseTest, RunGoesOnWhenItsFileIsRemoved)
{
    const auto run = startTwoPoints();
    ASSERT_TRUE(QFile::remove(path(QStringLiteral("db.sqlite"))));
    expectRescue(waitFor(*run), "db.sqlite (the file was removed or replaced).");
    EXPECT_FALSE(QFile::exists(path(QStringLiteral("db.sqlite")))) << "an empty one in its place would mislead";
}

} // namespace
} // namespace tokamark::endtoend
