#include "dialogs/commandconsent.h"
#include "models/commandline.h"
#include "ui/uifixture.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QMessageBox>
#include <QTimer>

namespace tokamark::ui {

TEST(CommandConsent, AsksOncePerCommandAndTakesNoForAnAnswer)
{
    FakeDialogService dialogs;
    CommandConsent consent;
    plan::Plan plan;
    EXPECT_TRUE(consent.mayRun(plan, dialogs, nullptr));
    EXPECT_TRUE(dialogs.questions.empty()) << "there is nothing to ask";

    plan.beforeRepetition = plan::BeforeRepetition{{"systemctl", "restart", "vllm"}};
    dialogs.answer = false;
    EXPECT_FALSE(consent.mayRun(plan, dialogs, nullptr));
    dialogs.answer = true;
    EXPECT_TRUE(consent.mayRun(plan, dialogs, nullptr));
    EXPECT_TRUE(consent.mayRun(plan, dialogs, nullptr));
    EXPECT_EQ(dialogs.questions.size(), 2U) << "a yes counts from then on";

    plan.beforeRepetition->command.back() = "other";
    EXPECT_TRUE(consent.mayRun(plan, dialogs, nullptr));
    EXPECT_EQ(dialogs.questions.size(), 3U);
}

TEST(CommandConsent, ShowsTheWholeCommandAndTellsAShellApart)
{
    FakeDialogService dialogs;
    CommandConsent consent;
    plan::Plan plan;
    const std::string line = "first " + std::string(300, 'x') + " && <b>last</b>";
    plan.beforeRepetition = plan::BeforeRepetition{{line}};
    EXPECT_TRUE(consent.mayRun(plan, dialogs, nullptr));
    EXPECT_TRUE(dialogs.texts.back().contains(QString::fromStdString(line)));
    plan.beforeRepetition->command = {"sh", "-c", "rm -r 'a b'"};
    EXPECT_TRUE(consent.mayRun(plan, dialogs, nullptr));
    plan.beforeRepetition->shell = true;
    plan.beforeRepetition->command = {commandLine(std::vector<std::string>{"sh", "-c", "rm -r 'a b'"}).toStdString()};
    EXPECT_TRUE(consent.mayRun(plan, dialogs, nullptr));
    EXPECT_EQ(dialogs.questions.size(), 3U) << "a shell reads the same text in another way";
    EXPECT_TRUE(dialogs.texts.back().contains(QStringLiteral("/bin/sh")));
}

TEST(QtDialogService, ShowsATextAsItIs)
{
    QtDialogService dialogs;
    QString shown;
    QTimer::singleShot(0, qApp, [&shown] {
        auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        ASSERT_NE(box, nullptr);
        shown = box->informativeText();
        box->reject();
    });
    EXPECT_FALSE(dialogs.confirm(nullptr, QStringLiteral("Title"), QStringLiteral("echo <b>hi</b>\nrm"),
                                 QStringLiteral("Run It")));
    EXPECT_TRUE(shown.contains(QStringLiteral("&lt;b&gt;hi&lt;/b&gt;\nrm"))) << shown.toStdString();
}

} // namespace tokamark::ui
