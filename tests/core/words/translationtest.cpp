#include "words/durationwords.h"
#include "words/errorwords.h"
#include "words/failurewords.h"
#include "words/translation.h"
#include "words/verdictwords.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QTranslator>
#include <QXmlStreamReader>

namespace tokamark::words {
namespace {

class TranslationTest : public testing::Test {
protected:
    void TearDown() override
    {
        qDeleteAll(qApp->findChildren<QTranslator *>());
        QLocale::setDefault(m_before);
    }

private:
    QLocale m_before;
};

/// Places for numbers in a text: "%1", "%n".
QStringList places(const QString &text)
{
    QStringList found;
    static const QRegularExpression place(QStringLiteral("%(L?\\d|n)"));
    for (auto it = place.globalMatch(text); it.hasNext();)
        found << it.next().captured();
    found.sort();
    found.removeDuplicates();
    return found;
}

TEST_F(TranslationTest, WhatThisProgramSaysOfAFailedRequestIsNoServersMessage)
{
    installTranslation(*qApp, QStringLiteral("ru"));
    const QString said = QStringLiteral("no byte for too long");
    const FailureCause own = failureCause({metrics::Outcome::Stalled, 200, 1, said});
    EXPECT_NE(own.message, said);
    EXPECT_FALSE(own.message.isEmpty());
    const QString foreign = QStringLiteral("out of memory");
    EXPECT_EQ(failureCause({metrics::Outcome::ErrorFrame, 200, 1, foreign}).message, foreign);
}

TEST_F(TranslationTest, HasEveryTextInRussian)
{
    QFile file(QStringLiteral(TOKAMARK_TRANSLATIONS "/tokamark_ru.ts"));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    QString source;
    int texts = 0;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1String("source")) {
            source = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            EXPECT_FALSE(xml.attributes().hasAttribute(QStringLiteral("type")))
                << "unfinished: " << source.toStdString();
            const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            EXPECT_FALSE(text.trimmed().isEmpty()) << source.toStdString();
            EXPECT_EQ(places(text), places(source)) << source.toStdString();
            ++texts;
        }
    }
    EXPECT_FALSE(xml.hasError()) << xml.errorString().toStdString();
    EXPECT_GT(texts, 150);
}

TEST_F(TranslationTest, SpeaksRussianAndEnglishInTurn)
{
    installTranslation(*qApp, QStringLiteral("ru"));
    EXPECT_EQ(sentence({ErrorCode::DiskFull, "/data/runs.sqlite", {}}),
              QStringLiteral("Диск переполнен: /data/runs.sqlite."));
    EXPECT_TRUE(sentence({ErrorCode::DatabaseNewer, "a.sqlite", "schema 999, this program knows 12"})
                    .endsWith(QStringLiteral(" (схема 999, эта программа знает 12).")));
    EXPECT_TRUE(sentence({ErrorCode::ChildFailed, "tokamark-sim", "no such program"})
                    .endsWith(QStringLiteral(" (такой программы нет).")));
    EXPECT_TRUE(sentence({ErrorCode::HttpStatus, "404", "no such model"}).endsWith(QStringLiteral(" (no such model).")))
        << "what a server says stays as it is";
    EXPECT_EQ(remaining(200), QStringLiteral("осталось 3 мин 20 с"));
    EXPECT_EQ(QLocale().decimalPoint(), QStringLiteral(","));
    installTranslation(*qApp, QStringLiteral("en_GB"));
    EXPECT_EQ(remaining(200), QStringLiteral("3 min 20 s left"));
    EXPECT_EQ(QLocale().decimalPoint(), QStringLiteral("."));
}

TEST_F(TranslationTest, ChoosesALanguageItHas)
{
    EXPECT_EQ(languageFor(QStringLiteral("ru_RU")), QStringLiteral("ru"));
    EXPECT_EQ(languageFor(QStringLiteral("EN")), QStringLiteral("en"));
    EXPECT_TRUE(languages().contains(languageFor(QStringLiteral("tlh"))));
}

} // namespace
} // namespace tokamark::words
