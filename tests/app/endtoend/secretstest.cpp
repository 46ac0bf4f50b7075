#include "app/endtoend/programfixture.h"

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
