// tokamark-sim: serving backends that are played, for machines without a GPU, for tests and for what-ifs.

#include "simulator/dialects/registry.h"
#include "simulator/preset.h"
#include "simulator/quirks.h"
#include "simulator/simulatorserver.h"

#include <CLI/CLI.hpp>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace {

using namespace tokamark;

constexpr int ExitBadUsage = 2;
constexpr int ExitUnwritable = 5;

struct Options {
    simulator::ServerOptions server;
    std::vector<std::string> dialects;
    std::vector<std::string> quirks;
    std::string ttft;
    std::string tpot;
    std::string coldStart;
    std::string firstByte;
    std::string apiKeyEnv;
    std::string cloudTokenEnv;
    bool dieWithParent = false;
    bool list = false;
    bool listDialects = false;
    bool listQuirks = false;
};

void declareLimits(CLI::App &app, Options &options)
{
    auto &limits = options.server.limits;
    app.add_option("--parallel", limits.parallel, "Requests in the batch at a time, in place of the server's default")
        ->check(CLI::Range(1U, 1'000'000U));
    app.add_option("--max-concurrent", limits.inFlight, "Refuse more requests than that, as the server would")
        ->check(CLI::Range(1U, 1'000'000U));
    app.add_option("--max-queue", limits.queue, "Refuse when that many wait, as the server would")
        ->check(CLI::Range(1U, 1'000'000U));
    app.add_option("--kv-tokens", limits.kvTokens,
                   "Tokens that the KV cache of a fitted preset holds; where answers outgrow it, the request that came "
                   "last gives up its place and waits again")
        ->check(CLI::Range(1'000U, 1'000'000'000U));
    app.add_flag("--prefix-cache", options.server.prefixCache,
                 "Keep the beginnings of prompts, so that the same beginning is not read again");
    app.add_option("--first-byte-timeout", options.firstByte,
                   "Answer 504 where the head of a response takes longer, as BentoML does after 60s");
    app.add_option("--cold-start", options.coldStart, "The first request waits that long for the model, as 5s");
    app.add_option("--api-key-env", options.apiKeyEnv, "Ask for the key in that environment variable")
        ->type_name("VAR");
    app.add_option("--bentocloud-token-env", options.cloudTokenEnv,
                   "Play BentoCloud's management API, too, and ask for the token in that environment variable")
        ->type_name("VAR");
}

void declareOptions(CLI::App &app, Options &options)
{
    declareLimits(app, options);
    app.add_option("--preset", options.server.presets,
                   "Backend to play, under the base path /NAME; may be given several times (default: instant)")
        ->type_name("NAME[@DIALECT]");
    app.add_option("--dialect", options.dialects,
                   "Server whose API to speak, in place of the preset's; given several times, each preset is served in "
                   "each, under /NAME@DIALECT")
        ->type_name("NAME");
    app.add_option("--port", options.server.port, "Port on 127.0.0.1; 0 takes a free one")->capture_default_str();
    app.add_option("--metrics-port", options.server.metricsPort,
                   "Serve the metrics of Triton's dialects at that port of 127.0.0.1 and no other, as Triton does; 0 "
                   "takes a free one");
    app.add_option("--ttft", options.ttft, "Time to first token of the preset instant, as 50ms or 1.5s");
    app.add_option("--tpot", options.tpot, "Time per further token of the preset instant");
    app.add_option("--noise", options.server.noise,
                   "Relative standard deviation of step times, in place of the preset's")
        ->check(CLI::Range(0.0, 1.0));
    app.add_option("--seed", options.server.seed, "Seed of everything that is random")->capture_default_str();
    app.add_option("--quirk", options.quirks, "Depart from the usual stream; see --list-quirks")
        ->type_name("NAME[=ARG]");
    app.add_option("--fault-rate", options.server.quirks.faultRate, "Share of requests that a fault hits")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    app.add_option("--truth-log", options.server.truthLogPath, "Write the true instants of every request as CSV")
        ->type_name("FILE");
    app.add_flag("--die-with-parent", options.dieWithParent, "End with the parent process or with standard input");
    app.add_flag("--list", options.list, "List the presets and end");
    app.add_flag("--list-dialects", options.listDialects, "List the dialects and their paths and end");
    app.add_flag("--list-quirks", options.listQuirks, "List quirks and faults and end");
    app.set_version_flag("--version", "tokamark-sim " TOKAMARK_VERSION);
    app.footer("One line READY http://127.0.0.1:PORT on standard output says that requests are taken.\n"
               "Prompt tokens are counted as one for four characters.\n\n"
               "Examples:\n"
               "  tokamark-sim --preset instant --ttft 50ms --tpot 20ms\n"
               "  tokamark-sim --preset vllm-llama3-8b-a100 --preset trtllm-llama3-8b-a100 --port 8000\n"
               "  tokamark-sim --preset lmdeploy-llama3-8b-a100 --dialect sglang --max-queue 8\n"
               "  tokamark-sim --quirk error-frame=flat --fault-rate 0.02 --truth-log truth.csv");
}

