#include "bench/streamscore.h"

#include "bench/barereader.h"
#include "bench/cputime.h"
#include "http/requesthead.h"
#include "load/cellrunner.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <initializer_list>
#include <limits>
#include <memory>
#include <stdexcept>
#include <stop_token>
#include <utility>

#include <malloc.h>
#include <unistd.h>

namespace tokamark::bench {
namespace {

using namespace std::chrono_literals;
using calibration::Keeper;
using calibration::TruthErrors;
using calibration::TruthPlan;
using calibration::TruthServer;

constexpr std::int64_t MostTokensPerSecond = 50'000;
constexpr std::int64_t ShortestPeriodNs = 20'000'000;

TruthPlan planOf(const StreamLoad &load)
{
    TruthPlan plan;
    plan.requests = load.streams * load.requestsPerStream;
    plan.tokens = load.tokens;
    plan.tokenPeriodNs = load.tokenPeriodNs();
    plan.core = load.cores.server;
    return plan;
}

load::CellSpec cellOf(const StreamLoad &load, const TruthPlan &plan, const TruthServer &server)
{
    load::CellSpec spec = calibration::truthCell(server.port(), load.streams, plan.requests, plan.tokens);
    spec.ramp = load.ramp;
    spec.workers = load.workers;
    if (load.tls) {
        spec.endpoint.url.tls = true;
        spec.endpoint.tls.caFile = load.tls->caFile;
    }
    return spec;
}

load::CellResult mustRun(const load::CellSpec &spec, Keeper &keeper, const load::StopTokens &stop = {})
{
    const auto result = load::runCell(spec, keeper, stop);
    if (!result)
        throw std::runtime_error(std::string(name(result.error().code)) + ": " + result.error().cause);
    return *result;
}

/// The same requests, word for word, from the client that does the least.
BenchCost runBare(const StreamLoad &load)
{
    const TruthPlan plan = planOf(load);
    const TruthServer server(plan);
    const load::CellSpec like = cellOf(load, plan, server);
    const std::string body = like.protocol->body(like.prompts->request(0));
    const std::string head = http::requestHeadPrefix(like.endpoint.url, like.protocol->path(), {});
    return runBareReader({server.port(), load.streams, plan.requests, load.ramp,
                          head + std::to_string(body.size()) + "\r\n\r\n" + body});
}

StreamScore measureOnce(const StreamLoad &load)
{
    const BenchCost bare = runBare(load);
    TruthPlan plan = planOf(load);
    plan.tls = load.tls ? load.tls->server : nullptr;
    const TruthServer server(plan);
    const load::CellSpec spec = cellOf(load, plan, server);
    Keeper keeper;
    const Duration before = processCpuTime();
    const load::CellResult result = mustRun(spec, keeper);
    const double usedUs = toSeconds(processCpuTime() - before) * 1e6;

    StreamScore score;
    const double bareUs = toSeconds(bare.cpu) * 1e6;
    const double tokens = static_cast<double>(plan.requests) * plan.tokens;
    score.cpuPerTokenUs = usedUs / tokens;
    score.barePerTokenUs = bareUs / tokens;
    score.cpuPerRequestUs = usedUs / plan.requests;
    score.barePerRequestUs = bareUs / plan.requests;
    score.readLagP99Us = result.client.readLagP99;
    score.errors = calibration::compare(keeper.records, server, plan);
    score.errors.lost += plan.requests - bare.completed;
    return score;
}

double residentKb()
{
    std::ifstream statm("/proc/self/statm");
    long total = 0;
    long resident = 0;
    statm >> total >> resident;
    return static_cast<double>(resident * ::sysconf(_SC_PAGESIZE)) / 1024;
}

} // namespace

std::int64_t StreamLoad::tokenPeriodNs() const
{
    return std::max(ShortestPeriodNs, streams * (1'000'000'000 / MostTokensPerSecond));
}

StreamScore measureStreams(const StreamLoad &load, unsigned repeats)
{
    StreamScore best = measureOnce(load);
    for (unsigned i = 1; i < repeats; ++i) {
        const StreamScore score = measureOnce(load);
        for (double StreamScore::*const figure :
             {&StreamScore::cpuPerTokenUs, &StreamScore::barePerTokenUs, &StreamScore::cpuPerRequestUs,
              &StreamScore::barePerRequestUs, &StreamScore::readLagP99Us})
            best.*figure = std::min(best.*figure, score.*figure);
        for (double TruthErrors::*const error :
             {&TruthErrors::ttftMeanErrorMs, &TruthErrors::ttftP99ErrorMs, &TruthErrors::ttftApartMeanMs,
              &TruthErrors::ttftApartP99Ms, &TruthErrors::ttftWorstErrorMs, &TruthErrors::chunkApartMeanMs,
              &TruthErrors::chunkApartP99Ms, &TruthErrors::tpotErrorPercent, &TruthErrors::rateErrorPercent,
              &TruthErrors::sendLatenessP99Ms, &TruthErrors::serverLatenessP99Ms, &TruthErrors::serverDoubtP99Ms})
            best.errors.*error = std::min(best.errors.*error, score.errors.*error);
        best.errors.lost += score.errors.lost;
    }
    return best;
}

double idleStreamKb(const StreamLoad &load)
{
    TruthPlan plan = planOf(load);
    plan.tokens = 1;
    plan.firstTokenNs = 50'000'000;
    plan.idle = true;
    plan.tls = load.tls ? load.tls->server : nullptr;
    const TruthServer server(plan);
    load::CellSpec spec = cellOf(load, plan, server);
    spec.prompts = calibration::truthCell(server.port(), load.streams, plan.requests, 100).prompts;
    ::malloc_trim(0);
    const double before = residentKb();
    double during = std::numeric_limits<double>::quiet_NaN();
    std::stop_source abort;
    Keeper keeper;
    keeper.onSnapshot = [&](const std::shared_ptr<const load::CellSnapshot> &snapshot) {
        if (snapshot->tokens < load.streams && snapshot->elapsedSeconds < 60)
            return;
        if (snapshot->tokens >= load.streams && std::isnan(during))
            during = residentKb();
        abort.request_stop();
    };
    (void)mustRun(spec, keeper, {{}, abort.get_token()});
    return (during - before) / load.streams;
}

} // namespace tokamark::bench
