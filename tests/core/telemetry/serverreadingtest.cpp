#include "telemetry/serverreading.h"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <string>

namespace tokamark::telemetry {
namespace {

constexpr double Infinity = std::numeric_limits<double>::infinity();

using profiles::LabelFilter;
using profiles::Meaning;
using profiles::MetricName;
using profiles::SeriesForm;

/// Old and new names, a filter, a sum in two parts, other units: what the maps of real servers need.
constexpr std::array Map{
    MetricName{Meaning::Running, SeriesForm::Gauge, "x:running"},
    MetricName{Meaning::Waiting, SeriesForm::Gauge, "x:waiting"},
    MetricName{Meaning::KvUse, SeriesForm::Gauge, "x:kv_new"},
    MetricName{Meaning::KvUse, SeriesForm::Gauge, "x:kv_old_percent", {}, 0.01},
    MetricName{Meaning::PromptTokens, SeriesForm::Counter, "x:prompt_total"},
    MetricName{Meaning::EvaluatedPromptTokens, SeriesForm::Counter, "x:evaluated_total"},
    MetricName{Meaning::CachedPromptTokens, SeriesForm::Counter, "x:cached_total"},
    MetricName{Meaning::OutputTokens, SeriesForm::Counter, "x:output_total", LabelFilter{"streaming", "true"}},
    MetricName{Meaning::TimeToFirstToken, SeriesForm::Histogram, "x:ttft_seconds"},
    MetricName{Meaning::QueueTime, SeriesForm::Histogram, "x:queue_us", {}, 1e-6},
};

ServerReading reading(const std::string &text)
{
    return readServer(parsePrometheusText(text), Map);
}

TEST(ServerReading, PutsSeriesOfOneNameTogether)
{
    const ServerReading read = reading("x:running{engine=\"0\"} 3\nx:running{engine=\"1\"} 4\n"
                                       "x:kv_new{engine=\"0\"} 0.5\nx:kv_new{engine=\"1\"} 0.7\n"
                                       "x:waiting NaN\n");
    EXPECT_EQ(read.number(Meaning::Running), 7);
    EXPECT_DOUBLE_EQ(*read.number(Meaning::KvUse), 0.6);
    EXPECT_FALSE(read.number(Meaning::Waiting)) << "no number is no answer";
    EXPECT_FALSE(read.number(Meaning::OutputTokens));
    EXPECT_FALSE(read.isEmpty());
    EXPECT_TRUE(reading("other 1").isEmpty());
}

TEST(ServerReading, TakesTheNameThatTheServerHas)
{
    EXPECT_DOUBLE_EQ(*reading("x:kv_old_percent 25\n").number(Meaning::KvUse), 0.25);
    EXPECT_DOUBLE_EQ(*reading("x:kv_old_percent 25\nx:kv_new 0.5\n").number(Meaning::KvUse), 0.5);
}

TEST(ServerReading, AddsUpAPromptThatIsToldInTwoParts)
{
    EXPECT_EQ(reading("x:evaluated_total 10\nx:cached_total 4\n").number(Meaning::PromptTokens), 14);
    EXPECT_EQ(reading("x:prompt_total 12\nx:evaluated_total 10\nx:cached_total 4\n").number(Meaning::PromptTokens), 12);
    EXPECT_FALSE(reading("x:cached_total 4\n").number(Meaning::PromptTokens)) << "one part is not the whole";
}

TEST(ServerReading, FiltersByALabelThatIsThere)
{
    EXPECT_EQ(reading("x:output_total{streaming=\"true\"} 5\nx:output_total{streaming=\"false\"} 100\n")
                  .number(Meaning::OutputTokens),
              5);
    EXPECT_EQ(reading("x:output_total{engine=\"0\"} 7\n").number(Meaning::OutputTokens), 7)
        << "older versions have no such label";
    EXPECT_FALSE(reading("x:output_total{streaming=\"false\"} 100\n").number(Meaning::OutputTokens));
}

TEST(ServerReading, ReadsHistograms)
{
    const ServerReading read = reading("x:ttft_seconds_bucket{le=\"0.1\"} 2\n"
                                       "x:ttft_seconds_bucket{le=\"+Inf\"} 3\n"
                                       "x:ttft_seconds_bucket{le=\"1.0\"} 3\n"
                                       "x:ttft_seconds_sum 0.9\nx:ttft_seconds_count 3\n"
                                       "x:ttft_seconds_created 1.7e9\n"
                                       "x:queue_us_sum 5000\nx:queue_us_count 2\n");
    ASSERT_TRUE(read.histogram(Meaning::TimeToFirstToken));
    const HistogramReading expected{3, 0.9, {{0.1, 2}, {1, 3}, {Infinity, 3}}};
    EXPECT_EQ(*read.histogram(Meaning::TimeToFirstToken), expected);
    ASSERT_TRUE(read.histogram(Meaning::QueueTime));
    EXPECT_DOUBLE_EQ(*read.histogram(Meaning::QueueTime)->mean(), 0.0025);
    EXPECT_FALSE(reading("x:ttft_seconds_sum 1\n").histogram(Meaning::TimeToFirstToken))
        << "a sum without a count says nothing";
}

TEST(ServerReading, TakesReplicasTogether)
{
    const std::array replicas{
        reading("x:running 1\nx:kv_new 0.2\nx:prompt_total 10\nx:waiting 1\nx:queue_us_sum 1000\nx:queue_us_count 1\n"),
        reading("x:running 2\nx:kv_new 0.4\nx:prompt_total 20\nx:queue_us_sum 5000\nx:queue_us_count 1\n")};
    const ServerReading whole = combineReplicas(replicas);
    EXPECT_EQ(whole.number(Meaning::Running), 3);
    EXPECT_DOUBLE_EQ(*whole.number(Meaning::KvUse), 0.3);
    EXPECT_EQ(whole.number(Meaning::PromptTokens), 30);
    EXPECT_FALSE(whole.number(Meaning::Waiting)) << "one of them does not say";
    EXPECT_DOUBLE_EQ(*whole.histogram(Meaning::QueueTime)->mean(), 0.003);
    EXPECT_TRUE(combineReplicas({}).isEmpty());
}

TEST(ServerReading, GivesBucketsUpWhereReplicasDiffer)
{
    const std::array replicas{
        reading("x:ttft_seconds_bucket{le=\"1\"} 1\nx:ttft_seconds_sum 1\nx:ttft_seconds_count 1\n"),
        reading("x:ttft_seconds_bucket{le=\"2\"} 1\nx:ttft_seconds_sum 2\nx:ttft_seconds_count 1\n")};
    const HistogramReading expected{2, 3, {}};
    EXPECT_EQ(combineReplicas(replicas).histogram(Meaning::TimeToFirstToken), expected);
}

TEST(ServerChange, IsWhatCountersGrewBy)
{
    const std::array readings{
        reading(
            "x:prompt_total 100\nx:ttft_seconds_bucket{le=\"1\"} 5\nx:ttft_seconds_sum 2\nx:ttft_seconds_count 6\n"),
        reading(
            "x:prompt_total 130\nx:ttft_seconds_bucket{le=\"1\"} 6\nx:ttft_seconds_sum 3\nx:ttft_seconds_count 7\n"),
        reading("x:prompt_total 150\nx:ttft_seconds_bucket{le=\"1\"} 9\nx:ttft_seconds_sum 8\nx:ttft_seconds_count 12\n"
                "x:output_total{streaming=\"true\"} 5\n")};
    const ServerChange change = changeOver(readings);
    EXPECT_FALSE(change.restarted);
    EXPECT_EQ(change.counter(Meaning::PromptTokens), 50);
    EXPECT_FALSE(change.counter(Meaning::OutputTokens)) << "it was not there at the start";
    const HistogramReading expected{6, 6, {{1, 4}}};
    EXPECT_EQ(change.histogram(Meaning::TimeToFirstToken), expected);
    EXPECT_DOUBLE_EQ(*change.histogram(Meaning::TimeToFirstToken)->mean(), 1);
    EXPECT_FALSE(changeOver(std::span(readings).first(1)).counter(Meaning::PromptTokens));
}

TEST(ServerChange, SeesARestartInBetween)
{
    // The end alone would look like plain growth.
    const std::array readings{reading("x:prompt_total 100\n"), reading("x:prompt_total 3\n"),
                              reading("x:prompt_total 120\n")};
    const ServerChange change = changeOver(readings);
    EXPECT_TRUE(change.restarted);
    EXPECT_EQ(change.counter(Meaning::PromptTokens), 120);
}

TEST(ServerChange, TakesNoGaugeForACounter)
{
    const std::array readings{reading("x:running 9\nx:prompt_total 1\n"), reading("x:running 2\nx:prompt_total 1\n")};
    const ServerChange change = changeOver(readings);
    EXPECT_FALSE(change.restarted);
    EXPECT_FALSE(change.counter(Meaning::Running));
    EXPECT_EQ(change.counter(Meaning::PromptTokens), 0);
}

TEST(QuantileBounds, AreThoseOfTheBucket)
{
    const HistogramReading histogram{10, 5, {{0.1, 4}, {0.5, 9}, {Infinity, 10}}};
    EXPECT_EQ(quantileBounds(histogram, 0.4), (QuantileBounds{0, 0.1}));
    EXPECT_EQ(quantileBounds(histogram, 0.5), (QuantileBounds{0.1, 0.5}));
    EXPECT_EQ(quantileBounds(histogram, 0.99), (QuantileBounds{0.5, Infinity}));
    EXPECT_FALSE(quantileBounds({}, 0.5));
    EXPECT_FALSE(quantileBounds({0, 0, {{1, 0}}}, 0.5)) << "no values";
}

} // namespace
} // namespace tokamark::telemetry
