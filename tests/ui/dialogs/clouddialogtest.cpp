#include "dialogs/clouddialog.h"

#include "simulator/simulatorserver.h"
#include "ui/uifixture.h"
#include "widgets/noticecard.h"

#include <gtest/gtest.h>

#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>

namespace tokamark::ui {

namespace {

constexpr const char *Token = "bento-do-not-tell";

struct CloudDialogFixture : UiFixture {
    CloudDialogFixture()
        : dialog(secretStore)
    {
        simulator::ServerOptions options;
        options.presets = {"instant"};
        options.cloudToken = Token;
        server = std::move(*simulator::SimulatorServer::start(options));
        const std::string api = server->url("instant");
        fields().first()->setText(QString::fromStdString(api.substr(0, api.rfind('/'))));
        QObject::connect(&dialog, &CloudDialog::answered, &dialog, [this] { ++answers; });
        QObject::connect(&dialog, &CloudDialog::backendWanted, &dialog,
                         [this](const plan::Target &target) { wanted.push_back(target); });
        dialog.show();
    }

    [[nodiscard]] QList<QLineEdit *> fields() const { return dialog.findChildren<QLineEdit *>(); }
    [[nodiscard]] QTableWidget *table() const { return dialog.findChild<QTableWidget *>(); }
    [[nodiscard]] NoticeCard *notice() const { return dialog.findChild<NoticeCard *>(); }
    [[nodiscard]] QPushButton *button(const char *text) const
    {
        for (auto *candidate : dialog.findChildren<QPushButton *>()) {
            if (candidate->text() == QLatin1String(text))
                return candidate;
        }
        return nullptr;
    }
    void signIn(const char *token)
    {
        const int before = answers;
        fields().at(1)->setText(QString::fromUtf8(token));
        button("List deployments")->click();
        EXPECT_TRUE(waitFor([&] { return answers > before; }));
    }
    void select(const char *name)
    {
        const auto found = table()->findItems(QString::fromUtf8(name), Qt::MatchExactly);
        ASSERT_EQ(found.size(), 1);
        table()->setCurrentItem(found.front());
    }

    std::unique_ptr<simulator::SimulatorServer> server;
    CloudDialog dialog;
    int answers = 0;
    std::vector<plan::Target> wanted;
};

} // namespace

TEST(CloudDialog, KeepsATokenThatWasAcceptedInTheKeychainAndUsesItAgain)
{
    CloudDialogFixture fixture;
    fixture.signIn("wrong");
    EXPECT_TRUE(fixture.keychain->secrets.empty());
    EXPECT_EQ(fixture.table()->rowCount(), 0);
    fixture.signIn(Token);
    EXPECT_EQ(fixture.table()->rowCount(), 7);
    ASSERT_TRUE(waitFor([&] { return fixture.keychain->secrets.size() == 1; }));
    EXPECT_EQ(fixture.keychain->secrets.at("bentocloud 127.0.0.1"), Token);
    EXPECT_TRUE(fixture.fields().at(1)->text().isEmpty());
    fixture.signIn("");
    EXPECT_EQ(fixture.table()->rowCount(), 7);
}

TEST(CloudDialog, ATokenBelongsToTheHostThatAcceptedIt)
{
    CloudDialogFixture fixture;
    fixture.fields().at(1)->setText(QString::fromUtf8(Token));
    fixture.button("List deployments")->click();
    // The answer is still under way.
    fixture.fields().first()->setText(QStringLiteral("https://elsewhere.example"));
    ASSERT_TRUE(waitFor([&] { return fixture.answers == 1 && !fixture.keychain->secrets.empty(); }));
    EXPECT_EQ(fixture.keychain->secrets.size(), 1U);
    EXPECT_EQ(fixture.keychain->secrets.begin()->first, "bentocloud 127.0.0.1");
    fixture.select("guarded");
    fixture.button("Add as backend")->click();
    ASSERT_EQ(fixture.wanted.size(), 1U);
    EXPECT_EQ(fixture.wanted.front().apiKeyKeychain, "bentocloud 127.0.0.1");
}

TEST(CloudDialog, WarnsOfWhatScales)
{
    CloudDialogFixture fixture;
    fixture.signIn(Token);
    fixture.select("steady");
    EXPECT_FALSE(fixture.notice()->isVisible());
    fixture.select("sleepy");
    EXPECT_TRUE(fixture.notice()->text().contains(QStringLiteral("cold start")));
    fixture.select("elastic");
    EXPECT_TRUE(fixture.notice()->text().contains(QStringLiteral("number of replicas")));
    fixture.select("gone");
    EXPECT_FALSE(fixture.button("Add as backend")->isEnabled());
}

TEST(CloudDialog, MakesABackendWhoseKeyIsAReference)
{
    CloudDialogFixture fixture;
    fixture.signIn(Token);
    fixture.select("guarded");
    fixture.button("Add as backend")->click();
    fixture.select("steady");
    fixture.button("Add as backend")->click();
    ASSERT_EQ(fixture.wanted.size(), 2u);
    EXPECT_EQ(fixture.wanted.front().name, "guarded");
    EXPECT_TRUE(fixture.wanted.front().url.ends_with("/guarded"));
    EXPECT_EQ(fixture.wanted.front().apiKeyKeychain, "bentocloud 127.0.0.1");
    EXPECT_TRUE(fixture.wanted.front().headers.empty());
    EXPECT_TRUE(fixture.wanted.back().apiKeyKeychain.empty());
}

TEST(CloudDialog, AsksForATokenWhereNoneIsKept)
{
    CloudDialogFixture fixture;
    fixture.signIn("");
    EXPECT_TRUE(fixture.notice()->text().contains(QStringLiteral("Type one")));
    fixture.keychain->failure = ErrorCode::KeychainUnavailable;
    fixture.signIn(Token);
    EXPECT_EQ(fixture.table()->rowCount(), 7);
    EXPECT_TRUE(waitFor([&] { return fixture.secretStore->readKeychain("bentocloud 127.0.0.1") == Token; }));
}

} // namespace tokamark::ui
