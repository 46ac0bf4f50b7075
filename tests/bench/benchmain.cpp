// Holds the engine against a server whose every instant is known, and against the least that a client can do.

#include "bench/benchtable.h"
#include "bench/parserbench.h"
#include "bench/streamscore.h"
#include "support/testcertificates.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace tokamark::bench {
namespace {

using namespace std::chrono_literals;

constexpr double CpuRatioGoal = 1.25;
constexpr double FlatnessGoal = 1.2;
constexpr double TtftMeanGoalUs = 20;
constexpr double TtftP99GoalUs = 100;
constexpr double TpotGoalPercent = 0.1;
constexpr double RateGoalPercent = 1.0;
constexpr double IdleStreamGoalKb = 8;
constexpr double WorkersCostGoal = 1.15;
/// A server that is later than this with its own tokens was the limit, and not the client.
constexpr double ServerLateMs = 1;
constexpr std::uint32_t IdleStreams = 2000;
/// Above this no limit is set for the error of TTFT.
constexpr std::uint32_t MostStreamsForTtft = 4000;

struct Options {
    std::vector<std::uint32_t> streams;
    unsigned repeats = 3;
    bool check = false;
};

std::string streamsText(const char *section, std::uint32_t streams)
{
    return std::string(section) + " " + std::to_string(streams) + " streams";
}

/// Where a figure may be the server's fault, the row says so.
std::string serverNote(const StreamScore &score)
{
    std::array<char, 128> text{};
    const bool late = score.errors.serverLatenessP99Ms > ServerLateMs;
    std::snprintf(text.data(), text.size(), "%sserver late by %.3g ms at p99, its sends took %.0f us",
                  late ? "SERVER LIMIT: " : "", score.errors.serverLatenessP99Ms, score.errors.serverDoubtP99Ms * 1e3);
    return text.data();
}

void addErrors(BenchTable &table, const std::string &section, const StreamScore &score, bool judged)
{
    const calibration::TruthErrors &errors = score.errors;
    const auto goal = [judged](double value) { return judged ? std::optional(value) : std::nullopt; };
    const std::string note = serverNote(score);
    table.add({section, "TTFT error, mean", errors.ttftMeanErrorMs * 1e3, "us", {}, goal(TtftMeanGoalUs), note});
    table.add({section, "TTFT error, p99", errors.ttftP99ErrorMs * 1e3, "us", {}, goal(TtftP99GoalUs), ""});
    table.add({section, "TTFT error of a request, p99", errors.ttftApartP99Ms * 1e3, "us", {}, {}, ""});
    table.add({section, "TTFT error of a request, worst", errors.ttftWorstErrorMs * 1e3, "us", {}, {}, ""});
    table.add({section, "token's time, mean error", errors.chunkApartMeanMs * 1e3, "us", {}, {}, ""});
    table.add({section, "token's time, p99 of the error", errors.chunkApartP99Ms * 1e3, "us", {}, {}, ""});
    table.add({section, "requests lost", static_cast<double>(errors.lost), "", {}, 0.0, ""});
}

std::vector<std::uint32_t> streamsOr(const Options &options, std::vector<std::uint32_t> usual)
{
    return options.streams.empty() ? usual : options.streams;
}

/// Many connections are not opened faster than a user's ramp would.
Duration rampFor(std::uint32_t streams)
{
    return std::max<Duration>(500ms, streams * 300us);
}

void benchEngine(BenchTable &table, const Options &options, const calibration::Cores &cores, bool everyLevel)
{
    const std::vector<std::uint32_t> usual
        = everyLevel ? std::vector<std::uint32_t>{100, 1000, 4000, 10000} : std::vector<std::uint32_t>{100, 1000};
    std::optional<double> smallest;
    double largest = 0;
    for (const std::uint32_t streams : streamsOr(options, usual)) {
        StreamLoad load;
        load.streams = streams;
        load.ramp = rampFor(streams);
        load.cores = cores;
        const StreamScore score = measureStreams(load, options.repeats);
        const std::string section = streamsText("plain", streams);
        table.add({section, "CPU per token", score.cpuPerTokenUs, "us", score.barePerTokenUs, CpuRatioGoal, ""});
        addErrors(table, section, score, streams <= MostStreamsForTtft);
        table.add({section, "TPOT error, mean", score.errors.tpotErrorPercent, "%", {}, TpotGoalPercent, ""});
        table.add({section, "output rate error", score.errors.rateErrorPercent, "%", {}, RateGoalPercent, ""});
        table.add({section, "read after the stamp, p99", score.readLagP99Us, "us", {}, {}, ""});
        if (!smallest)
            smallest = score.cpuPerTokenUs;
        largest = std::max(largest, score.cpuPerTokenUs);
    }
    if (smallest)
        table.add({"plain", "CPU per token, dearest level", largest, "us", *smallest, FlatnessGoal,
                   "against the first level"});
}

void benchTls(BenchTable &table, const Options &options, const calibration::Cores &cores)
{
    const support::TestCertificates certificates("127.0.0.1");
    for (const std::uint32_t streams : streamsOr(options, {100, 1000, 4000})) {
        StreamLoad load;
        load.streams = streams;
        load.ramp = 2 * rampFor(streams);
        load.cores = cores;
        load.tls = TlsPair{certificates.serverContext(), certificates.caFile()};
        const StreamScore score = measureStreams(load, options.repeats);
        const std::string section = streamsText("tls", streams);
        table.add({section,
                   "CPU per token",
                   score.cpuPerTokenUs,
                   "us",
                   score.barePerTokenUs,
                   {},
                   "floor without TLS; handshakes counted"});
        addErrors(table, section, score, streams <= MostStreamsForTtft);
    }
    StreamLoad idle;
    idle.streams = IdleStreams;
    idle.requestsPerStream = 1;
    idle.ramp = 4s;
    idle.cores = cores;
    idle.tls = TlsPair{certificates.serverContext(), certificates.caFile()};
    table.add(
        {"tls", "resident memory of an idle stream", idleStreamKb(idle), "KB", {}, {}, "OpenSSL's session in it"});
}

/// Everybody comes at once, on new connections.
void benchStorm(BenchTable &table, const Options &options, const calibration::Cores &cores)
{
    for (const std::uint32_t streams : streamsOr(options, {100, 1000, 4000})) {
        StreamLoad load;
        load.streams = streams;
        load.requestsPerStream = 1;
        load.tokens = 10;
        load.ramp = 0s;
        load.cores = cores;
        const StreamScore score = measureStreams(load, options.repeats);
        const std::string section = streamsText("storm", streams);
        table.add({section,
                   "CPU per connection and request",
                   score.cpuPerRequestUs,
                   "us",
                   score.barePerRequestUs,
                   {},
                   "ten tokens in it"});
        addErrors(table, section, score, true);
        table.add({section, "connecting begun after due, p99", score.errors.sendLatenessP99Ms, "ms", {}, {}, ""});
    }
}

void benchWorkers(BenchTable &table, const Options &options)
{
    const std::string cores = std::to_string(std::thread::hardware_concurrency()) + " cores for both sides";
    for (const std::uint32_t streams : streamsOr(options, {1000})) {
        StreamLoad load;
        load.streams = streams;
        load.ramp = rampFor(streams);
        const StreamScore one = measureStreams(load, options.repeats);
        load.workers = 2;
        const StreamScore two = measureStreams(load, options.repeats);
        const std::string section = streamsText("workers", streams);
        table.add({section, "CPU per token, two against one", two.cpuPerTokenUs, "us", one.cpuPerTokenUs,
                   WorkersCostGoal, cores});
        addErrors(table, section, two, false);
    }
}

void benchIdle(BenchTable &table, const calibration::Cores &cores)
{
    StreamLoad idle;
    idle.streams = IdleStreams;
    idle.requestsPerStream = 1;
    idle.ramp = 1s;
    idle.cores = cores;
    table.add({"idle", "resident memory of an idle stream", idleStreamKb(idle), "KB", {}, IdleStreamGoalKb, ""});
}

int run(const std::set<std::string> &sections, const Options &options)
{
    const calibration::Cores cores = calibration::chooseCores();
    const bool all = sections.contains("all");
    const auto wanted = [&](const char *section) { return all || sections.contains(section); };
    BenchTable table;
    // Before anything pins this thread, for what is pinned stays so.
    if (wanted("workers"))
        benchWorkers(table, options);
    calibration::pinTo(cores.client);
    if (wanted("parser") || sections.empty())
        benchParser(table);
    if (wanted("idle") || sections.empty())
        benchIdle(table, cores);
    if (wanted("engine") || sections.empty())
        benchEngine(table, options, cores, !sections.empty());
    if (wanted("tls"))
        benchTls(table, options, cores);
    if (wanted("storm"))
        benchStorm(table, options, cores);
    table.print();
    return options.check && !table.isGood() ? 1 : 0;
}

} // namespace
} // namespace tokamark::bench

int main(int argc, char **argv)
{
    CLI::App app{"Measures the engine against a server with known truth and against a bare epoll reader"};
    std::vector<std::string> sections;
    tokamark::bench::Options options;
    app.add_option("SECTION", sections, "What to measure; without one: parser, idle and a short engine")
        ->check(CLI::IsMember({"engine", "tls", "storm", "workers", "parser", "idle", "all"}));
    app.add_option("--streams", options.streams, "Numbers of streams instead of the usual ones")->delimiter(',');
    app.add_option("--repeat", options.repeats, "Runs of each; the best figures are shown")->check(CLI::Range(1, 10));
    app.add_flag("--check", options.check, "Fail if a goal is missed");
    CLI11_PARSE(app, argc, argv);
    try {
        return tokamark::bench::run({sections.begin(), sections.end()}, options);
    } catch (const std::exception &error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 2;
    }
}
