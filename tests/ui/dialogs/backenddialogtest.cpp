#include "dialogs/backenddialog.h"

#include "dialogs/keyfield.h"
#include "dialogs/simulatedfield.h"
#include "ui/uifixture.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

#include <algorithm>

namespace tokamark::ui {

namespace {

plan::Target fullTarget()
{
    plan::Target target;
    target.name = "a";
    target.url = "http://host:8000";
    target.kind = "triton";
    target.endpoint = plan::Endpoint::Native;
    target.native = "llmapi";
    target.apiKeyKeychain = "production";
    target.metricsUrls = {"http://one/metrics", "http://two/metrics"};
    target.gpus = 4;
    target.gpuMetricsUrl = "http://host:9400/metrics";
    target.hardware = {"h100-sxm", "Llama 3 70B", "fp8", "int8", 1.5};
    return target;
}

QPushButton *ok(const BackendDialog &dialog)
{
    return dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
}

bool says(const BackendDialog &dialog, const char *text)
{
    for (const QLabel *label : dialog.findChildren<QLabel *>()) {
        if (label->isVisibleTo(&dialog) && label->text().contains(QLatin1String(text)))
            return true;
    }
    return false;
}

} // namespace

TEST(BackendDialog, GivesBackEverythingThatItWasGiven)
{
    UiFixture fixture;
    const BackendDialog dialog(fullTarget(), 2, fixture.secretStore);
    EXPECT_EQ(dialog.target(), fullTarget());
    EXPECT_EQ(dialog.marker(), 2);
    EXPECT_TRUE(ok(dialog)->isEnabled());
}

TEST(BackendDialog, SaysFaultsInWordsAndNotByTheirKeys)
{
    UiFixture fixture;
    plan::Target target = fullTarget();
    target.url = "http://host:99999";
    const BackendDialog dialog(target, 0, fixture.secretStore);
    EXPECT_TRUE(says(dialog, "A port is a number from 1 to 65535"));
    EXPECT_FALSE(says(dialog, "targets[0]"));
    EXPECT_FALSE(ok(dialog)->isEnabled());
}

TEST(BackendDialog, KnowsGpusModelsAndFormats)
{
    UiFixture fixture;
    plan::Target target = fullTarget();
    target.hardware = {"Voodoo 2", "", "fp3", "", 1};
    const BackendDialog dialog(target, 0, fixture.secretStore);
    EXPECT_TRUE(says(dialog, "No GPU of the table goes by Voodoo 2"));
    EXPECT_TRUE(says(dialog, "not as fp3"));
    EXPECT_FALSE(ok(dialog)->isEnabled());
    EXPECT_EQ(dialog.target(), target) << "what is wrong is not lost";
    for (QLineEdit *field : dialog.findChildren<QLineEdit *>()) {
        if (field->accessibleName() != QStringLiteral("GPU"))
            continue;
        ASSERT_NE(field->completer(), nullptr);
        field->completer()->setCompletionPrefix(QStringLiteral("h100"));
        EXPECT_EQ(field->completer()->completionCount(), 2);
        EXPECT_TRUE(field->completer()->setCurrentRow(0));
        field->setText(field->completer()->currentCompletion());
    }
    EXPECT_FALSE(says(dialog, "No GPU of the table")) << "what is offered is known";
}

TEST(BackendDialog, TakesNoSecretThatWouldBeStored)
{
    UiFixture fixture;
    plan::Target target = fullTarget();
    target.headers = {{"X-Api-Key", "sk-do-not-tell"}};
    const BackendDialog dialog(target, 0, fixture.secretStore);
    EXPECT_TRUE(says(dialog, "The value of X-Api-Key is a secret"));
    EXPECT_FALSE(ok(dialog)->isEnabled());
    target = fullTarget();
    target.extraBody = R"({"options": {"api_key": "sk-do-not-tell"}})";
    const BackendDialog body(target, 0, fixture.secretStore);
    EXPECT_TRUE(says(body, "The value of api_key is a secret"));
    EXPECT_FALSE(ok(body)->isEnabled());
    target.extraBody = R"({"options": {"api_key": "env:KEY"}})";
    EXPECT_TRUE(ok(BackendDialog(target, 0, fixture.secretStore))->isEnabled());
}

TEST(BackendDialog, TakesNoHeaderLineWithoutAColonForItMayBeAKey)
{
    UiFixture fixture;
    plan::Target target = fullTarget();
    target.headers = {{"X-Team", "a"}};
    const BackendDialog dialog(target, 0, fixture.secretStore);
    for (QPlainTextEdit *lines : dialog.findChildren<QPlainTextEdit *>()) {
        if (lines->toPlainText().contains(QLatin1Char(':')) && !lines->toPlainText().contains(QStringLiteral("://")))
            lines->setPlainText(QStringLiteral("sk-do-not-tell"));
    }
    EXPECT_TRUE(says(dialog, "A line of the headers is not of the form"));
    EXPECT_FALSE(says(dialog, "sk-do-not-tell"));
    EXPECT_FALSE(ok(dialog)->isEnabled());
    ASSERT_EQ(dialog.target().headers.size(), 1u);
    EXPECT_EQ(dialog.target().headers.front().first, "") << "no name: it would be shown and stored as one";
}

TEST(BackendDialog, PutsANewKeyIntoTheKeychainBeforeItCloses)
{
    UiFixture fixture;
    BackendDialog dialog(fullTarget(), 0, fixture.secretStore);
    dialog.show();
    for (QLineEdit *field : dialog.findChild<KeyField *>()->findChildren<QLineEdit *>()) {
        if (field->echoMode() == QLineEdit::Password)
            field->setText(QStringLiteral("sk-do-not-tell"));
    }
    fixture.keychain->failure = ErrorCode::KeychainRefused;
    ok(dialog)->click();
    ASSERT_TRUE(waitFor([&] { return says(dialog, "did not give access"); }));
    EXPECT_EQ(dialog.result(), 0);
    fixture.keychain->failure.reset();
    ok(dialog)->click();
    ASSERT_TRUE(waitFor([&] { return dialog.result() == QDialog::Accepted; }));
    EXPECT_EQ(fixture.keychain->secrets.at("production"), "sk-do-not-tell");
    EXPECT_EQ(dialog.target(), fullTarget());
}

TEST(BackendDialog, AKeyNeedsAName)
{
    UiFixture fixture;
    const BackendDialog dialog(fullTarget(), 0, fixture.secretStore);
    auto *key = dialog.findChild<KeyField *>();
    const auto fields = key->findChildren<QLineEdit *>();
    const auto name = std::ranges::find(fields, QLineEdit::Normal, &QLineEdit::echoMode);
    ASSERT_NE(name, fields.end());
    (*name)->setText(QStringLiteral(" "));
    EXPECT_TRUE(says(dialog, "Say what the key goes by"));
    EXPECT_FALSE(ok(dialog)->isEnabled());
    auto *place = key->findChild<QComboBox *>();
    place->setCurrentIndex(1);
    EXPECT_TRUE(says(dialog, "Say which environment variable"));
    EXPECT_FALSE(ok(dialog)->isEnabled());
    (*name)->setText(QStringLiteral("OPENAI_API_KEY"));
    EXPECT_TRUE(ok(dialog)->isEnabled());
    EXPECT_EQ(dialog.target().apiKeyEnv, "OPENAI_API_KEY");
    (*name)->clear();
    place->setCurrentIndex(0);
    EXPECT_TRUE(ok(dialog)->isEnabled());
    EXPECT_TRUE(dialog.target().apiKeyKeychain.empty());
}

TEST(BackendDialog, CutsNoNameOfASimulatedBackend)
{
    UiFixture fixture;
    plan::Target target;
    target.name = "sim";
    target.url = "sim:vllm-llama3-8b-a100@triton-ensemble";
    BackendDialog dialog(target, 0, fixture.secretStore);
    dialog.show();
    for (const QComboBox *combo : dialog.findChild<SimulatedField *>()->findChildren<QComboBox *>()) {
        ASSERT_GT(combo->count(), 1);
        EXPECT_GE(combo->width(), combo->sizeHint().width()) << combo->currentText().toStdString();
        int widest = 0;
        for (int i = 0; i < combo->count(); ++i)
            widest = std::max(widest, combo->fontMetrics().horizontalAdvance(combo->itemText(i)));
        EXPECT_GE(combo->width(), widest);
    }
}

TEST(BackendDialog, ChoosesWhatIsSimulated)
{
    UiFixture fixture;
    plan::Target target;
    target.name = "sim";
    target.url = "sim:vllm-llama3-8b-a100@triton-ensemble";
    target.kind = "triton";
    const BackendDialog dialog(target, 0, fixture.secretStore);
    auto *field = dialog.findChild<SimulatedField *>();
    EXPECT_TRUE(field->isVisibleTo(&dialog));
    EXPECT_EQ(field->url(), target.url);
    Q_EMIT field->chosen(QStringLiteral("sim:instant@sglang"));
    EXPECT_EQ(dialog.target().url, "sim:instant@sglang");
    EXPECT_EQ(dialog.target().kind, "sglang");
    EXPECT_TRUE(ok(dialog)->isEnabled());
}

} // namespace tokamark::ui
