#include "app/endtoend/programfixture.h"

#include "simulator/dialects/registry.h"
#include "storage/database.h"
#include "storage/runrepository.h"

#include <gmock/gmock.h>

#include <QDirIterator>
#include <QFile>

namespace tokamark::endtoend {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char *Secret = "sk-do-not-tell";
constexpr const char *Variable = "TOKAMARK_TEST_SECRET_KEY";

class SecretsTest : public ProgramFixture {
protected:
    void SetUp() override { qputenv(Variable, Secret); }
    void TearDown() override { qunsetenv(Variable); }

    /// Files that hold the secret, as their names.
    [[nodiscard]] std::vector<std::string> leaks() const
    {
        std::vector<std::string> names;
        QDirIterator files(path(QStringLiteral(".")), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << file.fileName().toStdString();
            if (file.readAll().contains(Secret))
                names.push_back(file.fileName().toStdString());
        }
        return names;
    }
};

TEST_F(SecretsTest, AreInNoFileAndNoOutputOfARun)
{
    const QString url = startSimulator({QStringLiteral("--preset"), QStringLiteral("instant@vllm"),
                                        QStringLiteral("--api-key-env"), QString::fromUtf8(Variable)});
    const QString target = url + QStringLiteral("/instant@vllm");
    Outcome outcome = runShortly(target,
                                 {QStringLiteral("--name"), QStringLiteral("first"), QStringLiteral("--api-key-env"),
                                  QString::fromUtf8(Variable), QStringLiteral("--header"),
                                  QStringLiteral("X-Api-Key: ") + QString::fromUtf8(Secret),
                                  QStringLiteral("--result-dir"), QStringLiteral("results")});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    std::string said = outcome.out + outcome.err;
    for (const char *command :
         {"export first --format json --out data --db db.sqlite", "export first --format csv --out data --db db.sqlite",
          "export first --format vllm-json --out data --db db.sqlite", "show first --db db.sqlite",
          "show first --format json --db db.sqlite", "list --format json --db db.sqlite",
          "compare first first --format json --db db.sqlite"}) {
        outcome = cli(words(command));
        EXPECT_EQ(outcome.status, 0) << command << ": " << outcome.err;
        said += outcome.out + outcome.err;
    }
    EXPECT_THAT(said, Not(HasSubstr(Secret)));
    EXPECT_THAT(leaks(), testing::IsEmpty());
}

TEST_F(SecretsTest, AreNotRepeatedWhereTheyStandInAPlan)
{
    write(QStringLiteral("plan.toml"),
          "[[targets]]\nname = \"a\"\nurl = \"http://127.0.0.1:1\"\napi_key = \"" + std::string(Secret) + "\"\n");
    const Outcome outcome = cli(words("run plan.toml --db db.sqlite"));
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(outcome.err, HasSubstr("keychain:NAME"));
    EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr(Secret)));
}

TEST_F(SecretsTest, AreInNoFileWhereAServerRepeatsThem)
{
    const QString url
        = startSimulator({QStringLiteral("--preset"), QStringLiteral("instant"), QStringLiteral("--quirk"),
                          QStringLiteral("echo-key"), QStringLiteral("--quirk"), QStringLiteral("error-frame"),
                          QStringLiteral("--fault-rate"), QStringLiteral("0.5")});
    Outcome outcome
        = runShortly(url,
                     {QStringLiteral("--name"), QStringLiteral("first"), QStringLiteral("--api-key-env"),
                      QString::fromUtf8(Variable), QStringLiteral("--result-dir"), QStringLiteral("results")});
    std::string said = outcome.out + outcome.err;
    EXPECT_THAT(said, HasSubstr("got Authorization: ***, key ***"));
    outcome = cli(words("export first --format json --out data --db db.sqlite"));
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(said, Not(HasSubstr(Secret)));
    EXPECT_THAT(leaks(), testing::IsEmpty());
}

