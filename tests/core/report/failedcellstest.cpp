#include "core/report/madeuprun.h"
#include "report/failedcells.h"

#include <gtest/gtest.h>

namespace tokamark::report {
namespace {

using namespace testing;

storage::StoredCell failedCell(const plan::CellKey &key, const char *detail = "404 no such model")
{
    storage::StoredCell cell;
    cell.key = key;
    cell.state = storage::StoredCellState::Failed;
    cell.error = Error{ErrorCode::HttpStatus, detail, {}};
    return cell;
}

QStringList titlesOf(const storage::StoredRun &run)
{
    QStringList titles;
    for (const FailedCells &failed : failedCells(run))
        titles.append(failed.title);
    return titles;
}

TEST(FailedCells, OfOneReasonStandTogether)
{
    storage::StoredRun run = emptyRun({"x", "y"});
    run.cells = {failedCell({0, 0, 0, 0}), failedCell({0, 0, 1, 0}), failedCell({1, 0, 0, 0}),
                 failedCell({1, 0, 1, 0}, "401 no key")};
    EXPECT_EQ(titlesOf(run),
              (QStringList{QStringLiteral("x, 10 users, 50 users"), QStringLiteral("y, 10 users"),
                           QStringLiteral("y, 50 users")}));
    EXPECT_EQ(failedCells(run)[2].error.detail, "401 no key");
}

TEST(FailedCells, NameTheRepetitionWhereOthersWereMeasured)
{
    storage::StoredRun run = emptyRun({"x"});
    run.plan.repetitions = 2;
    run.cells = {failedCell({0, 0, 0, 0}), failedCell({0, 0, 1, 0}), doneCell({0, 0, 0, 1}, figures(1)),
                 failedCell({0, 0, 1, 1})};
    EXPECT_EQ(titlesOf(run), QStringList{QStringLiteral("x, 10 users (repetition 1), 50 users")});
}

TEST(FailedCells, WhatALaterAttemptHasMeasuredIsNone)
{
    storage::StoredRun run = emptyRun({"x"});
    run.cells = {failedCell({0, 0, 0, 0}), doneCell({0, 0, 0, 0}, figures(1)), failedCell({0, 0, 1, 0}),
                 failedCell({0, 0, 1, 0}, "401 no key")};
    EXPECT_EQ(titlesOf(run), QStringList{QStringLiteral("x, 50 users")});
    EXPECT_EQ(failedCells(run)[0].error.detail, "401 no key") << "of the last attempt";
}

TEST(FailedCells, TellWorkloadsApart)
{
    storage::StoredRun run = emptyRun({"x"});
    run.plan.workloads.push_back(run.plan.workloads.front());
    run.plan.workloads[0].name = "short";
    run.plan.workloads[1].name = "long";
    run.cells = {failedCell({0, 1, 0, 0}), failedCell({0, 0, 0, 0})};
    EXPECT_EQ(titlesOf(run), (QStringList{QStringLiteral("x, short, 10 users"), QStringLiteral("x, long, 10 users")}));
}

} // namespace
} // namespace tokamark::report
