#include "report/cellfailures.h"

#include "core/report/madeuprun.h"
#include "report/runjson.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace tokamark::report {
namespace {

using metrics::Outcome;
using storage::FailureGroup;
using storage::StoredCell;
using testing::doneCell;
using testing::emptyRun;

StoredCell failingCell(std::uint32_t repetition, std::uint64_t timedOut)
{
    metrics::CellFigures figures = testing::figures(100);
    figures.failed = timedOut;
    figures.failuresByOutcome[static_cast<std::size_t>(Outcome::TimedOut)] = timedOut;
    StoredCell cell = doneCell({0, 0, 0, repetition}, figures);
    cell.id = CellId{static_cast<std::int64_t>(repetition) + 1};
    return cell;
}

TEST(CellFailures, AreAddedUpOverRepetitionsByTheirCause)
{
    const StoredCell first = failingCell(0, 3);
    const StoredCell second = failingCell(1, 5);
    const FailureGroup busy{Outcome::HttpError, 503, 2, QStringLiteral("busy")};
    const FailureGroup broken{Outcome::HttpError, 500, 1, QStringLiteral("broken")};
    const CellFailures known{{first.id, {busy, broken}},
                             {second.id, {{Outcome::HttpError, 500, 4, QStringLiteral("said later")}}}};
    const std::vector<const StoredCell *> cells{&first, &second};
    EXPECT_EQ(failuresOver(cells, known),
              (std::vector<FailureGroup>{{Outcome::HttpError, 500, 5, QStringLiteral("broken")}, busy}));
}

TEST(CellFailures, OfACellThatNobodyAskedForAreToldByItsFigures)
{
    const StoredCell failing = failingCell(0, 3);
    const StoredCell well = doneCell({0, 0, 0, 1}, testing::figures(100));
    const std::vector<const StoredCell *> cells{&failing, &well};
    EXPECT_EQ(failuresOver(cells, {}), (std::vector<FailureGroup>{{Outcome::TimedOut, 0, 3, {}}}));
}

TEST(CellFailures, StandInTheDocumentOfARunAtPointsAndCells)
{
    storage::StoredRun run = emptyRun();
    run.cells = {failingCell(0, 3), failingCell(1, 2)};
    const CellFailures known{{run.cells[0].id, {{Outcome::HttpError, 503, 3, QStringLiteral("busy")}}}};
    const auto document = nlohmann::json::parse(runJson(run, known).toStdString());
    const auto &causes = document["points"][0]["failure_causes"];
    ASSERT_EQ(causes.size(), 2u);
    EXPECT_EQ(causes[0],
              (nlohmann::json{{"outcome", "http-error"}, {"http_status", 503}, {"requests", 3}, {"message", "busy"}}));
    EXPECT_EQ(causes[1]["outcome"], "timed-out");
    EXPECT_TRUE(causes[1]["http_status"].is_null());
    EXPECT_TRUE(causes[1]["message"].is_null());
    EXPECT_EQ(document["cells"][0]["failure_causes"].size(), 1u);
    EXPECT_EQ(document["cells"][1]["failure_causes"][0]["requests"], 2);
}

} // namespace
} // namespace tokamark::report
