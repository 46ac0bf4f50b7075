#include "app/endtoend/programfixture.h"
#include "storage/runrepository.h"

#include <gmock/gmock.h>

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <csignal>

namespace tokamark::endtoend {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using RunTest = ProgramFixture;

/// Nothing listens there: the port is reserved for that.
const QString Nowhere = QStringLiteral("http://127.0.0.1:1");

TEST_F(RunTest, OptionsMeasureAServerAndWriteItsFile)
{
    const QString url = startSimulator(words("--preset instant --ttft 20ms --tpot 5ms"));
    const Outcome run = runShortly(url + QStringLiteral("/instant"), words("--name mine --result-dir results"));
    ASSERT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(run.out, HasSubstr("mine"));

    const json result = readJson(QStringLiteral("results/mine-concurrency2.json"));
    EXPECT_EQ(result.at("completed"), 6);
    EXPECT_EQ(result.at("failed"), 0);
    EXPECT_EQ(result.at("total_output_tokens"), 48);
    EXPECT_EQ(result.at("max_concurrency"), 2);
    EXPECT_EQ(result.at("ttfts").size(), 6u);
    EXPECT_EQ(result.at("output_lens"), json(std::vector<int>(6, 8)));
    // Never early; how late the server is depends on what else the machine does.
    EXPECT_GE(result.at("mean_ttft_ms").get<double>(), 20);
    EXPECT_LT(result.at("mean_ttft_ms").get<double>(), 500);
    EXPECT_GT(result.at("mean_tpot_ms").get<double>(), 4.5);
    EXPECT_LT(result.at("mean_tpot_ms").get<double>(), 50);
    EXPECT_TRUE(result.at("tokamark").contains("verdict"));
}

TEST_F(RunTest, ResultFilesOfAnEarlierRunAreKept)
{
    const QStringList again = words("--name nightly --progress none --result-dir results");
    ASSERT_EQ(runShortly(QStringLiteral("sim:instant"), again).status, 0);
    const std::string first = read(QStringLiteral("results/nightly-concurrency2.json"));
    const Outcome second = runShortly(QStringLiteral("sim:instant"), again);
    ASSERT_EQ(second.status, 0) << second.err;
    EXPECT_THAT(second.err, HasSubstr("run-1-nightly-concurrency2.json"));
    EXPECT_EQ(read(QStringLiteral("results/run-1-nightly-concurrency2.json")), first);
    EXPECT_EQ(readJson(QStringLiteral("results/nightly-concurrency2.json")).at("tokamark").at("run"), 2)
        << "the newest is where scripts look for it";
    EXPECT_EQ(QDir(path(QStringLiteral("results"))).entryList(QDir::Files).size(), 2);
}

TEST_F(RunTest, PlanFileRunsWholeMatrixOnSimulatedTargets)
{
    write(QStringLiteral("plan.toml"), R"(
name = "two at two loads"
[[targets]]
name = "a"
url = "sim:instant"
[[targets]]
name = "b"
url = "sim:vllm-llama3-8b-a100"
[[workloads]]
name = "short"
[workloads.output_tokens]
mean = 8
[load]
concurrency = [1, 2]
requests = 4
)");
    const Outcome run = cli(words("run plan.toml --db db.sqlite --progress plain --format json"));
    ASSERT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(run.err, HasSubstr("4/4"));
    EXPECT_TRUE(json::accept(run.out)) << run.out;

    const Outcome list = cli(words("list --db db.sqlite --format json"));
    ASSERT_EQ(list.status, 0) << list.err;
    EXPECT_THAT(list.out, HasSubstr("two at two loads"));
}

TEST_F(RunTest, ARateIsMeasuredStoredAndWritten)
{
    const QString url = startSimulator(words("--preset instant --ttft 5ms --tpot 1ms"));
    const Outcome run
        = cli(words("run --name open --request-rate 20,40.5 --burstiness inf --max-concurrency 8 "
                    "--num-prompts 10 --random-output-len 8 --ignore-eos --db db.sqlite --result-dir results "
                    "--progress none --base-url ")
              << url + QStringLiteral("/instant"));
    ASSERT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(run.out, HasSubstr("Request rate configured (RPS):           40.5"));
    EXPECT_THAT(run.out, HasSubstr("from due p50 ms"));

    const json result = readJson(QStringLiteral("results/open-40.5qps.json"));
    EXPECT_EQ(result.at("completed"), 10);
    EXPECT_EQ(result.at("request_rate"), 40.5);
    EXPECT_EQ(result.at("max_concurrency"), 8);
    EXPECT_EQ(readJson(QStringLiteral("results/open-20qps.json")).at("request_rate"), 20.0);

    const Outcome show = cli(words("show open --db db.sqlite --format json"));
    ASSERT_EQ(show.status, 0) << show.err;
    const json cell = json::parse(show.out).at("cells").at(0);
    EXPECT_EQ(cell.at("load"), "open");
    EXPECT_EQ(cell.at("level"), 20.0);
    EXPECT_TRUE(cell.at("figures").contains("client_queue_ms"));
}

TEST_F(RunTest, ATraceIsPlayed)
{
    const QString url = startSimulator(words("--preset instant --ttft 5ms --tpot 1ms"));
    write(QStringLiteral("trace.csv"),
          "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.0,40,3\n"
          "2023-11-16 18:15:47.0,50,4\n2023-11-16 18:15:48.0,60,5\n");
    const Outcome run = cli(words("run --name traced --trace trace.csv --trace-speed 10 --ignore-eos --db db.sqlite "
                                  "--result-dir results --progress none --base-url ")
                            << url + QStringLiteral("/instant"));
    ASSERT_EQ(run.status, 0) << run.err;
    const json result = readJson(QStringLiteral("results/traced-trace10x.json"));
    EXPECT_EQ(result.at("completed"), 3);
    EXPECT_EQ(result.at("output_lens"), json(std::vector<int>{3, 4, 5}));

    write(QStringLiteral("broken.csv"), "TIMESTAMP,ContextTokens,GeneratedTokens\nnever,40,3\n");
    const Outcome broken = cli(words("run --trace broken.csv --base-url ") << url + QStringLiteral("/instant"));
    EXPECT_EQ(broken.status, 2);
    EXPECT_THAT(broken.err, HasSubstr("line 2"));
}

TEST_F(RunTest, DefaultDatabaseIsMadeWithItsFolder)
{
    const Outcome empty = cli(words("list"));
    EXPECT_EQ(empty.status, 0);
    EXPECT_THAT(empty.out, HasSubstr("No runs yet"));
    ASSERT_EQ(cli(words("run --url sim:instant --concurrency 1 --request-count 2 --osl 4")).status, 0);
    EXPECT_TRUE(QFileInfo::exists(path(QStringLiteral("home/tokamark/tokamark.sqlite"))));
    EXPECT_THAT(cli(words("list")).out, HasSubstr("(simulated)"));
}

TEST_F(RunTest, ASimulatedBackendHasTheNameOfWhatItPlays)
{
    const Outcome run
        = runShortly(QStringLiteral("sim:instant@ollama"), words("--result-dir results --format json --progress none"));
    ASSERT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(run.out, HasSubstr(R"("name": "instant@ollama")"));
    EXPECT_THAT(run.out, HasSubstr(R"("kind": "ollama")"));
    EXPECT_THAT(run.out + run.err, Not(HasSubstr("\"openai\"")));
    const QStringList results = QDir(path(QStringLiteral("results"))).entryList(QDir::Files);
    ASSERT_FALSE(results.isEmpty());
    const json result = readJson(QStringLiteral("results/") + results.front());
    EXPECT_EQ(result.at("backend"), "ollama");
    EXPECT_EQ(result.at("label"), "instant@ollama");
    const auto history = storage::RunRepository::open(path(QStringLiteral("db.sqlite")));
    const auto stored = history ? (*history)->load(RunId{1}) : tl::unexpected(history.error());
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->info.name, QStringLiteral("instant@ollama"));
    EXPECT_EQ(stored->targets.front().asPlanned.name, "instant@ollama");
    EXPECT_EQ(stored->targets.front().asPlanned.kind, "ollama");
    const Outcome table = cli(words("show 1 --db db.sqlite"));
    EXPECT_THAT(table.out, HasSubstr("instant@ollama"));
    EXPECT_THAT(table.out, Not(HasSubstr("openai")));
}