TEST_F(SecretsTest, AreInNoFileWhateverServerRepeatsThem)
{
    QStringList arguments{QStringLiteral("--api-key-env"), QString::fromUtf8(Variable), QStringLiteral("--quirk"),
                          QStringLiteral("echo-key"),      QStringLiteral("--quirk"),   QStringLiteral("refuse")};
    std::string plan = "name = \"all\"\n";
    for (const simulator::Dialect *dialect : simulator::dialects())
        arguments << QStringLiteral("--preset")
                  << QStringLiteral("instant@") + QString::fromStdString(std::string(dialect->name));
    const std::string base = startSimulator(arguments).toStdString();
    for (const simulator::Dialect *dialect : simulator::dialects()) {
        const std::string name(dialect->name);
        plan += "[[targets]]\nname = \"" + name + "\"\nurl = \"" + base + "/instant@" + name + "\"\napi_key_env = \""
            + Variable + "\"\nextra_body = '{\"password\":\"" + Secret + "-too\"}'\n";
    }
    write(QStringLiteral("plan.toml"),
          plan
              + "[[workloads]]\nname = \"short\"\n[load]\nwarmup = \"0s\"\n"
                "concurrency = [1]\nrequests = 2\n");
    // The plan itself is the user's own, and holds what it holds.
    Outcome outcome = cli(words("run plan.toml --db db.sqlite"));
    EXPECT_TRUE(QFile::remove(path(QStringLiteral("plan.toml"))));
    std::string said = outcome.out + outcome.err;
    EXPECT_THAT(said, HasSubstr("key ***"));
    for (const char *command :
         {"export 1 --format json --out data --db db.sqlite", "export 1 --format csv --out data --db db.sqlite",
          "show 1 --db db.sqlite", "show 1 --format json --db db.sqlite"}) {
        outcome = cli(words(command));
        EXPECT_EQ(outcome.status, 0) << command << ": " << outcome.err;
        said += outcome.out + outcome.err;
    }
    EXPECT_THAT(said, Not(HasSubstr(Secret)));
    EXPECT_THAT(leaks(), testing::IsEmpty());
    // Every server did repeat it.
    const auto history = storage::RunRepository::open(path(QStringLiteral("db.sqlite")));
    ASSERT_TRUE(history);
    const auto run = (*history)->load(RunId{1});
    ASSERT_TRUE(run);
    ASSERT_EQ(run->cells.size(), simulator::dialects().size());
    for (const storage::StoredCell &cell : run->cells) {
        const auto requests = (*history)->requests(cell.id);
        ASSERT_TRUE(requests && !requests->empty()) << run->targets.at(cell.key.target).asPlanned.name;
        EXPECT_THAT(requests->front().error, HasSubstr("key ***")) << run->targets.at(cell.key.target).asPlanned.name;
    }
}

