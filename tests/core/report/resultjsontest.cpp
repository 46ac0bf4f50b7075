#include "core/report/madeuprun.h"
#include "report/resultjson.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <limits>

namespace tokamark::report {
namespace {

using namespace testing;
using metrics::testing::ms;
using nlohmann::json;

class ResultJson : public ::testing::Test {
protected:
    ResultJson()
    {
        m_run.cells = {doneCell({0, 0, 1, 0}, figures(1'000))};
        metrics::RequestRecord early = metrics::testing::completed({.sentMs = 500, .id = 1});
        early.phase = metrics::Phase::WarmUp;
        metrics::RequestRecord refused = metrics::testing::failed(3'000, 3'010, metrics::Outcome::HttpError);
        refused.error = "503 busy";
        m_requests
            = {refused, early, metrics::testing::completed({.sentMs = 2'500, .ttftMs = 120, .gapMs = 20, .tokens = 3})};
    }

    [[nodiscard]] json document() const
    {
        return json::parse(resultJson({m_run, m_run.cells.front(), m_requests}).toStdString());
    }

    storage::StoredRun m_run = emptyRun();
    std::vector<metrics::RequestRecord> m_requests;
};

TEST_F(ResultJson, NamesTheKindThatTheServerToldWhereThePlanNamesNone)
{
    storage::StoredTarget &target = m_run.targets.front();
    target.asPlanned.kind = "openai";
    target.detectedKind.clear();
    EXPECT_EQ(document()["backend"], "openai");
    target.detectedKind = QStringLiteral("ollama");
    EXPECT_EQ(document()["backend"], "ollama");
    target.asPlanned.kind = "vllm";
    EXPECT_EQ(document()["backend"], "vllm");
}

TEST_F(ResultJson, HasTheKeysOfVllmsFile)
{
    const json file = document();
    EXPECT_EQ(file["completed"], 1'000);
    EXPECT_EQ(file["failed"], 0);
    EXPECT_EQ(file["duration"], 10.0);
    EXPECT_EQ(file["total_input_tokens"], 90'000);
    EXPECT_EQ(file["total_output_tokens"], 200'000);
    EXPECT_EQ(file["output_throughput"], 1'000.0);
    EXPECT_EQ(file["request_throughput"], 5.0);
    EXPECT_EQ(file["total_token_throughput"], 1'450.0);
    EXPECT_EQ(file["max_concurrency"], 50);
    EXPECT_EQ(file["request_rate"], "inf");
    EXPECT_TRUE(file["request_goodput"].is_null());
    EXPECT_EQ(file["mean_ttft_ms"], 110.0);
    EXPECT_EQ(file["median_ttft_ms"], 100.0);
    for (const char *name : {"ttft", "tpot", "itl", "e2el"}) {
        for (const char *statistic : {"mean_", "median_", "std_", "p90_", "p95_", "p99_"})
            EXPECT_TRUE(file[std::string(statistic) + name + "_ms"].is_number()) << statistic << name;
    }
}

TEST_F(ResultJson, ArraysHoldTheCountedRequestsInTheOrderSent)
{
    const json file = document();
    EXPECT_EQ(file["ttfts"], json::parse("[0.12, 0.0]"));
    EXPECT_EQ(file["itls"], json::parse("[[0.02, 0.02], []]"));
    EXPECT_EQ(file["start_times"], json::parse("[2.5, 3.0]"));
    EXPECT_EQ(file["output_lens"], json::parse("[3, 0]"));
    EXPECT_EQ(file["input_lens"], json::parse("[50, 0]"));
    EXPECT_EQ(file["errors"], json::parse(R"(["", "http-error: 503 busy"])"));
}

TEST_F(ResultJson, SaysUnderItsOwnNameWhatTheOthersFileCannot)
{
    m_run.targets[0].simulated = true;
    m_run.cells[0].verdicts = {{metrics::VerdictCode::Errors, metrics::Severity::Bad, "error-rate", 2, 1, "%"}};
    const json own = document()["tokamark"];
    EXPECT_EQ(own["verdict"], "ERRORS");
    EXPECT_EQ(own["verdicts"][0]["code"], "ERRORS");
    EXPECT_EQ(own["verdicts"][0]["evidence"], "error-rate 2 %, limit 1 %");
    EXPECT_EQ(own["clock"], "kernel");
    EXPECT_EQ(own["clock_lag_us"]["p50"], 5.0);
    EXPECT_EQ(own["clock_lag_us"]["p99"], 12.0);
    EXPECT_EQ(own["client_cpu_share"], 0.25);
    EXPECT_EQ(own["window"]["start_s"], 2.0);
    EXPECT_EQ(own["window"]["end_s"], 12.0);
    EXPECT_EQ(own["simulated"], true);
    EXPECT_EQ(own["few_samples"], json::array());
}

TEST_F(ResultJson, TakesItsWordsFromTheCaller)
{
    const auto speak = [](const metrics::Verdict &) {
        return VerdictWords{QStringLiteral("seen"), QStringLiteral("do")};
    };
    const json file = json::parse(resultJson({m_run, m_run.cells.front(), m_requests}, speak).toStdString());
    EXPECT_EQ(file["tokamark"]["verdicts"][0]["advice"], "do");
}

TEST_F(ResultJson, WhatIsNotFiniteOrNotThereIsNull)
{
    metrics::CellFigures &cell = *m_run.cells[0].figures;
    cell.ttft.failures = 30;
    cell.ttft.p99 = std::numeric_limits<double>::infinity();
    cell.tpot = {};
    const json file = document();
    EXPECT_TRUE(file["p99_ttft_ms"].is_null());
    EXPECT_TRUE(file["p95_ttft_ms"].is_number());
    EXPECT_TRUE(file["mean_tpot_ms"].is_null());
    EXPECT_TRUE(file["median_tpot_ms"].is_null());
}

TEST_F(ResultJson, NamesPercentilesOfFewSamples)
{
    m_run.cells[0].figures = figures(1'000, 120);
    EXPECT_EQ(document()["tokamark"]["few_samples"], json::parse(R"(["p99"])"));
}

TEST_F(ResultJson, BytesThatAreNotUtf8DoNotSpoilTheFile)
{
    m_requests[0].error = "bad \xff byte";
    EXPECT_EQ(document()["errors"].size(), 2u);
}

} // namespace
} // namespace tokamark::report
