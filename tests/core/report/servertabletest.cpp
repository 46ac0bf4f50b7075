#include "report/servertable.h"

#include "core/report/madeuprun.h"
#include "report/runjson.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <QStringList>

namespace tokamark::report {
namespace {

using namespace testing;

metrics::CellFigures watched(double queueMs)
{
    metrics::CellFigures result = figures(1000);
    metrics::ServerFigures &server = result.server.emplace();
    metrics::TtftSplit &split = server.ttft.emplace();
    split.client = 200 + queueMs;
    split.connection = 0.5;
    split.network = 1;
    split.queue = queueMs;
    split.prefill = 204;
    split.remainder = -5;
    split.requests = 40;
    split.serverRequests = 41;
    server.requests = {1000, 1000};
    server.promptTokens = {90'000, std::nullopt};
    server.outputTokens = {200'000, 200'003};
    server.meanRunning = 8;
    server.meanWaiting = 2.5;
    server.meanKvUse = 0.125;
    server.scrapes = 10;
    return result;
}

TEST(ServerTable, IsEmptyWithoutServers)
{
    storage::StoredRun run = emptyRun();
    run.cells = {doneCell({0, 0, 0, 0}, figures(1000))};
    EXPECT_TRUE(splitTable(run).isEmpty());
    EXPECT_TRUE(serverTable(run).isEmpty());
    EXPECT_EQ(serverTablesText(run), QString());
}

TEST(ServerTable, TakesTheTtftApartWithWhatIsLeft)
{
    storage::StoredRun run = emptyRun();
    run.cells = {doneCell({0, 0, 0, 0}, watched(100)), doneCell({0, 0, 0, 1}, watched(300)),
                 doneCell({0, 0, 1, 0}, figures(1000))};
    run.plan.repetitions = 2;
    const QStringList lines = splitTable(run).plainText().split(u'\n');
    ASSERT_EQ(lines.size(), 4) << "the point without a server has no row";
    EXPECT_EQ(lines[0].simplified(),
              QStringLiteral("target users TTFT connect network queue prefill rest requests server's"));
    EXPECT_EQ(lines[2].simplified(), QStringLiteral("vLLM 10 400 0.50 1.00 200 204 -5.00 80 82"));
}

TEST(ServerTable, ShowsLoadAndHowCountsDiffer)
{
    storage::StoredRun run = emptyRun();
    run.cells = {doneCell({0, 0, 0, 0}, watched(100))};
    const QStringList lines = serverTable(run).plainText().split(u'\n');
    EXPECT_EQ(lines[0].simplified(),
              QStringLiteral("target users running waiting KV % preempted cached % GPU % GPU W J/1000 tok requests "
                             "prompt tok output tok"));
    EXPECT_EQ(lines[2].simplified(), QStringLiteral("vLLM 10 8.00 2.50 12.5 - - - - - 1000 = - 200000 (-3)"));
}

TEST(ServerTable, GivesTheRateOfAGpuWhereTheirNumberIsKnown)
{
    storage::StoredRun run = emptyRun();
    run.plan.targets[0].gpus = 4;
    run.targets[0].simulated = true;
    run.cells = {doneCell({0, 0, 0, 0}, figures(1000))};
    const QString text = serverTable(run).plainText();
    EXPECT_TRUE(text.contains(QStringLiteral("tok/s/GPU"))) << text.toStdString();
    EXPECT_TRUE(text.contains(QStringLiteral("250"))) << text.toStdString();
    EXPECT_TRUE(text.contains(QStringLiteral("vLLM (simulated)"))) << text.toStdString();
}

TEST(ServerTable, SaysWhatCouldNotBeRead)
{
    storage::StoredRun run = emptyRun();
    metrics::CellFigures refused = figures(1000);
    refused.server.emplace().failedScrapes = 1;
    metrics::CellFigures restarted = watched(1);
    restarted.server->restarted = true;
    run.cells = {doneCell({0, 0, 0, 0}, refused), doneCell({0, 0, 0, 1}, refused), doneCell({0, 0, 1, 0}, restarted)};
    const QString text = serverTablesText(run);
    EXPECT_EQ(text.count(QStringLiteral("vLLM: the server's metrics could not be read")), 1) << text.toStdString();
    EXPECT_TRUE(text.contains(QStringLiteral("vLLM, 50 users: the server began anew while it was measured")));
}

TEST(RunJson, TellsWhatTheServerSaid)
{
    storage::StoredRun run = emptyRun();
    run.cells = {doneCell({0, 0, 0, 0}, watched(100)), doneCell({0, 0, 1, 0}, figures(1000))};
    const auto document = nlohmann::json::parse(runJson(run).toStdString());
    const auto &server = document.at("cells").at(0).at("figures").at("server");
    EXPECT_EQ(server.at("ttft_split_ms").at("remainder"), -5);
    EXPECT_EQ(server.at("output_tokens").at("server"), 200'003);
    EXPECT_TRUE(server.at("prompt_tokens").at("server").is_null());
    EXPECT_FALSE(document.at("cells").at(1).at("figures").contains("server"));
}

} // namespace
} // namespace tokamark::report