TEST_F(SecretsTest, OfABodyAreInNoFile)
{
    const QString url = startSimulator({QStringLiteral("--preset"), QStringLiteral("instant")});
    const std::string body = std::string(R"({"api_key":")") + Secret + R"(","top_k":1})";
    const Outcome first = runShortly(url,
                                     {QStringLiteral("--name"), QStringLiteral("first"), QStringLiteral("--extra-body"),
                                      QString::fromStdString(body)});
    EXPECT_EQ(first.status, 0) << first.err;
    EXPECT_THAT(first.err, HasSubstr("the value of api_key in the extra body is a secret, which is not stored"));
    EXPECT_THAT(first.out + first.err, Not(HasSubstr(Secret)));
    EXPECT_THAT(leaks(), testing::IsEmpty());
    const Outcome where = runShortly(
        url, {QStringLiteral("--extra-body"), QString::fromUtf8(R"({"api_key":"env:TOKAMARK_TEST_SECRET_KEY"})")});
    EXPECT_EQ(where.status, 0) << where.err;
    EXPECT_THAT(where.err, Not(HasSubstr("is a secret")));
    EXPECT_THAT(leaks(), testing::IsEmpty());
}

TEST_F(SecretsTest, OfABodyAreAskedForWhereARunGoesOn)
{
    // Nothing answers at that port, so there is something left to measure.
    const QString body = QStringLiteral(R"({"options":{"api_key":"%1"}})");
    const Outcome first = runShortly(QStringLiteral("http://127.0.0.1:1"),
                                     {QStringLiteral("--extra-body"), body.arg(QString::fromUtf8(Secret))});
    EXPECT_EQ(first.status, 3) << first.err;
    EXPECT_THAT(leaks(), testing::IsEmpty());
    const Outcome lacking = cli(words("resume 1 --db db.sqlite"));
    EXPECT_EQ(lacking.status, 2) << lacking.err;
    EXPECT_THAT(lacking.err, HasSubstr("was started with api_key in the extra body"));
    EXPECT_THAT(lacking.err, HasSubstr(R"(--extra-body '{"options":{"api_key":"VALUE"}}')"));
    const QString place = QStringLiteral("env:") + QString::fromUtf8(Variable);
    const Outcome again = cli(words("resume 1 --db db.sqlite --extra-body") << body.arg(place));
    EXPECT_EQ(again.status, 3) << again.err;
    EXPECT_THAT(again.err, Not(HasSubstr("Give it again")));
    EXPECT_THAT(leaks(), testing::IsEmpty());
}

TEST_F(SecretsTest, OfAMetricsPageAreNotSaidWhereARunGoesOnWithoutIt)
{
    const Outcome first = runShortly(QStringLiteral("http://127.0.0.1:1"),
                                     {QStringLiteral("--metrics-url"), QStringLiteral("http://127.0.0.1:1/metrics")});
    EXPECT_EQ(first.status, 3) << first.err;
    {
        // As older versions stored it.
        const auto database = storage::Database::open(path(QStringLiteral("db.sqlite")));
        ASSERT_TRUE(database);
        ASSERT_TRUE((*database)->run(QStringLiteral("UPDATE plan SET toml = replace(toml, '/metrics\"', ?)"),
                                     {QStringLiteral("/metrics?key=%1\"").arg(QString::fromUtf8(Secret))}));
    }
    const Outcome again = cli(words("resume 1 --db db.sqlite"));
    EXPECT_EQ(again.status, 3) << again.err;
    EXPECT_THAT(again.err,
                HasSubstr("the metrics page at 127.0.0.1:1 is left out, for its URL was given with a query"));
    EXPECT_THAT(again.out + again.err, Not(HasSubstr(Secret)));
}

TEST_F(SecretsTest, AreNotRepeatedWhereAServerRefusesThem)
{
    qputenv("TOKAMARK_TEST_OTHER_KEY", "another");
    const QString url = startSimulator({QStringLiteral("--preset"), QStringLiteral("instant"),
                                        QStringLiteral("--quirk"), QStringLiteral("echo-key"),
                                        QStringLiteral("--api-key-env"), QStringLiteral("TOKAMARK_TEST_OTHER_KEY")});
    qunsetenv("TOKAMARK_TEST_OTHER_KEY");
    const Outcome outcome
        = cli({QStringLiteral("detect"), url, QStringLiteral("--api-key-env"), QString::fromUtf8(Variable)});
    EXPECT_NE(outcome.status, 0);
    EXPECT_THAT(outcome.err, HasSubstr("key ***"));
    EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr(Secret)));
}

TEST_F(SecretsTest, AreReadFromWhereAHeaderSaysThatTheyAre)
{
    const QString url = startSimulator({QStringLiteral("--preset"), QStringLiteral("instant"),
                                        QStringLiteral("--api-key-env"), QString::fromUtf8(Variable)});
    const QStringList header{QStringLiteral("--header"),
                             QStringLiteral("X-Api-Key: env:") + QString::fromUtf8(Variable)};
    EXPECT_EQ(runShortly(url, header).status, 0);
    EXPECT_THAT(leaks(), testing::IsEmpty());
    const Outcome open
        = runShortly(url, {QStringLiteral("--header"), QStringLiteral("X-Api-Key: ") + QString::fromUtf8(Secret)});
    EXPECT_THAT(open.err, HasSubstr("env:VARIABLE or keychain:NAME"));
}

} // namespace
} // namespace tokamark::endtoend
