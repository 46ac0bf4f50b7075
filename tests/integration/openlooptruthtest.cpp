// Schedules against a server that writes down when every request really came and when every first token really left.

#include "integration/cellharness.h"
#include "integration/truthrows.h"
#include "profiles/protocolchoice.h"
#include "schedule/arrivals.h"
#include "simulator/simulatorserver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

namespace tokamark {
namespace {

using namespace std::chrono_literals;
using metrics::RequestRecord;

constexpr std::uint64_t Requests = 80;
constexpr Duration Ttft = 20ms;

std::vector<Instant> sorted(const std::vector<test::TruthRow> &rows, Instant test::TruthRow::*instant)
{
    std::vector<Instant> instants;
    for (const test::TruthRow &row : rows)
        instants.push_back(row.*instant);
    std::ranges::sort(instants);
    return instants;
}

std::vector<Instant> sorted(const std::vector<RequestRecord> &records, Instant metrics::RequestInstants::*instant)
{
    std::vector<Instant> instants;
    for (const RequestRecord &record : records)
        instants.push_back(record.at.*instant);
    std::ranges::sort(instants);
    return instants;
}

/// By how much `later` lies behind `earlier`, place by place; none may lie before.
std::vector<Duration> distances(const std::vector<Instant> &earlier, const std::vector<Instant> &later)
{
    std::vector<Duration> found;
    for (std::size_t i = 0; i < std::min(earlier.size(), later.size()); ++i) {
        EXPECT_GE(later[i], earlier[i]) << i;
        found.push_back(later[i] - earlier[i]);
    }
    return found;
}

Duration median(std::vector<Duration> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

class OpenLoopTruth : public testing::TestWithParam<double> { };

TEST_P(OpenLoopTruth, WhatIsSaidOfARequestIsWhatTheServerSaw)
{
    const std::string log = test::truthLogPath(std::to_string(GetParam()));
    simulator::ServerOptions options;
    options.presets = {"instant"};
    options.ttft = Ttft;
    options.tpot = 1ms;
    options.truthLogPath = log;
    auto server = simulator::SimulatorServer::start(std::move(options));
    ASSERT_TRUE(server) << server.error().detail;
    load::CellSpec spec = test::smallCell(*http::parseUrl((*server)->url()), Requests);
    profiles::ProtocolOptions protocol;
    protocol.model = "simulated";
    spec.protocol = profiles::makeProtocol(protocol).value();
    spec.arrivals.emplace();
    spec.arrivals->rate = 80;
    spec.arrivals->burstiness = GetParam();
    spec.arrivals->seed = 11;
    spec.arrivals->requests = Requests;
    spec.shortenFirst = false;

    const test::CellRun ran = test::run(spec);
    server->reset(); // its log is whole now
    const auto truth = test::takeTruth(log);
    const std::vector<Instant> received = sorted(truth, &test::TruthRow::received);
    const std::vector<Instant> firstTokens = sorted(truth, &test::TruthRow::firstToken);

    ASSERT_TRUE(ran.result);
    ASSERT_EQ(ran.records.size(), Requests);
    ASSERT_EQ(received.size(), Requests) << "nothing is dropped and nothing is sent twice";
    schedule::ArrivalSequence schedule(*spec.arrivals);
    for (const RequestRecord &record : ran.records) {
        EXPECT_EQ(record.at.due, ran.result->started + schedule.next()->at) << "no instant moves, whatever happens";
        EXPECT_GE(record.at.sent, record.at.due) << "nothing goes out early to catch up";
        EXPECT_EQ(record.outcome, metrics::Outcome::Completed) << record.error;
        schedule.pop();
    }
    // A machine that does other things makes single ones late, but not half of them.
    EXPECT_LT(median(distances(sorted(ran.records, &metrics::RequestInstants::due), received)), 5ms);
    EXPECT_LT(median(distances(sorted(ran.records, &metrics::RequestInstants::sent), received)), 5ms);
    EXPECT_LT(median(distances(firstTokens, sorted(ran.records, &metrics::RequestInstants::firstToken))), 5ms);

    // The rate that the server saw is the one that was asked for.
    const double asked = toSeconds(ran.records.back().at.due - ran.records.front().at.due);
    const double seen = toSeconds(received.back() - received.front());
    EXPECT_NEAR(seen, asked, 0.2 * asked);
}

INSTANTIATE_TEST_SUITE_P(Arrivals, OpenLoopTruth, testing::Values(std::numeric_limits<double>::infinity(), 1.0, 0.25),
                         [](const auto &test) {
                             return std::string(test.index == 0 ? "Constant" : test.index == 1 ? "Poisson" : "Bursts");
                         });

} // namespace
} // namespace tokamark