/// The value of the variable. Errors: BadUsage (not set, or empty).
Expected<std::string> secretOf(const std::string &variable)
{
    const char *const value = std::getenv(variable.c_str());
    if (value == nullptr || *value == '\0')
        return fail(ErrorCode::BadUsage, "environment variable " + variable + " is not set");
    return std::string(value);
}

Expected<void> readSecrets(Options &options)
{
    if (!options.apiKeyEnv.empty()) {
        auto key = secretOf(options.apiKeyEnv);
        if (!key)
            return tl::unexpected(key.error());
        options.server.apiKey = std::move(*key);
    }
    if (!options.cloudTokenEnv.empty()) {
        auto token = secretOf(options.cloudTokenEnv);
        if (!token)
            return tl::unexpected(token.error());
        options.server.cloudToken = std::move(*token);
    }
    return {};
}

/// Every preset in every dialect; those that name a dialect themselves stay as they are.
std::vector<std::string> combined(const std::vector<std::string> &presets, const std::vector<std::string> &dialects)
{
    std::vector<std::string> all;
    for (const std::string &preset : presets) {
        if (dialects.empty() || preset.find('@') != std::string::npos)
            all.push_back(preset);
        else
            for (const std::string &dialect : dialects)
                all.push_back(preset + '@' + dialect);
    }
    return all;
}

Expected<void> readTime(const std::string &text, std::optional<Duration> &value)
{
    if (text.empty())
        return {};
    return simulator::parseDuration(text).map([&](Duration time) { value = time; });
}

Expected<void> readOptions(Options &options)
{
    for (const std::string &quirk : options.quirks)
        if (auto added = simulator::addQuirk(options.server.quirks, quirk); !added)
            return added;
    std::optional<Duration> coldStart;
    for (auto [text, value] : {std::pair{&options.ttft, &options.server.ttft},
                               {&options.tpot, &options.server.tpot},
                               {&options.firstByte, &options.server.limits.firstByte},
                               {&options.coldStart, &coldStart}})
        if (auto read = readTime(*text, *value); !read)
            return read;
    options.server.coldStart = coldStart.value_or(Duration::zero());
    if (options.server.presets.empty())
        options.server.presets = {"instant"};
    options.server.presets = combined(options.server.presets, options.dialects);
    return readSecrets(options);
}

void listDialects()
{
    for (const simulator::Dialect *dialect : simulator::dialects()) {
        std::printf("%-16s %-48s %s\n", std::string(dialect->name).c_str(), std::string(dialect->shown).c_str(),
                    std::string(dialect->version).c_str());
        for (const simulator::Endpoint &endpoint : dialect->endpoints)
            std::printf("    %s\n", std::string(endpoint.path).c_str());
    }
}

