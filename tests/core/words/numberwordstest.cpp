#include "words/numberwords.h"

#include <gtest/gtest.h>

#include <QLocale>

namespace tokamark::words {
namespace {

/// With plain spaces, so that expectations can be read.
QString plain(QString text)
{
    return text.replace(QChar(u'\u202f'), QLatin1Char(' '));
}

/// A language as long as it lives.
class Locale {
public:
    explicit Locale(QLocale::Language language) { QLocale::setDefault(QLocale(language)); }
    ~Locale() { QLocale::setDefault(m_before); }
    Locale(const Locale &) = delete;
    Locale &operator=(const Locale &) = delete;

private:
    QLocale m_before;
};

TEST(NumberWords, HaveThinSpacesBetweenThousandsInEveryLanguage)
{
    for (const auto language : {QLocale::English, QLocale::Russian, QLocale::German}) {
        const Locale locale(language);
        EXPECT_EQ(plain(number(1'234'567, 'f', 0)), QStringLiteral("1 234 567"));
        EXPECT_EQ(plain(number(-1234, 'g', 6)), QStringLiteral("-1 234"));
        EXPECT_EQ(number(123, 'f', 0), QStringLiteral("123"));
    }
    const Locale russian(QLocale::Russian);
    EXPECT_EQ(plain(number(12'345.678, 'f', 3)), QStringLiteral("12 345,678")) << "no thousands behind the mark";
}

TEST(NumberWords, StandTogetherForScripts)
{
    const Locale locale(QLocale::C);
    EXPECT_EQ(number(1'234'567, 'f', 0), QStringLiteral("1234567"));
}

TEST(NumberWords, LeaveExponentsAlone)
{
    EXPECT_EQ(withThinGroups(QStringLiteral("1e+06")), QStringLiteral("1e+06"));
    EXPECT_EQ(plain(withThinGroups(QStringLiteral("1234.5678"))), QStringLiteral("1 234.5678"));
    EXPECT_EQ(withThinGroups(QStringLiteral("inf")), QStringLiteral("inf"));
    EXPECT_EQ(withThinGroups({}), QString());
}

} // namespace
} // namespace tokamark::words
