#include "plot/chartrenderer.h"

#include "ui/plot/chartsamples.h"
#include "plot/curvechart.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QXmlStreamReader>

namespace tokamark::ui {
namespace {

class ChartRendererTest : public testing::Test {
protected:
    ChartRendererTest()
    {
        m_chart.setData(samples::fiveBackends());
        m_chart.setProvenance({QStringLiteral("Tokamark · run 7"), QStringLiteral("simulated")});
    }

    [[nodiscard]] QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    QTemporaryDir m_folder;
    CurveChart m_chart;
};

TEST_F(ChartRendererTest, PngIsTwiceTheSize)
{
    ASSERT_TRUE(ChartRenderer::save(m_chart, path("a.png"), ChartFormat::Png, QSize(300, 200)));
    EXPECT_EQ(QImage(path("a.png")).size(), QSize(600, 400));
}

TEST_F(ChartRendererTest, SvgIsWellFormedAndHasNoTextElements)
{
    const QByteArray svg = ChartRenderer::bytes(m_chart, ChartFormat::Svg);
    QXmlStreamReader reader(svg);
    int paths = 0;
    while (!reader.atEnd()) {
        reader.readNext();
        if (!reader.isStartElement())
            continue;
        EXPECT_NE(reader.name(), QStringLiteral("text"));
        EXPECT_NE(reader.name(), QStringLiteral("image"));
        paths += reader.name() == QStringLiteral("path") ? 1 : 0;
    }
    EXPECT_FALSE(reader.hasError()) << reader.errorString().toStdString();
    // Far more outlines than a chart has lines: the words are among them.
    EXPECT_GT(paths, 40);
}

TEST_F(ChartRendererTest, PdfHasItsFontsEmbeddedAndNoPixels)
{
    ASSERT_TRUE(ChartRenderer::save(m_chart, path("a.pdf"), ChartFormat::Pdf));
    QFile file(path("a.pdf"));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray pdf = file.readAll();
    EXPECT_TRUE(pdf.startsWith("%PDF-"));
    EXPECT_TRUE(pdf.contains("/FontFile"));
    EXPECT_FALSE(pdf.contains("/Subtype /Image"));
}

TEST_F(ChartRendererTest, PdffontsSaysEveryFontIsEmbedded)
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("pdffonts"));
    if (program.isEmpty())
        GTEST_SKIP() << "pdffonts is not installed";
    ASSERT_TRUE(ChartRenderer::save(m_chart, path("a.pdf"), ChartFormat::Pdf));
    QProcess process;
    process.start(program, {path("a.pdf")});
    ASSERT_TRUE(process.waitForFinished());
    const QStringList lines
        = QString::fromUtf8(process.readAllStandardOutput()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    ASSERT_GT(lines.size(), 2);
    const qsizetype column = lines.front().indexOf(QStringLiteral("emb"));
    for (const QString &line : lines.mid(2))
        EXPECT_EQ(line.mid(column, 3).trimmed(), QStringLiteral("yes")) << line.toStdString();
}

TEST_F(ChartRendererTest, TheMarkOfSimulatedDataChangesThePicture)
{
    const QImage marked = ChartRenderer::image(m_chart);
    m_chart.setProvenance({QStringLiteral("Tokamark · run 7"), QString()});
    EXPECT_NE(ChartRenderer::image(m_chart), marked);
}

TEST_F(ChartRendererTest, AFolderThatIsNotThereIsAnErrorAndLeavesNothing)
{
    const auto saved = ChartRenderer::save(m_chart, path("missing/a.png"), ChartFormat::Png);
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().code, ErrorCode::FileUnwritable);
    EXPECT_NE(saved.error().detail.find("missing"), std::string::npos);
    EXPECT_TRUE(QDir(m_folder.path()).isEmpty());
}

TEST_F(ChartRendererTest, NeverReplacesWhatIsNotAFile)
{
    ASSERT_TRUE(QDir(m_folder.path()).mkdir(QStringLiteral("folder")));
    const auto saved = ChartRenderer::save(m_chart, path("folder"), ChartFormat::Svg);
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().code, ErrorCode::FileUnwritable);
    EXPECT_TRUE(QFileInfo(path("folder")).isDir());
}

TEST_F(ChartRendererTest, KnowsItsFormats)
{
    EXPECT_EQ(ChartRenderer::formatFromName(QStringLiteral("svg")).value(), ChartFormat::Svg);
    EXPECT_EQ(ChartRenderer::formatFromName(QStringLiteral("jpeg")).error().code, ErrorCode::BadUsage);
}

} // namespace
} // namespace tokamark::ui
