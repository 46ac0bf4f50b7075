#include "core/report/madeuprun.h"
#include "report/csv.h"
#include "report/filenames.h"
#include "report/leveltable.h"
#include "report/provenance.h"
#include "report/runjson.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <QStringList>

#include <limits>
#include <set>

namespace tokamark::report {
namespace {

using namespace testing;

TEST(TextTable, AlignsItsColumns)
{
    TextTable table;
    table.addColumn(QStringLiteral("name"), TextTable::Align::Left);
    table.addColumn(QStringLiteral("n"));
    table.addColumn(QStringLiteral("end"), TextTable::Align::Left);
    table.addRow({QStringLiteral("a"), QStringLiteral("10"), QStringLiteral("x")});
    table.addRow({QStringLiteral("longer"), QStringLiteral("5"), QString()});
    EXPECT_EQ(table.plainText(), QStringLiteral("name     n  end\n------  --  ---\na       10  x\nlonger   5\n"));
    EXPECT_EQ(table.markdown(),
              QStringLiteral("| name | n | end |\n| :-- | --: | :-- |\n| a | 10 | x |\n| longer | 5 |  |\n"));
}

TEST(TextTable, MarkdownCellsCannotBreakOut)
{
    TextTable table;
    table.addColumn(QStringLiteral("x"));
    table.addRow({QStringLiteral("a|b")});
    EXPECT_TRUE(table.markdown().contains(QStringLiteral("a\\|b")));
}

TEST(LevelTable, ShowsThePercentilesOfThePlan)
{
    storage::StoredRun run = emptyRun();
    run.plan.percentiles = {50, 90};
    run.cells = {doneCell({0, 0, 0, 0}, figures(865)), doneCell({0, 0, 1, 0}, figures(3138, 40))};
    const QStringList lines = levelTableText(run).split(u'\n');
    EXPECT_EQ(lines[0].simplified(),
              QStringLiteral("target users tok/s req/s TTFT p50 ms TTFT p90 ms TPOT ms done failed verdict"));
    EXPECT_EQ(lines[2].simplified(), QStringLiteral("vLLM 10 865 4.33 100 150 12.5 1000 0 VALID"));
    EXPECT_EQ(lines[3].simplified(), QStringLiteral("vLLM 50 3138 15.7 100 150* 12.5 40 0 VALID"));
    EXPECT_EQ(lines[4], QStringLiteral("* fewer than five samples lie beyond it"));
    EXPECT_TRUE(lines[5].startsWith(QStringLiteral("Tokamark 0.1.0")));
}

TEST(LevelTable, SaysSimulatedFailedAndOverTheTimeout)
{
    storage::StoredRun run = emptyRun({"sim", "gone"});
    run.targets[0].simulated = true;
    metrics::CellFigures overloaded = figures(10);
    overloaded.ttft.p95 = std::numeric_limits<double>::infinity();
    overloaded.tokensEstimated = true;
    storage::StoredCell failed;
    failed.key.target = 1;
    failed.state = storage::StoredCellState::Failed;
    run.cells = {doneCell({}, overloaded), failed};
    const QStringList lines = levelTableText(run).split(u'\n');
    EXPECT_TRUE(lines[2].startsWith(QStringLiteral("sim (simulated)")));
    EXPECT_TRUE(lines[2].contains(QStringLiteral(">600000")));
    EXPECT_TRUE(lines[2].contains(QStringLiteral("~10.0")));
    EXPECT_TRUE(lines[3].startsWith(QStringLiteral("gone")));
    EXPECT_TRUE(lines[3].endsWith(QStringLiteral("FAILED")));
    EXPECT_TRUE(levelTableMarkdown(run).contains(QStringLiteral("| sim (simulated) |")));
}

TEST(Provenance, SaysEverythingInOneLine)
{
    storage::StoredRun run = emptyRun();
    run.cells = {doneCell({}, figures(1))};
    const QString hash = planHash(run.plan);
    EXPECT_EQ(hash.size(), 8);
    EXPECT_EQ(provenanceLine(provenanceOf(run)),
              QStringLiteral("Tokamark 0.1.0 · 2026-11-22 18:40 · plan %1 · kernel timestamps · client lag p99 12 µs")
                  .arg(hash));

    run.info.simulated = true;
    run.cells[0].figures->client.kernelStamps = false;
    const QString line = provenanceLine(provenanceOf(run));
    EXPECT_TRUE(line.contains(QStringLiteral(" · simulated · user timestamps · ")));
    run.plan.seed = 1;
    EXPECT_NE(planHash(run.plan), hash);
}

TEST(FileNames, HaveOnlyThePartsThatAreNeeded)
{
    storage::StoredRun run = emptyRun();
    const storage::StoredCell cell = doneCell({0, 0, 1, 0}, figures(1));
    EXPECT_EQ(resultFileName(run, cell.key, FilesOf::Id), QStringLiteral("run-7-night-run-concurrency50.json"));
    EXPECT_EQ(resultFileName(run, cell.key), QStringLiteral("night-run-concurrency50.json"));

    run = emptyRun({"a/b", "c"});
    run.plan.repetitions = 2;
    EXPECT_EQ(resultFileName(run, cell.key), QStringLiteral("night-run-a-b-concurrency50-run1.json"));
}

TEST(FileNames, TellApartWhatWouldBeWrittenTheSame)
{
    storage::StoredRun run = emptyRun({"a/b", "a-b"});
    const storage::StoredCell first = doneCell({0, 0, 1, 0}, figures(1));
    const storage::StoredCell second = doneCell({1, 0, 1, 0}, figures(1));
    EXPECT_EQ(resultFileName(run, first.key), QStringLiteral("night-run-a-b-1-concurrency50.json"));
    EXPECT_EQ(resultFileName(run, second.key), QStringLiteral("night-run-a-b-2-concurrency50.json"));
    const storage::StoredCell again = doneCell({0, 0, 1, 1}, figures(1));
    EXPECT_EQ(resultFileName(run, again.key), QStringLiteral("night-run-a-b-1-concurrency50-run2.json"))
        << "a search measures again where its plan asks for one of each";
}

TEST(FileNames, AreNeverMadeTheNameOfAThirdByTheirNumbers)
{
    const storage::StoredRun run = emptyRun({"x 1", "x-1", "x-1-2"});
    std::set<QString> names;
    for (const std::uint32_t target : {0U, 1U, 2U})
        names.insert(resultFileName(run, {target, 0, 1, 0}));
    EXPECT_EQ(names.size(), 3U);
}

TEST(FileNames, BeginWithTheNumbersOfTheirRuns)
{
    EXPECT_EQ(numbersName({RunId{7}}), QStringLiteral("run-7"));
    EXPECT_EQ(numbersName({RunId{7}, RunId{12}}), QStringLiteral("run-7-12"));
    std::vector<RunId> many;
    for (int id = 101; id < 125; ++id)
        many.push_back(RunId{id});
    EXPECT_EQ(numbersName(many), QStringLiteral("run-101-and-23-more"));
}

TEST(FileNames, OfOneFolderAreTold)
{
    const QString name = QStringLiteral("run-7-TTFT");
    EXPECT_EQ(distinctName(name, {}), name);
    EXPECT_EQ(distinctName(name, {name}), QStringLiteral("run-7-TTFT-2"));
    EXPECT_EQ(distinctName(name, {QStringLiteral("run-7-ttft"), QStringLiteral("run-7-TTFT-2")}),
              QStringLiteral("run-7-TTFT-3"));
}

TEST(FileNames, AreSafe)
{
    EXPECT_EQ(safeFileName(QStringLiteral("../../etc/passwd")), QStringLiteral("-..-etc-passwd"));
    EXPECT_EQ(safeFileName(QStringLiteral(" a  b ")), QStringLiteral("a-b"));
    EXPECT_EQ(safeFileName(QStringLiteral("...")), QStringLiteral("run"));
    EXPECT_EQ(safeFileName(QString(500, u'x')).size(), 100);
}

TEST(Csv, QuotesWhatNeedsIt)
{
    EXPECT_EQ(csvLine({QStringLiteral("a"), QStringLiteral("b,c"), QStringLiteral("say \"x\""),
                       QStringLiteral("two\nlines")}),
              "a,\"b,c\",\"say \"\"x\"\"\",\"two\nlines\"\n");
}

TEST(Csv, HasALinePerPoint)
{
    storage::StoredRun run = emptyRun();
    metrics::CellFigures cell = figures(865);
    cell.ttft.p99 = std::numeric_limits<double>::infinity();
    cell.logErrors.fill(0.01);
    run.cells = {doneCell({0, 0, 0, 0}, cell)};
    const QList<QByteArray> lines = pointsCsv(run).split('\n');
    ASSERT_EQ(lines.size(), 3);
    const QList<QByteArray> heading = lines[0].split(',');
    const QList<QByteArray> fields = lines[1].split(',');
    ASSERT_EQ(fields.size(), heading.size());
    const auto field = [&](const char *name) { return fields.at(heading.indexOf(name)); };
    EXPECT_EQ(field("users"), "10");
    EXPECT_EQ(field("output_throughput"), "865");
    EXPECT_NEAR(field("output_throughput_low").toDouble(), 848.2, 0.1);
    EXPECT_EQ(field("ttft_p99_ms"), "inf");
    EXPECT_EQ(field("ttft_p99_ms_low"), "");
    EXPECT_EQ(field("interval"), "within-run");
    EXPECT_EQ(field("simulated"), "false");
    EXPECT_EQ(field("verdict"), "VALID");
}

TEST(Csv, HasALinePerRequest)
{
    storage::StoredRun run = emptyRun();
    run.cells = {doneCell({0, 0, 0, 0}, figures(1))};
    metrics::RequestRecord refused = metrics::testing::failed(3'000, 3'010, metrics::Outcome::HttpError);
    refused.error = "503, busy";
    std::vector<metrics::RequestRecord> requests{
        metrics::testing::completed({.sentMs = 2'500, .ttftMs = 120, .tokens = 3}), refused};
    requests[0].server.prefill = std::chrono::milliseconds(80);
    const QList<QByteArray> lines = requestsCsv(run, run.cells[0], requests).split('\n');
    const QList<QByteArray> heading = requestsCsvHeading().trimmed().split(',');
    ASSERT_EQ(lines.size(), 3);
    const QList<QByteArray> fields = lines[0].split(',');
    ASSERT_EQ(fields.size(), heading.size());
    EXPECT_EQ(fields.at(heading.indexOf("sent_s")), "2.5");
    EXPECT_EQ(fields.at(heading.indexOf("ttft_ms")), "120");
    EXPECT_EQ(fields.at(heading.indexOf("phase")), "window");
    EXPECT_EQ(fields.at(heading.indexOf("server_prefill_ms")), "80");
    EXPECT_EQ(fields.at(heading.indexOf("server_queue_ms")), "");
    EXPECT_TRUE(lines[1].endsWith(",\"503, busy\""));
}

TEST(RunJson, HoldsRunPointsAndCells)
{
    storage::StoredRun run = emptyRun();
    run.cells = {doneCell({0, 0, 0, 0}, figures(865)), doneCell({0, 0, 1, 0}, figures(3'138))};
    run.cells[1].state = storage::StoredCellState::Failed;
    run.cells[1].figures.reset();
    run.cells[1].error = Error{ErrorCode::ConnectRefused, "here", {}};
    const nlohmann::json document = nlohmann::json::parse(runJson(run).toStdString());
    EXPECT_EQ(document["id"], 7);
    EXPECT_EQ(document["state"], "finished");
    EXPECT_EQ(document["simulated"], false);
    EXPECT_EQ(plan::parsePlan(document["plan"]), run.plan);
    ASSERT_EQ(document["points"].size(), 2u);
    EXPECT_EQ(document["points"][0]["metrics"]["output_throughput"]["value"], 865.0);
    EXPECT_EQ(document["points"][1]["verdict"], "FAILED");
    EXPECT_EQ(document["cells"][0]["figures"]["ttft_ms"]["p50"], 100.0);
    EXPECT_TRUE(document["cells"][1]["figures"].is_null());
    EXPECT_EQ(document["cells"][1]["error"]["code"], "connect-refused");
}

TEST(RunJson, ListsTheHistory)
{
    const storage::StoredRun run = emptyRun();
    const nlohmann::json document = nlohmann::json::parse(runListJson({run.info}).toStdString());
    EXPECT_EQ(document["runs"][0]["name"], "night run");
    EXPECT_EQ(document["runs"][0]["started"], "2026-11-22T18:40:00.000Z");
    EXPECT_TRUE(document["runs"][0]["ended"].is_null());
    EXPECT_TRUE(document["runs"][0]["search"].is_null());
}

TEST(RunJson, SaysOfASearchThatItIsNotOver)
{
    storage::RunInfo info = emptyRun().info;
    info.needsMoreCells = true;
    const auto search = [&info](storage::StoredState state) {
        info.state = state;
        return nlohmann::json::parse(runListJson({info}).toStdString())["runs"][0]["search"];
    };
    EXPECT_EQ(search(storage::StoredState::Stopped), "stopped");
    EXPECT_EQ(search(storage::StoredState::Failed), "stopped");
    EXPECT_EQ(search(storage::StoredState::Running), "searching");
}

TEST(LevelTable, HasGoodputWhereThePlanAsksForIt)
{
    storage::StoredRun run = emptyRun();
    run.cells = {doneCell({0, 0, 0, 0}, figures(1))};
    EXPECT_FALSE(levelTableText(run).contains(QStringLiteral("good req/s")));
    run.plan.slos = {{plan::Slo::Metric::Ttft, 500}};
    EXPECT_TRUE(levelTableText(run).contains(QStringLiteral("good req/s")));
    run.cells[0].figures->goodput = 3.25;
    EXPECT_TRUE(levelTableText(run).contains(QStringLiteral(" 3.25 ")));
}

} // namespace
} // namespace tokamark::report