TEST_F(RunTest, UnreachableBackendIsThree)
{
    const Outcome run = runShortly(Nowhere);
    EXPECT_EQ(run.status, 3) << run.err;
    EXPECT_THAT(run.err, HasSubstr("127.0.0.1:1"));
}

TEST_F(RunTest, OneUnreachableBackendOfTwoIsOneAndTheRestRuns)
{
    write(QStringLiteral("plan.toml"), R"(
[[targets]]
name = "gone"
url = "http://127.0.0.1:1"
[[targets]]
name = "there"
url = "sim:instant"
[load]
concurrency = [1]
requests = 3
)");
    const Outcome run = cli(words("run plan.toml --db db.sqlite --result-dir results"));
    EXPECT_EQ(run.status, 1) << run.err;
    EXPECT_THAT(run.out, HasSubstr("FAILED"));
    EXPECT_EQ(QDir(path(QStringLiteral("results"))).entryList(QDir::Files).size(), 1);
}

TEST_F(RunTest, FailedRequestsAreOneAndNeverLost)
{
    const QString url = startSimulator(words("--preset instant --quirk refuse=503"));
    const Outcome run = runShortly(url + QStringLiteral("/instant"), words("--result-dir results --name bad"));
    EXPECT_EQ(run.status, 1) << run.err;
    for (const std::string &text : {run.out, cli(words("show bad --db db.sqlite")).out}) {
        EXPECT_THAT(text, HasSubstr("bad, 2 users: 6 of 6 requests\n    6  HTTP 503: "));
        EXPECT_LT(text.find("ERRORS  "), text.find("Run ")) << text;
        EXPECT_EQ(text.find("LOAD-NOT-HELD"), std::string::npos) << text;
    }
    const json shown = json::parse(cli(words("show bad --format json --db db.sqlite")).out);
    const json cause = shown.at("points").at(0).at("failure_causes").at(0);
    EXPECT_EQ(cause.at("http_status"), 503);
    EXPECT_EQ(cause.at("requests"), 6);
    EXPECT_FALSE(cause.at("message").get<std::string>().empty());
    EXPECT_THAT(run.out, HasSubstr("1 result file in results"));
    const json result = readJson(QStringLiteral("results/bad-concurrency2.json"));
    EXPECT_EQ(result.at("completed"), 0);
    EXPECT_EQ(result.at("failed"), 6);
}

