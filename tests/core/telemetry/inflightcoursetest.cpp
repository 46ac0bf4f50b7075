#include "telemetry/inflightcourse.h"

#include "metrics/selfchecks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace tokamark::telemetry {
namespace {

using metrics::InFlightCourse;
using metrics::RequestRecord;
using profiles::Meaning;

constexpr double WindowFrom = 20;
constexpr double WindowTo = 80;

Instant at(double second)
{
    return Instant(std::chrono::seconds(1'000)) + Duration(std::llround(second * 1e9));
}

RequestRecord request(double from, double to)
{
    RequestRecord record;
    record.at.sent = at(from);
    record.at.end = at(to);
    return record;
}

ServerReading reading(double second, double running)
{
    ServerReading reading;
    reading.at = at(second);
    reading.numbers.at(static_cast<std::size_t>(Meaning::Running)) = running;
    return reading;
}

metrics::MeasuredWindow window()
{
    return {at(WindowFrom), at(WindowTo), false};
}

/// Four users who send again at once.
std::vector<RequestRecord> fourUsers()
{
    std::vector<RequestRecord> records;
    for (int user = 0; user < 4; ++user) {
        for (double second = 0.1 * user; second < WindowTo + 5; second += 2.5)
            records.push_back(request(second, second + 2.4999));
    }
    return records;
}

TEST(InFlightCourse, ShowsWhoWasThereForAPartOfTheWindow)
{
    std::vector<ServerReading> readings;
    for (int second = 0; second < 90; ++second)
        readings.push_back(reading(second, second >= 34 && second < 44 ? 7 : 4));
    const auto course = inFlightCourse(fourUsers(), readings, window());
    ASSERT_TRUE(course);
    ASSERT_EQ(course->server.size(), 5u);
    EXPECT_DOUBLE_EQ(course->server[0], 4);
    EXPECT_GT(course->server[1], 6) << "with three of somebody else's";
    EXPECT_DOUBLE_EQ(course->server[4], 4);
    for (std::size_t part = 0; part < 5; ++part) {
        EXPECT_DOUBLE_EQ(course->most[part], 4) << part;
        EXPECT_GE(course->least[part], 3) << part;
    }
}

TEST(InFlightCourse, AddsWhatWaitsAndLeavesOutWhatTellsOfEarlier)
{
    std::vector<ServerReading> readings;
    for (int second = 0; second < 90; ++second) {
        // Before 30 s a gauge of ten seconds ago would tell of a time before the first request.
        readings.push_back(reading(second, second < 30 ? 100 : 3));
        readings.back().numbers.at(static_cast<std::size_t>(Meaning::Waiting)) = 1;
    }
    std::vector<RequestRecord> records = fourUsers();
    std::erase_if(records, [](const RequestRecord &record) { return record.at.sent < at(WindowFrom); });
    records.push_back(request(WindowFrom, WindowFrom + 1));
    const auto course = inFlightCourse(records, readings, window());
    ASSERT_TRUE(course);
    for (const double server : course->server)
        EXPECT_DOUBLE_EQ(server, 4);
}

TEST(InFlightCourse, SaysNothingOfTooFewReadings)
{
    std::vector<ServerReading> readings;
    for (int second = 20; second < 29; ++second)
        readings.push_back(reading(second, 4));
    EXPECT_FALSE(inFlightCourse(fourUsers(), readings, window()));
    readings.push_back(reading(30, 4));
    ASSERT_TRUE(inFlightCourse(fourUsers(), readings, window()));
    EXPECT_EQ(inFlightCourse(fourUsers(), readings, window())->server.size(), 2u);
    for (ServerReading &each : readings)
        each.numbers = {};
    EXPECT_FALSE(inFlightCourse(fourUsers(), readings, window())) << "the server does not tell";
    EXPECT_FALSE(inFlightCourse({}, readings, window()));
}

/// Requests that come by chance, ten a second, and take half a second to three.
std::vector<RequestRecord> arrivalsByChance(std::mt19937_64 &random)
{
    std::exponential_distribution<double> gap(10);
    std::uniform_real_distribution<double> length(0.5, 3);
    std::vector<RequestRecord> records;
    for (double second = 0; second < WindowTo + 5; second += gap(random))
        records.push_back(request(second, second + length(random)));
    return records;
}

double countAt(const std::vector<RequestRecord> &records, double second)
{
    return static_cast<double>(std::ranges::count_if(records, [moment = at(second)](const RequestRecord &record) {
        return record.at.sent <= moment && moment < record.at.end;
    }));
}

metrics::CheckOutcome outcomeOf(const InFlightCourse &course, double mean)
{
    metrics::CellFigures figures;
    figures.meanConcurrency = mean;
    figures.server.emplace().meanRunning = mean;
    figures.server->meanWaiting = 0;
    figures.server->inFlight = course;
    return checkOf(metrics::selfChecks({&figures, 0, 0, false}), metrics::CheckOf::InFlightCourse).outcome;
}

TEST(InFlightCourse, AgreesWithAServerThatTellsTheTruthHoweverOldItsGauges)
{
    int differs = 0;
    int found = 0;
    std::mt19937_64 random(5);
    for (int trial = 0; trial < 100; ++trial) {
        const std::vector<RequestRecord> records = arrivalsByChance(random);
        // Set anew every so many seconds, which differs from server to server.
        const double every = std::array{0.04, 1.0, 5.0, 10.0}.at(static_cast<std::size_t>(trial % 4));
        std::vector<ServerReading> readings;
        for (double second = 0.3; second < 90; second += 1)
            readings.push_back(reading(second, countAt(records, every * std::floor(second / every))));
        const auto course = inFlightCourse(records, readings, window());
        ASSERT_TRUE(course);
        differs += outcomeOf(*course, 17.5) == metrics::CheckOutcome::Differs ? 1 : 0;
        for (ServerReading &each : readings)
            each.numbers.at(static_cast<std::size_t>(Meaning::Running)).value() += each.at >= at(50) ? 12 : 0;
        found
            += outcomeOf(*inFlightCourse(records, readings, window()), 17.5) == metrics::CheckOutcome::Differs ? 1 : 0;
    }
    EXPECT_EQ(differs, 0);
    EXPECT_GE(found, 95) << "twelve requests of somebody else's for half of the window";
}

} // namespace
} // namespace tokamark::telemetry
