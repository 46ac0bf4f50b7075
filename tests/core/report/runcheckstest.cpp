#include "core/report/madeuprun.h"
#include "report/checktable.h"
#include "report/csv.h"
#include "report/runchecks.h"
#include "report/runjson.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <QStringList>

namespace tokamark::report {
namespace {

using namespace testing;
using metrics::CheckOf;
using metrics::CheckOutcome;

metrics::CellFigures counted(double byTheServer)
{
    metrics::CellFigures result = figures(1'000);
    result.server.emplace().outputTokens = {200'000, byTheServer};
    return result;
}

storage::StoredRun twoRepetitions(double first, double second)
{
    storage::StoredRun run = emptyRun();
    run.plan.repetitions = 2;
    run.cells = {doneCell({0, 0, 0, 0}, counted(first)), doneCell({0, 0, 0, 1}, counted(second))};
    return run;
}

TEST(RunChecks, OfAPointAreThoseOfTheWorstRepetition)
{
    const storage::StoredRun run = twoRepetitions(200'000, 203'000);
    const auto checks = selfChecksOf(run, pointsOf(run).at(0));
    EXPECT_EQ(checkOf(checks, CheckOf::OutputTokens).outcome, CheckOutcome::Differs);
    EXPECT_EQ(checkOf(checks, CheckOf::OutputTokens).theirs, 203'000);
    EXPECT_EQ(checkNames(checks, CheckOutcome::Differs), QStringList{QStringLiteral("output-tokens")});
    EXPECT_TRUE(selfChecksOf(run, Point()).empty());
}

TEST(RunChecks, AskForNoPromptLengthThatAFileOrTraceDecides)
{
    storage::StoredRun run = twoRepetitions(1, 1);
    const auto asked
        = [&run] { return checkOf(selfChecksOf(run, run.cells.front()), CheckOf::PromptLength).ours.has_value(); };
    run.cells.front().figures->meanInputTokens = 90;
    EXPECT_TRUE(asked());
    run.plan.workloads.front().origin = plan::PromptOrigin::File;
    EXPECT_FALSE(asked());
    run.plan.workloads.front().origin = plan::PromptOrigin::Synthetic;
    run.plan.load.kind = plan::LoadKind::Trace;
    EXPECT_FALSE(asked());
}

TEST(CheckTable, HasARowForEachCheckOfAPoint)
{
    const QStringList lines = checkTableText(twoRepetitions(200'000, 201'000)).split(u'\n', Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), 2 + 10);
    EXPECT_TRUE(lines[0].contains(QStringLiteral("outcome")));
    const QString row = lines.filter(QStringLiteral("Output tokens")).value(0).simplified();
    EXPECT_EQ(row, QStringLiteral("vLLM 10 Output tokens, server's counter 200000 201000 tokens 0.5 % 0.2 % differs"));
    EXPECT_TRUE(lines.filter(QStringLiteral("roofline")).value(0).contains(QStringLiteral("cannot tell: ")));
    EXPECT_EQ(checkTableText(emptyRun()), QString());
}

TEST(CheckTable, StandsInTheFilesToo)
{
    const storage::StoredRun run = twoRepetitions(200'000, 201'000);
    const auto document = nlohmann::json::parse(runJson(run).toStdString());
    const auto &checks = document.at("points").at(0).at("self_checks");
    ASSERT_EQ(checks.size(), 10u);
    const auto &output = checks.at(static_cast<std::size_t>(CheckOf::OutputTokens));
    EXPECT_EQ(output.at("check"), "output-tokens");
    EXPECT_EQ(output.at("ours"), 200'000);
    EXPECT_EQ(output.at("theirs"), 201'000);
    EXPECT_EQ(output.at("outcome"), "differs");
    EXPECT_TRUE(output.at("why").is_null());
    EXPECT_EQ(checks.at(0).at("why"), "not-told");
    EXPECT_TRUE(checks.at(0).at("off").is_null());
    EXPECT_EQ(document.at("cells").at(0).at("self_checks").at(2).at("outcome"), "agrees");

    const QList<QByteArray> lines = pointsCsv(run).split('\n');
    const QList<QByteArray> heading = lines[0].split(',');
    const QList<QByteArray> fields = lines[1].split(',');
    EXPECT_EQ(fields.at(heading.indexOf("checks_differ")), "output-tokens");
}

} // namespace
} // namespace tokamark::report
