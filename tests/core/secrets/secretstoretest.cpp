#include "secrets/secretstore.h"
#include "support/fakekeychain.h"
#include "words/errorwords.h"

#include <gtest/gtest.h>

#include <QByteArray>

namespace tokamark::secrets {
namespace {

constexpr const char *Variable = "TOKAMARK_TEST_SECRET";
constexpr const char *Secret = "sk-do-not-tell";

class SecretStoreTest : public testing::Test {
protected:
    void SetUp() override { qputenv(Variable, Secret); }
    void TearDown() override { qunsetenv(Variable); }

    std::shared_ptr<support::FakeKeychain::Entries> entries = std::make_shared<support::FakeKeychain::Entries>();
    SecretStore store{std::make_unique<support::FakeKeychain>(entries)};
};

TEST_F(SecretStoreTest, ATargetWithoutAKeyHasNone)
{
    plan::Target target;
    target.headers = {{"X-Team", "a"}};
    EXPECT_EQ(store.keyOf(target).value(), std::nullopt);
    EXPECT_EQ(store.headersOf(target), target.headers);
}

TEST_F(SecretStoreTest, ReadsFromAVariable)
{
    plan::Target target;
    target.apiKeyEnv = Variable;
    const auto headers = store.headersOf(target);
    ASSERT_TRUE(headers);
    EXPECT_EQ(headers->back(), (std::pair<std::string, std::string>("Authorization", "Bearer sk-do-not-tell")));
    target.apiKeyEnv = "TOKAMARK_TEST_NEVER_SET";
    EXPECT_EQ(store.headersOf(target).error(), (Error{ErrorCode::KeyMissing, "TOKAMARK_TEST_NEVER_SET", {}}));
}

TEST_F(SecretStoreTest, ReadsFromTheKeychain)
{
    entries->secrets["production"] = Secret;
    plan::Target target;
    target.apiKeyKeychain = "production";
    EXPECT_EQ(store.keyOf(target).value(), Secret);
    target.apiKeyKeychain = "staging";
    EXPECT_EQ(store.keyOf(target).error(), (Error{ErrorCode::KeyMissing, "keychain:staging", {}}));
}

TEST_F(SecretStoreTest, PutsValuesIntoHeadersThatSayWhereTheyAre)
{
    entries->secrets["team"] = "from the keychain";
    plan::Target target;
    target.headers = {{"X-Api-Key", std::string("env:") + Variable}, {"api-key", "keychain:team"}, {"X-Team", "env:A"}};
    const auto headers = store.headersOf(target);
    ASSERT_TRUE(headers);
    EXPECT_EQ(headers->at(0).second, Secret);
    EXPECT_EQ(headers->at(1).second, "from the keychain");
    EXPECT_EQ(headers->at(2).second, "env:A") << "no header for secrets";
    target.headers = {{"X-Api-Key", "env:TOKAMARK_TEST_NEVER_SET"}};
    EXPECT_EQ(store.headersOf(target).error(), (Error{ErrorCode::KeyMissing, "TOKAMARK_TEST_NEVER_SET", {}}));
}

TEST_F(SecretStoreTest, ReadsTheKeysOfMetricsPages)
{
    entries->secrets["of team@work"] = "from the keychain";
    plan::Target target;
    target.apiKeyEnv = "TOKAMARK_TEST_NEVER_SET";
    target.metricsUrls = {"http://a/metrics", std::string("env:") + Variable + "@https://b/metrics",
                          "keychain:of team@work@http://c/metrics"};
    EXPECT_EQ(store.pageKeysOf(target), (std::vector<std::string>{"", Secret, "from the keychain"}));
    target.metricsUrls = {"env:TOKAMARK_TEST_NEVER_SET@http://a/metrics"};
    EXPECT_EQ(store.pageKeysOf(target).error(), (Error{ErrorCode::KeyMissing, "TOKAMARK_TEST_NEVER_SET", {}}));
}

TEST_F(SecretStoreTest, PutsValuesIntoBodiesThatSayWhereTheyAre)
{
    entries->secrets["team"] = "from the keychain";
    plan::Target target;
    target.apiKeyKeychain = "team";
    target.extraBody = std::string(R"({"api_key": "env:)") + Variable + R"(", "user": "env:A", "n": [1, 2]})";
    const auto filled = store.filledIn(target);
    ASSERT_TRUE(filled);
    EXPECT_EQ(filled->extraBody, R"({"api_key":"sk-do-not-tell","user":"env:A","n":[1,2]})") << "user names no secret";
    EXPECT_EQ(filled->headers.back().second, "Bearer from the keychain");
    target.extraBody = R"({"api_key": "env:TOKAMARK_TEST_NEVER_SET"})";
    EXPECT_EQ(store.filledIn(target).error(), (Error{ErrorCode::KeyMissing, "TOKAMARK_TEST_NEVER_SET", {}}));
}

TEST_F(SecretStoreTest, RemembersUntilTheEndWhereThereIsNoKeychain)
{
    entries->failure = ErrorCode::KeychainUnavailable;
    EXPECT_EQ(store.keep("production", Secret), SecretStore::Kept::UntilTheEnd);
    EXPECT_EQ(store.readKeychain("production"), Secret);
    EXPECT_TRUE(store.forget("production"));
    EXPECT_EQ(store.readKeychain("production").error().code, ErrorCode::KeychainUnavailable);
}

TEST_F(SecretStoreTest, LeavesNothingInMemoryWhatTheKeychainHas)
{
    entries->failure = ErrorCode::KeychainUnavailable;
    ASSERT_TRUE(store.keep("production", "old"));
    entries->failure.reset();
    EXPECT_EQ(store.keep("production", Secret), SecretStore::Kept::InKeychain);
    EXPECT_EQ(entries->secrets.at("production"), Secret);
    entries->secrets["production"] = "changed elsewhere";
    EXPECT_EQ(store.readKeychain("production"), "changed elsewhere");
}

TEST_F(SecretStoreTest, DoesNotRememberWhatAPersonRefusedToKeep)
{
    entries->failure = ErrorCode::KeychainRefused;
    EXPECT_EQ(store.keep("production", Secret).error().code, ErrorCode::KeychainRefused);
    entries->failure.reset();
    EXPECT_EQ(store.readKeychain("production").error().code, ErrorCode::KeyMissing);
}

TEST_F(SecretStoreTest, NeverPutsASecretIntoAnErrorAndPointsToTheVariable)
{
    for (const ErrorCode code : {ErrorCode::KeychainUnavailable, ErrorCode::KeychainRefused}) {
        entries->failure = code;
        plan::Target target;
        target.apiKeyKeychain = "production";
        const Error error = store.keyOf(target).error();
        const QString text = words::sentence(error) + words::advice(error);
        EXPECT_TRUE(text.contains(QStringLiteral("keychain:production"))) << text.toStdString();
        EXPECT_FALSE(text.contains(QString::fromUtf8(Secret)));
        EXPECT_EQ(text.contains(QStringLiteral("environment variable")), code == ErrorCode::KeychainUnavailable);
    }
}

} // namespace
} // namespace tokamark::secrets
