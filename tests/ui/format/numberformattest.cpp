#include "format/figureformat.h"
#include "format/numberformat.h"

#include <gtest/gtest.h>

#include <QLocale>

#include <limits>

namespace tokamark::ui {

namespace {

/// Plain spaces instead of the thin and the no-break one, so that expectations can be read.
std::string plain(QString text)
{
    text.replace(QChar(u'\u202f'), QLatin1Char(' '));
    text.replace(QChar(QChar::Nbsp), QLatin1Char(' '));
    return text.toStdString();
}

constexpr double Nan = std::numeric_limits<double>::quiet_NaN();
constexpr double Infinity = std::numeric_limits<double>::infinity();

} // namespace

TEST(NumberFormat, GroupsThousandsWithAThinSpace)
{
    EXPECT_EQ(plain(format::count(0)), "0");
    EXPECT_EQ(plain(format::count(999)), "999");
    EXPECT_EQ(plain(format::count(1014)), "1 014");
    EXPECT_EQ(plain(format::count(105000000)), "105 000 000");
    EXPECT_TRUE(format::count(1014).contains(QChar(u'\u202f')));
    EXPECT_EQ(plain(format::number(-1234)), "-1 234");
    EXPECT_EQ(plain(format::number(-123)), "-123");
}

TEST(NumberFormat, KeepsThreeSignificantDigits)
{
    EXPECT_EQ(plain(format::number(3137.6)), "3 138");
    EXPECT_EQ(plain(format::number(865.4)), "865");
    EXPECT_EQ(plain(format::number(99.97)), "100");
    EXPECT_EQ(plain(format::number(12.345)), "12.3");
    EXPECT_EQ(plain(format::number(9.999)), "10.0");
    EXPECT_EQ(plain(format::number(3.456)), "3.46");
    EXPECT_EQ(plain(format::number(0.04567)), "0.0457");
    EXPECT_EQ(plain(format::number(0)), "0");
    EXPECT_EQ(plain(format::number(Nan)), "–");
}

TEST(NumberFormat, WritesLatencyInTheUnitThatFits)
{
    EXPECT_EQ(plain(format::latency(58.2)), "58.2 ms");
    EXPECT_EQ(plain(format::latency(999.4)), "999 ms");
    EXPECT_EQ(plain(format::latency(999.6)), "1.00 s");
    EXPECT_EQ(plain(format::latency(4100)), "4.10 s");
    EXPECT_EQ(plain(format::latency(42000)), "42.0 s");
    EXPECT_EQ(plain(format::latency(Nan)), "–");
}

TEST(NumberFormat, APercentileAmongFailedRequestsIsOverTheTimeLimit)
{
    EXPECT_EQ(plain(format::latency(Infinity, 60)), "> 60 s");
    EXPECT_EQ(plain(format::latency(Infinity, 600)), "> 10 min");
    EXPECT_EQ(plain(format::latency(Infinity)), "over the time limit");
}

TEST(NumberFormat, WritesTimesAsAClockAndInWords)
{
    EXPECT_EQ(plain(format::clock(0)), "0:00");
    EXPECT_EQ(plain(format::clock(216.9)), "3:36");
    EXPECT_EQ(plain(format::clock(3723)), "1:02:03");
    EXPECT_EQ(plain(format::duration(0)), "0 s");
    EXPECT_EQ(plain(format::duration(8.5)), "8.5 s");
    EXPECT_EQ(plain(format::duration(8)), "8 s");
    EXPECT_EQ(plain(format::duration(45)), "45 s");
    EXPECT_EQ(plain(format::duration(320)), "5 min 20 s");
    EXPECT_EQ(plain(format::duration(300)), "5 min");
    EXPECT_EQ(plain(format::duration(11580)), "3 h 13 min");
    EXPECT_EQ(plain(format::duration(3605)), "1 h");
    EXPECT_EQ(plain(format::duration(-1)), "–");
}

TEST(FigureFormat, ShowsAPercentileOnlyWhereItRestsOnEnoughRequests)
{
    metrics::LatencyFigures figures;
    EXPECT_EQ(plain(format::percentile(figures, 50, 60)), "–");
    figures.samples = 98;
    figures.failures = 1;
    figures.p50 = 120;
    figures.p95 = 300;
    figures.p99 = 400;
    EXPECT_EQ(plain(format::percentile(figures, 50, 60)), "120 ms");
    EXPECT_EQ(plain(format::percentile(figures, 95, 60)), "300 ms*");
    EXPECT_EQ(plain(format::percentile(figures, 99, 60)), "–");
    figures.samples = 99;
    EXPECT_EQ(plain(format::percentile(figures, 95, 60)), "300 ms");
    EXPECT_EQ(plain(format::percentile(figures, 99, 60)), "400 ms*");
    figures.samples = 499;
    EXPECT_EQ(plain(format::percentile(figures, 99, 60)), "400 ms");
}

TEST(NumberFormat, FollowsTheLanguage)
{
    QLocale::setDefault(QLocale(QLocale::Russian));
    EXPECT_EQ(plain(format::number(12.345)), "12,3");
    EXPECT_EQ(plain(format::number(1234567.8)), "1 234 568");
    EXPECT_EQ(plain(format::percent(0.034)), "3,4 %");
    QLocale::setDefault(QLocale::c());
    EXPECT_EQ(plain(format::percent(0.5)), "50 %");
}

} // namespace tokamark::ui
