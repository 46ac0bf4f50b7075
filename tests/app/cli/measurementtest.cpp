#include "cli/measurement.h"

#include <gtest/gtest.h>

namespace tokamark::cli {
namespace {

using session::CellState;
using session::CellView;
using session::RunSnapshot;
using session::RunState;

CellView done(std::uint64_t failedRequests = 0)
{
    CellView cell;
    cell.state = CellState::Done;
    cell.figures.emplace();
    cell.figures->failed = failedRequests;
    return cell;
}

CellView failed(ErrorCode code)
{
    CellView cell;
    cell.state = CellState::Failed;
    cell.error = Error{code, {}, {}};
    return cell;
}

ExitStatus statusOf(std::vector<CellView> cells, RunState state = RunState::Finished, std::optional<Error> error = {})
{
    RunSnapshot snapshot;
    snapshot.state = state;
    snapshot.cells = std::move(cells);
    snapshot.error = std::move(error);
    return exitStatusOf(snapshot);
}

TEST(Measurement, ExitStatusSaysHowTheRunWent)
{
    EXPECT_EQ(statusOf({done(), done()}), ExitStatus::Done);
    EXPECT_EQ(statusOf({done(), done(1)}), ExitStatus::SomeFailed);
    EXPECT_EQ(statusOf({done(), failed(ErrorCode::ConnectRefused)}), ExitStatus::SomeFailed);
    EXPECT_EQ(statusOf({failed(ErrorCode::ConnectRefused), failed(ErrorCode::TlsFailed)}), ExitStatus::Unreachable);
    EXPECT_EQ(statusOf({failed(ErrorCode::TooFewFiles)}), ExitStatus::SomeFailed);
    EXPECT_EQ(statusOf({done()}, RunState::Stopped), ExitStatus::Interrupted);
    EXPECT_EQ(statusOf({done()}, RunState::Failed, Error{ErrorCode::DiskFull, {}, {}}), ExitStatus::Unwritable);
}

TEST(Measurement, ResultsThatWentElsewhereAreNotAllWell)
{
    RunSnapshot snapshot;
    snapshot.state = RunState::Finished;
    snapshot.cells = {done()};
    snapshot.storageError = Error{ErrorCode::DiskFull, "db.sqlite", {}};
    EXPECT_EQ(exitStatusOf(snapshot), ExitStatus::Unwritable);
}

} // namespace
} // namespace tokamark::cli