TEST_F(RunTest, BadUsageAndPlansAreTwo)
{
    EXPECT_EQ(cli(words("run --no-such-option")).status, 2);
    EXPECT_EQ(cli(words("run")).status, 2);
    EXPECT_EQ(cli(words("run missing.toml")).status, 2);
    EXPECT_EQ(cli(words("run --base-url http://h --max-concurrency 1,2 --request-rate 5")).status, 2);
    write(QStringLiteral("plan.toml"), "[load]\nconcurency = [1]\n");
    const Outcome typo = cli(words("run plan.toml"));
    EXPECT_EQ(typo.status, 2);
    EXPECT_THAT(typo.err, HasSubstr("line 2"));
    EXPECT_THAT(typo.err, HasSubstr("concurrency"));
}

TEST_F(RunTest, DatabaseThatCannotBeUsedIsFive)
{
    write(QStringLiteral("text.sqlite"), "this is no database, whatever it is called, and it is long enough to tell\n");
    const QStringList run = words("run --url sim:instant --concurrency 1 --request-count 1 --db");
    EXPECT_EQ(cli(run + words("text.sqlite")).status, 5);
    EXPECT_EQ(cli(run + words("/proc/nowhere/db.sqlite")).status, 5);
    EXPECT_EQ(cli(words("list --db text.sqlite")).status, 5);
    EXPECT_EQ(cli(words("list --db missing.sqlite")).status, 2);
}

TEST_F(RunTest, WhatCannotBeMeasuredIsRefusedBeforeAnythingIsStored)
{
    for (const char *more : {"--base-url http://127.0.0.1:99999 --max-concurrency 1",
                             "--base-url http://127.0.0.1:1 --max-concurrency 1 --backend vllm --endpoint native"}) {
        const Outcome run = cli(words("run --db db.sqlite") + words(more));
        EXPECT_EQ(run.status, 2) << more << run.err;
    }
    write(QStringLiteral("plan.toml"), "[[targets]]\nname = \"a\"\nurl = \"http://127.0.0.1:1\"\nkind = \"vlm\"\n");
    const Outcome kind = cli(words("run plan.toml --db db.sqlite"));
    EXPECT_EQ(kind.status, 2);
    EXPECT_THAT(kind.err, HasSubstr("perhaps vllm is meant"));
    EXPECT_FALSE(QFileInfo::exists(path(QStringLiteral("db.sqlite"))));
}

TEST_F(RunTest, UrlOfAnEndpointIsTakenAndSaid)
{
    const QString url = startSimulator(words("--preset instant"));
    const Outcome run = runShortly(url + QStringLiteral("/instant/v1/chat/completions"));
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(run.err, HasSubstr("requests go to " + url.toStdString() + "/instant/v1/chat/completions\n"));
}