void listPresets()
{
    for (const simulator::Preset &preset : simulator::presets())
        std::printf("%-30s %-8s %s\n", preset.name.c_str(), simulator::name(preset.basis), preset.model.c_str());
    std::printf(
        "Fitted to token rates measured in 2024 at 10, 50 and 100 users, taking prompts of %u and answers of %u "
        "tokens.\n",
        simulator::AssumedPromptTokens, simulator::AssumedOutputTokens);
}

void listQuirks()
{
    for (const simulator::QuirkName &quirk : simulator::quirkNames()) {
        const auto text = std::string(quirk.name)
            + (quirk.argument.empty() ? std::string() : "[=" + std::string(quirk.argument) + "]");
        std::printf("%-26s %s\n", text.c_str(), std::string(quirk.meaning).c_str());
    }
}

/// Every stream is an open file; take as many as the system lets us.
void raiseFileLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/// Blocks until a signal asks for the end or, with `watchInput`, standard input ends.
void waitForEnd(const sigset_t &signals, bool watchInput)
{
    std::array<pollfd, 2> sources{{{signalfd(-1, &signals, SFD_CLOEXEC), POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}}};
    while (poll(sources.data(), watchInput ? 2 : 1, -1) >= 0 || errno == EINTR) {
        if (sources[0].revents != 0)
            break;
        std::array<char, 256> ignored{};
        if (watchInput && sources[1].revents != 0 && read(STDIN_FILENO, ignored.data(), ignored.size()) <= 0)
            break;
    }
    close(sources[0].fd);
}

/// An error in words: this program links no translations.
int complain(const Error &error)
{
    std::string what = error.detail;
    switch (error.code) {
    case ErrorCode::BadUsage: what = "not understood: " + what + "; see --help, --list and --list-quirks"; break;
    case ErrorCode::ConnectRefused: what = "cannot listen at " + what; break;
    case ErrorCode::FileUnwritable: what = "cannot write " + what; break;
    default: what = std::string(name(error.code)) + ": " + what; break;
    }
    if (!error.cause.empty())
        what += " (" + error.cause + ")";
    std::fprintf(stderr, "tokamark-sim: %s\n", what.c_str());
    return error.code == ErrorCode::BadUsage ? ExitBadUsage : ExitUnwritable;
}

int serve(const Options &options)
{
    // Blocked before the server's thread starts, so that it inherits the mask and the signals wait for us.
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    if (options.dieWithParent) {
        // A parent that ended before this line shows in the end of standard input.
        prctl(PR_SET_PDEATHSIG, SIGTERM);
    }
    raiseFileLimit();
    const auto server = simulator::SimulatorServer::start(options.server);
    if (!server)
        return complain(server.error());
    std::printf("READY %s", (*server)->url().c_str());
    if (const auto metricsPort = (*server)->metricsPort())
        std::printf(" metrics http://127.0.0.1:%u/metrics", unsigned{*metricsPort});
    std::printf("\n");
    std::fflush(stdout);
    waitForEnd(signals, options.dieWithParent);
    return 0;
}

int run(int argc, char **argv)
{
    CLI::App app("Plays LLM serving backends over HTTP on 127.0.0.1. Nothing it says was measured on a GPU.",
                 "tokamark-sim");
    Options options;
    declareOptions(app, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        const int code = app.exit(error);
        return code == 0 ? 0 : ExitBadUsage;
    }
    if (options.list || options.listDialects || options.listQuirks) {
        if (options.list)
            listPresets();
        if (options.listDialects)
            listDialects();
        if (options.listQuirks)
            listQuirks();
        return 0;
    }
    if (const auto read = readOptions(options); !read)
        return complain(read.error());
    return serve(options);
}

} // namespace

int main(int argc, char **argv)
{
    try {
        return run(argc, argv);
    } catch (const std::exception &error) {
        std::fprintf(stderr, "tokamark-sim: internal: %s\n", error.what());
        return 1;
    }
}
