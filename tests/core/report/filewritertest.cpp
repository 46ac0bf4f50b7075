#include "report/filewriter.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

namespace tokamark::report {
namespace {

class FileWriter : public ::testing::Test {
protected:
    [[nodiscard]] QString path(const QString &name = QStringLiteral("result.json")) const
    {
        return m_folder.filePath(name);
    }
    [[nodiscard]] static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};

TEST_F(FileWriter, WritesAndReplacesAsAWhole)
{
    ASSERT_TRUE(writeFile(path(), "one"));
    ASSERT_TRUE(writeFile(path(), "two"));
    EXPECT_EQ(contentOf(path()), "two");
    EXPECT_EQ(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1) << "nothing is left behind";
}

TEST_F(FileWriter, KeepsTheOldFileWhenTheNewOneFails)
{
    ASSERT_TRUE(QDir(m_folder.path()).mkdir(QStringLiteral("folder")));
    const auto written = writeFile(path(QStringLiteral("folder")), "x");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::FileUnwritable);
    EXPECT_TRUE(QFileInfo(path(QStringLiteral("folder"))).isDir());
    EXPECT_EQ(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 0);
}

TEST_F(FileWriter, WritesThroughALink)
{
    ASSERT_TRUE(writeFile(path(), "one"));
    ASSERT_TRUE(QFile::link(path(), path(QStringLiteral("link"))));
    ASSERT_TRUE(writeFile(path(QStringLiteral("link")), "two"));
    EXPECT_EQ(contentOf(path()), "two");
    EXPECT_TRUE(QFileInfo(path(QStringLiteral("link"))).isSymLink());
}

TEST_F(FileWriter, SaysWhenTheFolderIsNotThere)
{
    const auto written = writeFile(path(QStringLiteral("none/x.json")), "x");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::FileUnwritable);
    EXPECT_TRUE(QString::fromStdString(written.error().detail).endsWith(QStringLiteral("none/x.json")));
    EXPECT_FALSE(written.error().cause.empty());
}

TEST_F(FileWriter, SaysWhenTheDiskIsFull)
{
    const auto written = writeFile(QStringLiteral("/dev/full"), QByteArray(100'000, 'x'));
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::DiskFull);
    EXPECT_TRUE(QFileInfo::exists(QStringLiteral("/dev/full"))) << "a device is never replaced";
}

TEST_F(FileWriter, MakesFolders)
{
    const QString folder = path(QStringLiteral("a/b/c"));
    ASSERT_TRUE(makeFolder(folder));
    ASSERT_TRUE(makeFolder(folder));
    EXPECT_TRUE(QFileInfo(folder).isDir());
    ASSERT_TRUE(writeFile(path(), "a file"));
    EXPECT_EQ(makeFolder(path() + QStringLiteral("/sub")).error().code, ErrorCode::FileUnwritable);
}

} // namespace
} // namespace tokamark::report
