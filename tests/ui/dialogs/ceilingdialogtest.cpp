#include "dialogs/ceilingdialog.h"

#include "bridge/ceilingprobe.h"
#include "format/numberformat.h"
#include "session/clientceiling.h"
#include "ui/uifixture.h"
#include "widgets/noticecard.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QPushButton>
#include <QStandardPaths>
#include <QTableWidget>
#include <QTemporaryDir>

#include <cmath>

namespace tokamark::ui {
namespace {

/// A dialog whose measurements are a shell script, with a data folder of its own.
class CeilingDialogTest : public testing::Test {
protected:
    void SetUp() override
    {
        // The folder of the test mode is one for all tests, which run side by side.
        QStandardPaths::setTestModeEnabled(false);
        qputenv("XDG_DATA_HOME", m_folder.path().toUtf8());
    }

    void TearDown() override
    {
        QStandardPaths::setTestModeEnabled(true);
        if (m_dataHome.isNull())
            qunsetenv("XDG_DATA_HOME");
        else
            qputenv("XDG_DATA_HOME", m_dataHome);
    }

    [[nodiscard]] QString script(const char *body) const
    {
        QFile file(m_folder.filePath(QStringLiteral("client.sh")));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n");
        file.write(body);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return file.fileName();
    }

    /// Stores a ceiling as the command does.
    static void keep(std::uint32_t streams)
    {
        session::ClientCeiling ceiling;
        ceiling.processor = session::processorName();
        ceiling.cores = session::processorCores();
        ceiling.streams = streams;
        ceiling.tokensPerSecond = 50.0 * streams;
        ceiling.measured = QDateTime::currentDateTimeUtc();
        ASSERT_TRUE(session::saveCeiling(ceiling));
    }

    [[nodiscard]] static QPushButton *button(const CeilingDialog &dialog, const char *text)
    {
        for (QPushButton *candidate : dialog.findChildren<QPushButton *>()) {
            if (candidate->text() == QLatin1String(text))
                return candidate;
        }
        return nullptr;
    }

    QByteArray m_dataHome = qgetenv("XDG_DATA_HOME");
    QTemporaryDir m_folder;
};

constexpr const char *Measurement = R"(
echo '{"streams":100,"tokens_per_s":5000,"ttft_error_ms":0.01,"cpu_share":0.05,"held":true,"server_limited":false}' >&2
echo '{"streams":200,"tokens_per_s":null,"ttft_error_ms":2.5,"cpu_share":0.99,"held":false,"server_limited":false}' >&2
echo '{"streams":100,"tokens_per_s":5000,"ttft_error_ms":0.01,"ended_by":"client"}'
)";

TEST_F(CeilingDialogTest, SaysWhatIsKnownOfThisMachine)
{
    const CeilingDialog empty;
    EXPECT_TRUE(empty.sentence().contains(QStringLiteral("Not measured")));
    EXPECT_FALSE(empty.findChild<QTableWidget *>()->isVisibleTo(&empty)) << "headings alone say nothing";
    keep(4000);
    const CeilingDialog dialog;
    EXPECT_TRUE(dialog.sentence().contains(QStringLiteral("4000 streams / 200000 tokens/s")))
        << dialog.sentence().toStdString();
}

TEST_F(CeilingDialogTest, ShowsStepsAndThenTheSentence)
{
    CeilingDialog dialog(script(Measurement));
    bool ended = false;
    QObject::connect(&dialog, &CeilingDialog::ended, &dialog, [&ended] { ended = true; });
    keep(100); // as the real command does at its end
    button(dialog, "Measure")->click();
    EXPECT_NE(button(dialog, "Stop"), nullptr);
    ASSERT_TRUE(waitFor([&] { return ended; }));
    const auto *steps = dialog.findChild<QTableWidget *>();
    EXPECT_TRUE(steps->isVisibleTo(&dialog));
    ASSERT_EQ(steps->rowCount(), 2);
    EXPECT_EQ(steps->item(0, 4)->text(), QStringLiteral("held"));
    EXPECT_EQ(steps->item(1, 4)->text(), QStringLiteral("too much"));
    EXPECT_EQ(steps->item(1, 1)->text(), format::number(std::nan(""))) << "its streams were never there together";
    EXPECT_TRUE(dialog.sentence().contains(QStringLiteral("100 streams"))) << dialog.sentence().toStdString();
    EXPECT_NE(button(dialog, "Measure again"), nullptr);
}

TEST_F(CeilingDialogTest, AnEarlierSentenceDoesNotStandForAFailedSearch)
{
    keep(4000);
    CeilingDialog dialog(
        script("echo '{\"streams\":0,\"tokens_per_s\":0,\"ttft_error_ms\":0,\"ended_by\":\"server\"}'\nexit 1\n"));
    bool ended = false;
    QObject::connect(&dialog, &CeilingDialog::ended, &dialog, [&ended] { ended = true; });
    button(dialog, "Measure")->click();
    ASSERT_TRUE(waitFor([&] { return ended; }));
    EXPECT_TRUE(dialog.sentence().contains(QStringLiteral("Not even the first step")))
        << dialog.sentence().toStdString();
}

TEST_F(CeilingDialogTest, CanBeStopped)
{
    CeilingDialog dialog(script("echo '{}' >&2\nexec sleep 600\n"));
    const auto *probe = dialog.findChild<CeilingProbe *>();
    button(dialog, "Measure")->click();
    ASSERT_TRUE(waitFor([&] { return probe->isRunning(); }));
    button(dialog, "Stop")->click();
    EXPECT_TRUE(waitFor([&] { return !probe->isRunning(); }));
    EXPECT_TRUE(waitFor([&] { return button(dialog, "Measure") != nullptr; }));
}

TEST_F(CeilingDialogTest, SaysWhyNothingWasMeasured)
{
    for (const QString &program :
         {script("echo 'no memory left' >&2\nexit 1\n"), m_folder.filePath(QStringLiteral("not-there"))}) {
        CeilingDialog dialog(program);
        dialog.show();
        auto *notice = dialog.findChild<NoticeCard *>();
        button(dialog, "Measure")->click();
        EXPECT_TRUE(waitFor([&] { return notice->isVisible(); })) << program.toStdString();
        EXPECT_NE(button(dialog, "Measure"), nullptr);
    }
}

} // namespace
} // namespace tokamark::ui
