#include "app/endtoend/programfixture.h"

#include <gmock/gmock.h>

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace tokamark::endtoend {
namespace {

using nlohmann::json;
using testing::HasSubstr;

/// Two short runs of one simulated backend.
class HistoryTest : public ProgramFixture {
protected:
    void SetUp() override
    {
        for (const char *name : {"first", "second"}) {
            const Outcome run = runShortly(QStringLiteral("sim:instant"),
                                           {QStringLiteral("--name"), QString::fromUtf8(name),
                                            QStringLiteral("--progress"), QStringLiteral("none")});
            ASSERT_EQ(run.status, 0) << run.err;
        }
    }
};

TEST_F(HistoryTest, ShowFindsRunsByIdAndName)
{
    const Outcome byName = cli(words("show second --db db.sqlite --format json"));
    ASSERT_EQ(byName.status, 0) << byName.err;
    EXPECT_EQ(byName.out, cli(words("show 2 --db db.sqlite --format json")).out);
    EXPECT_TRUE(json::accept(byName.out));
    const Outcome text = cli(words("show 1 --db db.sqlite"));
    EXPECT_THAT(text.out, HasSubstr("first"));
    EXPECT_THAT(text.out, HasSubstr("simulated"));
    const Outcome third = cli(words("show third --db db.sqlite"));
    EXPECT_EQ(third.status, 2);
    EXPECT_THAT(third.err, HasSubstr("there is no run third in "));
    EXPECT_THAT(third.err, HasSubstr("tokamark-cli list --db "));
}

TEST_F(HistoryTest, ShowReadsARunByTheDefinitionsOfOtherTools)
{
    const Outcome vllm = cli(words("show first --as vllm --db db.sqlite --format json"));
    ASSERT_EQ(vllm.status, 0) << vllm.err;
    const json document = json::parse(vllm.out);
    EXPECT_EQ(document.at("as"), "vllm");
    ASSERT_FALSE(document.at("cells").empty());
    const json &cell = document.at("cells").front();
    EXPECT_GT(cell.at("completed").get<int>(), 0);
    EXPECT_GT(cell.at("metrics").at("tpot_mean").at("theirs").get<double>(), 0);
    EXPECT_TRUE(cell.at("metrics").at("ttft_p99").contains("ours"));

    const Outcome text = cli(words("show first --as guidellm --db db.sqlite"));
    EXPECT_THAT(text.out, HasSubstr("as GuideLLM"));
    EXPECT_THAT(text.out, HasSubstr("The TTFT is in it"));
    EXPECT_EQ(cli(words("show first --as llmperf --db db.sqlite")).status, 2);
}

TEST_F(HistoryTest, ShowReadsACellOverAnotherWindow)
{
    const Outcome asked = cli(words("show first --window 0s..10ms --db db.sqlite --format json"));
    ASSERT_EQ(asked.status, 0) << asked.err;
    const json cell = json::parse(asked.out).at("cells").at(0);
    EXPECT_DOUBLE_EQ(cell.at("figures").at("window").at("end_s").get<double>(), 0.01);
    EXPECT_FALSE(cell.at("verdicts").empty());
    EXPECT_THAT(cli(words("show first --window 0s..10ms --db db.sqlite")).out, HasSubstr("asked for, 0.0 to 0.0 s"));

    const Outcome tooLong = cli(words("show first --window 0s..1h --db db.sqlite"));
    EXPECT_EQ(tooLong.status, 2);
    EXPECT_THAT(tooLong.out, HasSubstr("it can lie in"));
    EXPECT_THAT(cli(words("show first --db db.sqlite")).out, testing::Not(HasSubstr("moved by hand")))
        << "nothing is stored";
}

TEST_F(HistoryTest, CompareGivesTheFormThatScriptsRelyOn)
{
    const Outcome compared = cli(words("compare first second --db db.sqlite --format json --pair first=second"));
    ASSERT_EQ(compared.status, 0) << compared.err;
    const json document = json::parse(compared.out);
    ASSERT_TRUE(document.contains("a") && document.contains("b"));
    ASSERT_FALSE(document.at("cells").empty());
    for (const char *key : {"a_target", "b_target", "workload", "level", "metric", "a", "b", "change_pct", "low_pct",
                            "high_pct", "repetitions", "significant"})
        EXPECT_TRUE(document.at("cells").front().contains(key)) << key;
    EXPECT_FALSE(document.at("cells").front().at("significant").get<bool>()) << "one repetition is never significant";
}

TEST_F(HistoryTest, CompareKnowsSingularAndPlural)
{
    const QStringList run
        = words("run --base-url sim:instant --max-concurrency 30 --duration 3s --warmup 0s --random-output-len 8 "
                "--ignore-eos --db db.sqlite --progress none --name");
    ASSERT_EQ(cli(run + words("third")).status, 0);
    ASSERT_EQ(cli(run + words("fourth")).status, 0);
    const Outcome compared = cli(words("compare third fourth --db db.sqlite"));
    ASSERT_EQ(compared.status, 0) << compared.err;
    EXPECT_THAT(compared.out, HasSubstr("1 repetition carries no statement"));
    EXPECT_THAT(compared.out, testing::Not(HasSubstr("(s)")));
}

TEST_F(HistoryTest, CompareIsShortUnlessItIsToldOtherwise)
{
    const Outcome brief = cli(words("compare first second --db db.sqlite"));
    ASSERT_EQ(brief.status, 0) << brief.err;
    EXPECT_THAT(brief.out, HasSubstr("second beside first (simulated), 2 users"));
    EXPECT_THAT(brief.out, HasSubstr("--all"));
    EXPECT_THAT(brief.out, testing::Not(HasSubstr("p99")));
    const Outcome all = cli(words("compare first second --db db.sqlite --all"));
    ASSERT_EQ(all.status, 0) << all.err;
    for (const char *metric : {"ttft_p99", "tpot_mean", "request_throughput", "itl_p90"})
        EXPECT_THAT(all.out, HasSubstr(metric));
    const QStringList document = words("compare first second --db db.sqlite --format json");
    EXPECT_EQ(cli(document).out, cli(document + words("--all")).out);
}

TEST_F(HistoryTest, GateDecidesTheExitStatus)
{
    const QStringList compare = words("compare first second --db db.sqlite --fail-if");
    EXPECT_EQ(cli(compare + words("ttft_mean>+100000%")).status, 0);
    const Outcome failed = cli(compare + words("ttft_mean>-99%"));
    EXPECT_EQ(failed.status, 4);
    EXPECT_THAT(failed.err, HasSubstr("ttft_mean>-99%"));
    EXPECT_EQ(cli(compare + words("ttft>5%")).status, 2);
}

TEST_F(HistoryTest, CompareSaysThatOtherLengthsWereMeasured)
{
    const Outcome other
        = runShortly(QStringLiteral("sim:instant"), words("--name long --random-input-len 700 --progress none"));
    ASSERT_EQ(other.status, 0) << other.err;
    const Outcome compared = cli(words("compare first long --db db.sqlite"));
    EXPECT_EQ(compared.status, 0) << compared.err;
    EXPECT_THAT(compared.out, testing::ContainsRegex("input tokens: [0-9]+ in a, 700 in b"));
    const Outcome gated = cli(words("compare first long --db db.sqlite --format json --fail-if ttft_mean>-99.9%"));
    EXPECT_EQ(gated.status, 4);
    EXPECT_THAT(gated.err, testing::ContainsRegex("did not measure the same: input tokens: [0-9]+ in a, 700 in b"));
    EXPECT_TRUE(json::accept(gated.out));
}

TEST_F(HistoryTest, NamesThatAreNotThereComeWithThoseThatAre)
{
    const Outcome pair = cli(words("compare first second --db db.sqlite --pair vllm=second"));
    EXPECT_EQ(pair.status, 2);
    EXPECT_THAT(pair.err, HasSubstr("vllm (targets of first: first)"));
    const Outcome preset = cli(words("run --url sim:nothing --max-concurrency 1 --db db.sqlite"));
    EXPECT_EQ(preset.status, 2);
    EXPECT_THAT(preset.err, HasSubstr("vllm-llama3-8b-a100"));
}

TEST_F(HistoryTest, RunsOfOneNameDoNotOverwriteEachOthersFiles)
{
    ASSERT_EQ(runShortly(QStringLiteral("sim:instant"), words("--name first --progress none")).status, 0);
    for (const char *run : {"1", "3"})
        ASSERT_EQ(cli(words("export --format json --out data --db db.sqlite") << QString::fromUtf8(run)).status, 0);
    EXPECT_EQ(readJson(QStringLiteral("data/run-1-first.json")).at("id"), 1);
    EXPECT_EQ(readJson(QStringLiteral("data/run-3-first.json")).at("id"), 3);
}

TEST_F(HistoryTest, ExportReplacesFilesOnlyWhereItIsToldTo)
{
    for (const char *format : {"json", "csv", "vllm-json", "svg"}) {
        const QStringList exported = words("export first --out data --db db.sqlite --format")
            << QString::fromUtf8(format);
        ASSERT_EQ(cli(exported).status, 0) << format;
        const QFileInfoList files = QDir(path(QStringLiteral("data"))).entryInfoList(QDir::Files);
        ASSERT_FALSE(files.empty());
        for (const QFileInfo &file : files)
            write(QStringLiteral("data/") + file.fileName(), "precious");
        const Outcome again = cli(exported);
        EXPECT_EQ(again.status, 2) << format;
        EXPECT_THAT(again.err, HasSubstr("run-1-"));
        EXPECT_THAT(again.err, HasSubstr("--force"));
        for (const QFileInfo &file : files)
            EXPECT_EQ(read(QStringLiteral("data/") + file.fileName()), "precious");
        EXPECT_EQ(cli(exported + words("--force")).status, 0) << format;
        for (const QFileInfo &file : files)
            EXPECT_NE(read(QStringLiteral("data/") + file.fileName()), "precious") << file.fileName().toStdString();
        ASSERT_TRUE(QDir(path(QStringLiteral("data"))).removeRecursively());
    }
}

TEST_F(HistoryTest, ExportWritesFilesForOtherPrograms)
{
    ASSERT_EQ(cli(words("export first --format json --out data --db db.sqlite")).status, 0);
    EXPECT_TRUE(readJson(QStringLiteral("data/run-1-first.json")).is_object());
    ASSERT_EQ(cli(words("export first --format csv --out data --db db.sqlite")).status, 0);
    const std::string requests = read(QStringLiteral("data/run-1-first-requests.csv"));
    EXPECT_EQ(std::count(requests.begin(), requests.end(), '\n'), 7) << "a heading and six requests";
    ASSERT_EQ(cli(words("export first --format vllm-json --out data --db db.sqlite")).status, 0);
    EXPECT_EQ(readJson(QStringLiteral("data/run-1-first-concurrency2.json")).at("completed"), 6);
    write(QStringLiteral("taken"), "");
    EXPECT_EQ(cli(words("export first --format json --out taken/below --db db.sqlite")).status, 5);
    EXPECT_EQ(cli(words("export first --format json --out r.json --db db.sqlite")).status, 2) << "that is no folder";
}

TEST_F(HistoryTest, ExportLeavesNoSamplesOfAnotherRun)
{
    const Outcome run = cli(words("run --name nobody --base-url http://127.0.0.1:9 --model none --max-concurrency 1 "
                                  "--num-prompts 1 --progress none --db db.sqlite"));
    ASSERT_EQ(run.status, 3) << run.err;
    ASSERT_TRUE(QDir().mkpath(path(QStringLiteral("data"))));
    for (const QString &kind : {QStringLiteral("csv"), QStringLiteral("json")}) {
        const QString stale = QStringLiteral("data/run-3-nobody-samples.") + kind;
        write(stale, "of another");
        ASSERT_EQ(cli(words("export nobody --out data --force --db db.sqlite --format") << kind).status, 0);
        EXPECT_FALSE(QFileInfo::exists(path(stale))) << "this run has none";
    }
}

TEST_F(HistoryTest, DetectReadsWhatServes)
{
    const QString url = startSimulator(words("--preset vllm-llama3-8b-a100"));
    const Outcome detected = cli({QStringLiteral("detect"), url + QStringLiteral("/vllm-llama3-8b-a100"),
                                  QStringLiteral("--format"), QStringLiteral("json")});
    ASSERT_EQ(detected.status, 0) << detected.err;
    const json document = json::parse(detected.out);
    EXPECT_EQ(document.at("kind"), "vllm");
    for (const char *key : {"version", "models", "endpoints", "limits", "evidence"})
        EXPECT_TRUE(document.contains(key)) << key;
    EXPECT_EQ(document.at("by_kind").at("idle_close_s"), 5);
    EXPECT_EQ(cli(words("detect http://127.0.0.1:1")).status, 3);
    EXPECT_EQ(cli(words("detect ftp://host")).status, 2);
}

} // namespace
} // namespace tokamark::endtoend