TEST_F(RunTest, ResumeOfAFinishedRunSaysSo)
{
    const QString url = startSimulator(words("--preset instant"));
    ASSERT_EQ(
        runShortly(url + QStringLiteral("/instant"), {QStringLiteral("--header"), QStringLiteral("X-Api-Key: s3cret")})
            .status,
        0);
    const Outcome resumed = cli(words("resume 1 --db db.sqlite"));
    EXPECT_EQ(resumed.status, 0) << resumed.err;
    EXPECT_THAT(resumed.err, HasSubstr("run 1 is finished"));
    EXPECT_THAT(resumed.out, HasSubstr("Serving Benchmark Result"));
}

TEST_F(RunTest, ResumeAsksForASecretHeaderAndTakesIt)
{
    const QString url = startSimulator(words("--preset instant"));
    write(QStringLiteral("plan.toml"),
          "name = \"secret\"\n[[targets]]\nname = \"sim\"\nheaders = [\"X-Api-Key: s3cret\"]\n"
          "url = \""
              + url.toStdString()
              + "/instant\"\n[load]\nconcurrency = [1, 2]\n"
                "duration = \"1s\"\nwarmup = \"0s\"\n");
    const auto process = startCli(words("run plan.toml --db db.sqlite --progress plain"));
    process->setReadChannel(QProcess::StandardError);
    QByteArray said;
    while (!said.contains("1/2  ") && process->waitForReadyRead(60'000))
        said += process->readAllStandardError();
    process->kill();
    process->waitForFinished();

    const Outcome asked = cli(words("resume 1 --db db.sqlite"));
    EXPECT_EQ(asked.status, 2);
    EXPECT_THAT(asked.err, HasSubstr("tokamark-cli resume 1 --db "));
    EXPECT_THAT(asked.err, HasSubstr("--header 'X-Api-Key: VALUE'"));
    const Outcome resumed = cli(words("resume 1 --db db.sqlite --header") << QStringLiteral("X-Api-Key: s3cret"));
    EXPECT_EQ(resumed.status, 0) << resumed.err;
}

TEST_F(RunTest, ResultFolderIsTriedBeforeAnythingIsSent)
{
    write(QStringLiteral("file"), "");
    const Outcome run = runShortly(Nowhere, words("--result-dir file/below"));
    EXPECT_EQ(run.status, 5) << run.err;
}

TEST_F(RunTest, InterruptedRunKeepsWhatIsDoneAndResumes)
{
    write(QStringLiteral("plan.toml"), R"(
name = "long"
[[targets]]
name = "sim"
url = "sim:instant"
[[workloads]]
name = "short"
[workloads.output_tokens]
mean = 8
[load]
concurrency = [1, 2]
duration = "1s"
warmup = "0s"
)");
    const auto process = startCli(words("run plan.toml --db db.sqlite --progress plain"));
    std::ignore = awaitWords(*process, "1/2  ");
    ::kill(static_cast<pid_t>(process->processId()), SIGINT);
    const Outcome stopped = waitFor(*process);
    EXPECT_EQ(stopped.status, 130) << stopped.err;
    EXPECT_THAT(stopped.err, HasSubstr("tokamark-cli resume 1"));

    const Outcome resumed = cli(words("resume 1 --db db.sqlite --result-dir results"));
    EXPECT_EQ(resumed.status, 0) << resumed.err;
    EXPECT_EQ(QDir(path(QStringLiteral("results"))).entryList(QDir::Files).size(), 2);
}

TEST_F(RunTest, KilledRunResumesAtItsFirstUnfinishedCell)
{
    write(QStringLiteral("plan.toml"), R"(
name = "killed"
[[targets]]
name = "sim"
url = "sim:instant"
[load]
concurrency = [1, 2]
duration = "1s"
warmup = "0s"
)");
    const auto process = startCli(words("run plan.toml --db db.sqlite --progress plain"));
    std::ignore = awaitWords(*process, "1/2  ");
    process->kill();
    process->waitForFinished();

    const Outcome shown = cli(words("show killed --db db.sqlite --format json"));
    ASSERT_EQ(shown.status, 0) << shown.err;
    const Outcome resumed = cli(words("resume killed --db db.sqlite"));
    EXPECT_EQ(resumed.status, 0) << resumed.err;
    const json document = json::parse(cli(words("show killed --db db.sqlite --format json")).out);
    EXPECT_EQ(std::ranges::count_if(document.at("cells"), [](const json &cell) { return cell.at("state") == "done"; }),
              2);
}

} // namespace
} // namespace tokamark::endtoend
