#include "app/endtoend/programfixture.h"

#include <gmock/gmock.h>

#include <QDir>
#include <QImage>
#include <QStandardPaths>
#include <QXmlStreamReader>

namespace tokamark::endtoend {
namespace {

using testing::HasSubstr;

/// Charts of a run with two levels, as files that other programs open.
class ChartFilesTest : public ProgramFixture {
protected:
    void SetUp() override
    {
        const Outcome run = cli(words("run --url sim:instant --name charts --max-concurrency 1,2 --num-prompts 30"
                                      " --random-output-len 4 --progress none --db db.sqlite"));
        ASSERT_EQ(run.status, 0) << run.err;
    }

    [[nodiscard]] QFileInfoList exported(const QString &format) const
    {
        const Outcome outcome = cli(words("export charts --out out --db db.sqlite --format") << format);
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        const QFileInfoList files = QDir(path(QStringLiteral("out"))).entryInfoList(QDir::Files);
        EXPECT_GE(files.size(), 4);
        EXPECT_THAT(outcome.out, HasSubstr("over-time-2-users-1-"));
        for (const QFileInfo &file : files) {
            EXPECT_EQ(file.suffix(), format);
            EXPECT_THAT(outcome.out, HasSubstr(file.fileName().toStdString()));
        }
        return files;
    }
};

TEST_F(ChartFilesTest, OfFewRequestsThePercentileThatTheyHaveIsDrawn)
{
    const Outcome run = cli(words("run --url sim:instant --name few --max-concurrency 1,2 --num-prompts 4"
                                  " --random-output-len 4 --progress none --db few.sqlite"));
    ASSERT_EQ(run.status, 0) << run.err;
    const Outcome outcome = cli(words("export few --out out --db few.sqlite --format png"));
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("run-1-ttft-p50.png"));
    EXPECT_THAT(outcome.out, HasSubstr("run-1-ttft-p50-bars.png"));
    EXPECT_THAT(outcome.err, HasSubstr("run-1-ttft-split.png was not written: ")) << "what is left out is named";
}

TEST_F(ChartFilesTest, PicturesHaveInkOnPaper)
{
    for (const QFileInfo &file : exported(QStringLiteral("png"))) {
        const QImage picture(file.filePath());
        ASSERT_FALSE(picture.isNull()) << file.fileName().toStdString();
        EXPECT_GE(picture.width(), 600);
        EXPECT_GE(picture.height(), 300);
        EXPECT_GE(picture.convertToFormat(QImage::Format_Indexed8).colorCount(), 8) << "lines, marks and text";
    }
}

TEST_F(ChartFilesTest, DrawingsAreXmlWithText)
{
    for (const QFileInfo &info : exported(QStringLiteral("svg"))) {
        QFile file(info.filePath());
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        QXmlStreamReader reader(&file);
        int shapes = 0;
        while (!reader.atEnd())
            shapes
                += reader.readNext() == QXmlStreamReader::StartElement && reader.name() != QLatin1String("g") ? 1 : 0;
        EXPECT_FALSE(reader.hasError()) << reader.errorString().toStdString();
        EXPECT_GT(shapes, 20) << info.fileName().toStdString();
    }
}

TEST_F(ChartFilesTest, PagesOpenInAReader)
{
    const QString reader = QStandardPaths::findExecutable(QStringLiteral("pdfinfo"));
    for (const QFileInfo &info : exported(QStringLiteral("pdf"))) {
        const std::string bytes = read(QStringLiteral("out/") + info.fileName());
        EXPECT_TRUE(bytes.starts_with("%PDF-")) << info.fileName().toStdString();
        EXPECT_THAT(bytes.substr(bytes.size() - 8), HasSubstr("%%EOF"));
        if (reader.isEmpty())
            continue;
        QProcess process;
        process.start(reader, {info.filePath()});
        const Outcome read = waitFor(process);
        EXPECT_EQ(read.status, 0) << read.err;
        EXPECT_THAT(read.out, testing::ContainsRegex("Pages: +1\n"));
    }
}

TEST_F(ChartFilesTest, FolderThatCannotBeWrittenIsFive)
{
    write(QStringLiteral("taken"), "");
    for (const char *format : {"png", "pdf", "svg"}) {
        const Outcome outcome
            = cli(words("export charts --out taken/below --db db.sqlite --format") << QString::fromUtf8(format));
        EXPECT_EQ(outcome.status, 5) << format;
        EXPECT_THAT(outcome.err, HasSubstr("taken/below"));
    }
}

TEST_F(ChartFilesTest, AreAllWrittenWhereNobodyReadsTheirNames)
{
    QProcess shell;
    shell.setWorkingDirectory(path({}));
    shell.start(QStringLiteral("/bin/sh"),
                {QStringLiteral("-c"),
                 QStringLiteral("{ " TOKAMARK_BIN_DIR "/tokamark-cli export charts --out unread --db db.sqlite"
                                " --format svg; echo $? > status; } | true")});
    const Outcome outcome = waitFor(shell);
    EXPECT_EQ(outcome.err.find("helper program"), std::string::npos) << outcome.err;
    EXPECT_EQ(read(QStringLiteral("status")), "0\n");
    EXPECT_EQ(QDir(path(QStringLiteral("unread"))).entryList(QDir::Files).size(),
              exported(QStringLiteral("svg")).size());
}

} // namespace
} // namespace tokamark::endtoend
