#include "telemetry/prometheustext.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tokamark::telemetry {
namespace {

const Series *find(const MetricsPage &page, std::string_view name)
{
    for (const Series &series : page.series) {
        if (series.name == name)
            return &series;
    }
    return nullptr;
}

TEST(PrometheusText, ReadsNamesLabelsAndNumbers)
{
    const MetricsPage page = parsePrometheusText("# HELP a what it is\n"
                                                 "# TYPE a gauge\n"
                                                 "a 1\n"
                                                 "\n"
                                                 "vllm:b_total{engine=\"0\",model_name=\"tiny\"} 2.5e+03\n"
                                                 "c { x = \"1\" , } -3\n");
    EXPECT_EQ(page.badLines, 0u);
    ASSERT_EQ(page.series.size(), 3u);
    EXPECT_EQ(page.series[0], (Series{"a", {}, 1}));
    EXPECT_EQ(page.series[1], (Series{"vllm:b_total", {{"engine", "0"}, {"model_name", "tiny"}}, 2500}));
    EXPECT_EQ(page.series[2], (Series{"c", {{"x", "1"}}, -3}));
    EXPECT_EQ(*page.series[1].label("model_name"), "tiny");
    EXPECT_EQ(page.series[1].label("other"), nullptr);
}

TEST(PrometheusText, ReadsWhatIsNoFiniteNumber)
{
    const MetricsPage page = parsePrometheusText("a NaN\nb +Inf\nc -Inf\nd inf");
    ASSERT_EQ(page.series.size(), 4u);
    EXPECT_TRUE(std::isnan(page.series[0].value));
    EXPECT_EQ(page.series[1].value, INFINITY);
    EXPECT_EQ(page.series[2].value, -INFINITY);
    EXPECT_EQ(page.series[3].value, INFINITY);
}

TEST(PrometheusText, UndoesEscapesInLabels)
{
    const MetricsPage page = parsePrometheusText(R"(a{path="C:\\x\"y\"",text="one\ntwo",brace="}{,="} 1)");
    ASSERT_EQ(page.series.size(), 1u);
    EXPECT_EQ(*page.series[0].label("path"), R"(C:\x"y")");
    EXPECT_EQ(*page.series[0].label("text"), "one\ntwo");
    EXPECT_EQ(*page.series[0].label("brace"), "}{,=");
}

TEST(PrometheusText, PassesOverTimeStampsAndExemplars)
{
    const MetricsPage page = parsePrometheusText("a 1 1395066363000\n"
                                                 "b_bucket{le=\"+Inf\"} 7 # {trace_id=\"x\"} 0.5\r\n");
    EXPECT_EQ(page.badLines, 0u);
    ASSERT_EQ(page.series.size(), 2u);
    EXPECT_EQ(page.series[0].value, 1);
    EXPECT_EQ(page.series[1].value, 7);
}

TEST(PrometheusText, ReadsTabsAndLabelsWithoutQuotes)
{
    const MetricsPage page = parsePrometheusText("prompt_tokens_sum\t84\n"
                                                 "decode_time_by_batch_size_mean_batch_size=1\t0.02\n"
                                                 "decode_time{batch_size=2,mode=fast}\t0.5\n");
    EXPECT_EQ(page.badLines, 0u);
    ASSERT_NE(find(page, "prompt_tokens_sum"), nullptr);
    EXPECT_EQ(find(page, "prompt_tokens_sum")->value, 84);
    ASSERT_NE(find(page, "decode_time"), nullptr);
    EXPECT_EQ(*find(page, "decode_time")->label("batch_size"), "2");
    EXPECT_EQ(*find(page, "decode_time")->label("mode"), "fast");
}

TEST(PrometheusText, KeepsTheGoodLinesAmongBadOnes)
{
    const MetricsPage page = parsePrometheusText("<html>nonsense</html>\n"
                                                 "a{b=\"never closed 1\n"
                                                 "a{b\n"
                                                 "a{=\"x\"} 1\n"
                                                 "a{b=1\n"
                                                 "a\n"
                                                 "a 1x\n"
                                                 "{b=\"c\"} 1\n"
                                                 "good 1\n"
                                                 "a 1.5.2");
    EXPECT_EQ(page.badLines, 9u);
    ASSERT_EQ(page.series.size(), 1u);
    EXPECT_EQ(page.series[0].name, "good");
    EXPECT_TRUE(parsePrometheusText("").series.empty());
}

} // namespace
} // namespace tokamark::telemetry
