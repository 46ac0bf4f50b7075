#include "cli/ceilingcommand.h"

#include "cli/interrupt.h"
#include "session/clientceiling.h"
#include "words/ceilingwords.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <stop_token>

namespace tokamark::cli {
namespace {

using calibration::Ceiling;
using calibration::CeilingStep;

const char *endName(Ceiling::End end)
{
    switch (end) {
    case Ceiling::End::Client: return "client";
    case Ceiling::End::Server: return "server";
    case Ceiling::End::Asked: return "asked";
    }
    return "";
}

nlohmann::json jsonOf(const CeilingStep &step)
{
    return {{"streams", step.streams},
            {"tokens_per_s", step.tokensPerSecond ? nlohmann::json(*step.tokensPerSecond) : nlohmann::json()},
            {"ttft_error_ms", step.ttftErrorMs},
            {"token_time_error_p99_ms", step.chunkErrorP99Ms},
            {"cpu_share", step.cpuShare},
            {"server_lateness_p99_ms", step.serverLatenessP99Ms},
            {"held", step.held},
            {"server_limited", step.serverLimited}};
}

nlohmann::json jsonOf(const Ceiling &ceiling, const session::ClientCeiling &kept)
{
    nlohmann::json steps = nlohmann::json::array();
    for (const CeilingStep &step : ceiling.steps)
        steps.push_back(jsonOf(step));
    return {{"processor", kept.processor.toStdString()},
            {"cores", kept.cores},
            {"workers", kept.workers},
            {"measured", kept.measured.toString(Qt::ISODate).toStdString()},
            {"streams", ceiling.streams},
            {"tokens_per_s", ceiling.tokensPerSecond},
            {"ttft_error_ms", ceiling.ttftErrorMs},
            {"ended_by", endName(ceiling.end)},
            {"steps", steps}};
}

} // namespace

std::string ceilingLine(const CeilingStep &step)
{
    const std::string rate
        = step.tokensPerSecond ? std::to_string(std::lround(*step.tokensPerSecond)) : std::string("-");
    std::array<char, 160> text{};
    std::snprintf(text.data(), text.size(),
                  "%6u streams %9s tok/s   TTFT off by %8.3f ms   busiest worker %3.0f %%   %s", step.streams,
                  rate.c_str(), step.ttftErrorMs, 100 * step.cpuShare,
                  step.serverLimited ? "the server at the other end was late"
                      : step.held    ? "held"
                                     : "too much");
    return text.data();
}

CeilingCommand::CeilingCommand(CLI::App &root)
    : Command(root, "ceiling", "Find the most that this machine can measure truly, and keep it for the verdicts")
{
    asList(options().add_option("--streams", m_streams, "Steps to try, rising (default: 100 to 10000)"))
        ->check(CLI::Range(1, 60000))
        ->type_name("N,..");
    options()
        .add_option("--seconds", m_seconds, "For which every step goes on (default: 3)")
        ->check(CLI::Range(1.0, 600.0))
        ->type_name("S");
    options()
        .add_option("--workers", m_workers, "Threads that send and read, as for 'run' (default: 1)")
        ->check(CLI::Range(1, 256))
        ->type_name("N");
    options().add_flag("--dry-run", m_isTrial, "Do not keep what is found");
    addFormatOption(options(), m_format);
    acceptDatabaseOption(options());
    setExamples({{"tokamark-cli ceiling", "on an idle machine; takes about a minute"},
                 {"tokamark-cli ceiling --workers 2 --format json", "for runs with two worker threads, for a script"}});
}

ExitStatus CeilingCommand::run(Console &console)
{
    calibration::CeilingSpec spec;
    if (!m_streams.empty()) {
        std::ranges::sort(m_streams);
        spec.streams = m_streams;
    }
    spec.seconds = m_seconds;
    spec.workers = m_workers;
    std::stop_source stop;
    const Interrupt interrupt([&stop] { stop.request_stop(); });
    const auto ceiling = calibration::measureCeiling(
        spec,
        [&console, this](const CeilingStep &step) {
            if (m_format == OutputFormat::Text)
                console.out() << ceilingLine(step) << std::endl;
            else
                console.err() << jsonOf(step).dump() << std::endl;
        },
        stop.get_token());
    if (!ceiling)
        return console.report(ceiling.error());

    session::ClientCeiling kept;
    kept.processor = session::processorName();
    kept.cores = session::processorCores();
    kept.workers = m_workers;
    kept.measured = QDateTime::currentDateTimeUtc();
    kept.streams = ceiling->streams;
    kept.tokensPerSecond = ceiling->tokensPerSecond;
    kept.ttftErrorMs = ceiling->ttftErrorMs;
    kept.mayBeMore = ceiling->end != Ceiling::End::Client;
    const bool found = ceiling->streams > 0;
    if (found && !m_isTrial) {
        if (const auto saved = session::saveCeiling(kept); !saved)
            return console.report(saved.error());
    }
    if (m_format == OutputFormat::Json)
        console.out() << jsonOf(*ceiling, kept).dump(2) << '\n';
    else
        console.print(
            words::sentence({ceiling->streams, ceiling->tokensPerSecond, kept.mayBeMore, spec.mostTtftErrorMs})
            + QLatin1Char('\n'));
    return found ? ExitStatus::Done : ExitStatus::SomeFailed;
}

} // namespace tokamark::cli
