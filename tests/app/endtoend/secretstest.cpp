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

} // namespace
} // namespace tokamark::endtoend
