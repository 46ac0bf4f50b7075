#include "session/clientceiling.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>

namespace tokamark::session {
namespace {

ClientCeiling ceilingOfThisMachine()
{
    ClientCeiling ceiling;
    ceiling.processor = processorName();
    ceiling.cores = processorCores();
    ceiling.workers = 2;
    ceiling.measured = QDateTime(QDate(2026, 11, 23), QTime(2, 0), Qt::UTC);
    ceiling.streams = 4000;
    ceiling.tokensPerSecond = 195'000.5;
    ceiling.ttftErrorMs = 0.03;
    ceiling.mayBeMore = true;
    return ceiling;
}

TEST(ClientCeiling, IsKeptInAFile)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("new/ceiling.json"));
    ASSERT_TRUE(saveCeiling(ceilingOfThisMachine(), path));
    EXPECT_EQ(loadCeiling(path), ceilingOfThisMachine());
}

TEST(ClientCeiling, IsKeptWhereEveryProgramFindsIt)
{
    const QString before = QCoreApplication::organizationName();
    QCoreApplication::setOrganizationName(QString());
    const QString ofCommandLine = ceilingPath();
    QCoreApplication::setOrganizationName(QStringLiteral("tokamark"));
    EXPECT_EQ(ceilingPath(), ofCommandLine);
    EXPECT_TRUE(ofCommandLine.endsWith(QStringLiteral("/tokamark/client-ceiling.json"))) << ofCommandLine.toStdString();
    QCoreApplication::setOrganizationName(before);
}

TEST(ClientCeiling, OfAnotherMachineIsNone)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("ceiling.json"));
    ClientCeiling other = ceilingOfThisMachine();
    other.processor = QStringLiteral("Z80");
    ASSERT_TRUE(saveCeiling(other, path));
    EXPECT_FALSE(loadCeiling(path));
    other = ceilingOfThisMachine();
    other.cores += 1;
    ASSERT_TRUE(saveCeiling(other, path));
    EXPECT_FALSE(loadCeiling(path));
}

TEST(ClientCeiling, SurvivesWhatIsNoSuchFile)
{
    const QTemporaryDir folder;
    EXPECT_FALSE(loadCeiling(folder.filePath(QStringLiteral("none.json"))));
    const QString path = folder.filePath(QStringLiteral("ceiling.json"));
    for (const char *text : {"", "[]", "{\"streams\": \"many\"}", "{\"processor\": 1}"}) {
        QFile file(path);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        EXPECT_FALSE(loadCeiling(path)) << text;
    }
    EXPECT_FALSE(saveCeiling(ceilingOfThisMachine(), QStringLiteral("/proc/nowhere/ceiling.json")));
}

} // namespace
} // namespace tokamark::session
