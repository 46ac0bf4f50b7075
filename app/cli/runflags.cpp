#include "cli/runflags.h"

#include "cli/commonoptions.h"
#include "http/url.h"
#include "plan/plannames.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>

namespace tokamark::cli {
namespace {

constexpr const char *TargetGroup = "Target";
constexpr const char *LoadGroup = "Load";
constexpr const char *WorkloadGroup = "Workload";
constexpr const char *ResultGroup = "Result";

/// Files are named relative to where the command is typed; the plan keeps where they are.
std::string absolutePath(const std::string &path)
{
    if (path.empty())
        return {};
    std::error_code ignored;
    return std::filesystem::absolute(path, ignored).lexically_normal().string();
}

} // namespace

Expected<std::pair<std::string, std::string>> splitHeader(const std::string &text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos || colon == 0)
        return fail(ErrorCode::BadHeader, text.substr(0, text.find(' '))); // what follows may be a key
    std::string value = text.substr(colon + 1);
    const std::size_t start = value.find_first_not_of(" \t");
    return std::pair(text.substr(0, colon), start == std::string::npos ? std::string() : value.substr(start));
}

std::optional<plan::Slo> parseSlo(const std::string &text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos)
        return std::nullopt;
    plan::Slo slo;
    const char *const end = text.data() + text.size();
    const auto number = std::from_chars(text.data() + colon + 1, end, slo.limitMs);
    if (number.ec != std::errc() || number.ptr != end || !(slo.limitMs > 0))
        return std::nullopt;
    for (const auto &entry : plan::SloNames) {
        if (text.substr(0, colon) == entry.text) {
            slo.metric = entry.value;
            return slo;
        }
    }
    return std::nullopt;
}

void RunFlags::addTo(CLI::App &options)
{
    const std::size_t before = options.get_options().size();
    addTarget(options);
    addLoad(options);
    m_search.addTo(options, LoadGroup);
    addWorkload(options);
    addResult(options);
    const std::vector<CLI::Option *> all = options.get_options();
    m_all.assign(all.begin() + static_cast<std::ptrdiff_t>(before), all.end());
}

void RunFlags::addTarget(CLI::App &options)
{
    options
        .add_option(
            "--base-url,--url", m_baseUrl,
            "Server to measure: http://HOST:PORT, a HOST alone to look for it at the usual ports, or sim:PRESET")
        ->type_name("URL")
        ->group(TargetGroup);
    m_kindOption
        = options.add_option("--backend", m_kind, "What serves there (default: what the server says of itself)")
              ->check(CLI::IsMember(std::vector<std::string>(plan::KindNames.begin(), plan::KindNames.end())))
              ->group(TargetGroup);
    options
        .add_option("--name", m_name,
                    "Name of the run and of its target (default: the kind of backend, or the simulated preset)")
        ->group(TargetGroup);
    options.add_option("--model", m_model, "Model as the server names it (default: the first that it lists)")
        ->group(TargetGroup);
    options
        .add_option("--endpoint", m_endpoint,
                    "Which of the server's APIs; auto: chat where it has that, else its own (default: auto)")
        ->check(CLI::IsMember({"auto", "chat", "completions", "native"}))
        ->group(TargetGroup);
    options
        .add_option("--native", m_native,
                    "Which of the server's own APIs, where it has several: ensemble, llmapi, chat")
        ->type_name("NAME")
        ->group(TargetGroup);
    addRepeatable(options, "--header", m_headers,
                  "Extra header, 'Name: value'; may be repeated. A secret may be env:VARIABLE or keychain:NAME")
        ->group(TargetGroup);
    options
        .add_option("--extra-body", m_extraBody,
                    "JSON object merged into each request body. A secret may be env:VARIABLE or keychain:NAME")
        ->type_name("JSON")
        ->group(TargetGroup);
    options
        .add_option("--api-key-env", m_apiKeyEnv, "Environment variable that holds the key; the key is never stored")
        ->type_name("VAR")
        ->group(TargetGroup);
    options.add_option("--api-key-keychain", m_apiKeyKeychain, "Name of the key in the system's keychain, instead")
        ->type_name("NAME")
        ->group(TargetGroup);
    options.add_option("--ca-file", m_caFile, "PEM file with the authorities to trust instead of the system's")
        ->type_name("FILE")
        ->group(TargetGroup);
    options.add_flag("--insecure", m_insecure, "Do not verify the server's certificate")->group(TargetGroup);
    addRepeatable(options, "--metrics-url", m_metricsUrls,
                  "The server's own metrics, in Prometheus' form; once for each replica, or 'off' (default: where its "
                  "kind keeps them)")
        ->type_name("URL")
        ->group(TargetGroup);
    options.add_option("--gpus", m_gpus, "GPUs that serve the target, for rates per GPU")
        ->type_name("N")
        ->group(TargetGroup);
    options
        .add_option("--gpu-metrics-url", m_gpuMetricsUrl,
                    "DCGM exporter of the server's GPUs, where they are in another host")
        ->type_name("URL")
        ->group(TargetGroup);
    options
        .add_option("--gpu", m_hardware.gpu,
                    "GPU of the target, for what is physically possible: A100-80GB, h100-sxm, l40s")
        ->type_name("NAME")
        ->group(TargetGroup);
    options
        .add_option("--model-shape", m_hardware.model,
                    "Shape of the model: llama3-8b, or the path of its config.json (default: by the model's name)")
        ->type_name("NAME|FILE")
        ->group(TargetGroup);
    options
        .add_option("--weights", m_hardware.weights,
                    "Format of the weights: fp16, bf16, fp8, int8, int4, awq, gptq (default: by the model's name)")
        ->type_name("FORMAT")
        ->group(TargetGroup);
    options.add_option("--kv-cache", m_hardware.kv, "Format of the KV cache: fp16, bf16, fp8, int8 (default: 16 bits)")
        ->type_name("FORMAT")
        ->group(TargetGroup);
}

void RunFlags::addLoad(CLI::App &options)
{
    options
        .add_option("--max-concurrency,--concurrency", m_levels,
                    "Concurrent users, one point for each: 1,10,50; with --request-rate or --trace, requests in flight "
                    "at most")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("N,..")
        ->group(LoadGroup);
    options
        .add_option("--request-rate", m_rates,
                    "Requests per second, one point for each: 1,2,4; inf: all at once, or by users with "
                    "--max-concurrency")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("RATE,..")
        ->group(LoadGroup);
    options
        .add_option("--burstiness", m_burstiness,
                    "Shape of the gaps between requests: 1 is Poisson, less comes in bursts, inf is constant (default: "
                    "1)")
        ->type_name("B")
        ->group(LoadGroup);
    options
        .add_option("--trace", m_trace,
                    "Requests as recorded: a trace of Mooncake, Azure or BurstGPT, all of it "
                    "unless --duration or --num-prompts cuts it")
        ->type_name("FILE")
        ->group(LoadGroup);
    options.add_option("--trace-speed", m_traceSpeeds, "Times the speed of the trace, one point for each (default: 1)")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("X,..")
        ->group(LoadGroup);
    addDuration(
        options, "--duration,--benchmark-duration", [this](Duration value) { m_duration = value; },
        "Length of the window that is measured, of each point (default: 60s)")
        ->group(LoadGroup);
    options
        .add_option("--num-prompts,--request-count", m_prompts,
                    "Requests of each point, instead of a duration; all count")
        ->type_name("N")
        ->group(LoadGroup);
    addDuration(
        options, "--ramp", [this](Duration value) { m_ramp = value; },
        "Time over which users start one after another, or the rate rises (default: 0s)")
        ->group(LoadGroup);
    addDuration(
        options, "--warmup", [this](Duration value) { m_warmup = value; },
        "Time before the window, with --duration (default: until the rate is steady, at most 30s)")
        ->group(LoadGroup);
    options
        .add_option("--num-warmups,--warmup-request-count", m_warmupRequests,
                    "Requests sent and awaited before each point (default: 0)")
        ->type_name("N")
        ->group(LoadGroup);
    options
        .add_option("--num-runs,--num-profile-runs", m_runs,
                    "Repetitions of each point (default: 1; with --find-limit 3, of the points at the edge)")
        ->type_name("N")
        ->group(LoadGroup);
    addDuration(
        options, "--think-time", [this](Duration value) { m_thinkTime = value; },
        "Pause of a user after each answer (default: 0s)")
        ->group(LoadGroup);
    addDuration(
        options, "--timeout", [this](Duration value) { m_timeout = value; },
        "Time after which a request has failed (default: 60s)")
        ->group(LoadGroup);
}

void RunFlags::addWorkload(CLI::App &options)
{
    options.add_option("--dataset,--dataset-path", m_dataset, "Prompts from a JSONL file instead of synthetic ones")
        ->type_name("FILE")
        ->group(WorkloadGroup);
    options
        .add_option("--random-input-len,--isl", m_inputTokens, "Tokens of a synthetic prompt, nominal (default: 128)")
        ->type_name("N")
        ->group(WorkloadGroup);
    options.add_option("--random-output-len,--osl", m_outputTokens, "Tokens of an answer, max_tokens (default: 128)")
        ->type_name("N")
        ->group(WorkloadGroup);
    options.add_flag("--ignore-eos", m_ignoreEos, "Ask for answers of exactly that length, where the server can")
        ->group(WorkloadGroup);
    options.add_option("--system-prompt", m_systemPrompt, "System prompt of every request")->group(WorkloadGroup);
    options.add_option("--temperature", m_temperature, "Sampling temperature, always sent (default: 0)")
        ->type_name("T")
        ->group(WorkloadGroup);
    options.add_option("--seed,--random-seed", m_seed, "Seed of prompts and lengths (default: 0)")
        ->type_name("N")
        ->group(WorkloadGroup);
}

void RunFlags::addResult(CLI::App &options)
{
    const auto readSlos = [this](const std::vector<std::string> &texts) {
        m_slos.clear();
        for (const std::string &text : texts) {
            const std::optional<plan::Slo> slo = parseSlo(text);
            if (!slo)
                throw CLI::ValidationError(
                    "--goodput", "'" + text + "' is not METRIC:MILLISECONDS with a metric of ttft, tpot, e2el, stall");
            m_slos.push_back(*slo);
        }
    };
    options
        .add_option_function<std::vector<std::string>>(
            "--goodput", readSlos, "Limits that a request must meet to count as good: ttft:500 tpot:50")
        ->type_name("METRIC:MS")
        ->group(ResultGroup);
    const std::vector<double> kept(plan::KeptPercentiles.begin(), plan::KeptPercentiles.end());
    options
        .add_option("--percentiles,--metric-percentiles", m_percentiles,
                    "Percentiles to show and to judge by, of 50, 90, 95 and 99 (default: all four)")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::IsMember(kept))
        ->type_name("P,..")
        ->group(ResultGroup);
}

bool RunFlags::any() const
{
    // --name also names a run made from a plan file.
    return std::ranges::any_of(
        m_all, [](const CLI::Option *option) { return option->count() > 0 && !option->check_lname("name"); });
}

/// In vLLM's benchmark an infinite rate with a limit in flight is what a closed loop is here: a request follows each
/// that ends.
bool RunFlags::isClosedLoop() const
{
    const bool endless = m_rates.size() == 1 && std::isinf(m_rates.front());
    return m_trace.empty() && (m_rates.empty() || (endless && !m_levels.empty()));
}

Expected<void> RunFlags::setLevels(plan::Load &load) const
{
    if (isClosedLoop()) {
        if (m_levels.empty() && !m_search.isAsked())
            return fail(ErrorCode::BadUsage, "no load",
                        "give the numbers of concurrent users: --max-concurrency 1,10,50; or requests per second: "
                        "--request-rate 1,2,4");
        load.levels.assign(m_levels.begin(), m_levels.end());
        return {};
    }
    if (!m_trace.empty() && !m_rates.empty())
        return fail(ErrorCode::BadUsage, "--trace, --request-rate", "a load is either a rate or a trace");
    if (m_levels.size() > 1)
        return fail(ErrorCode::BadUsage, "--max-concurrency",
                    "with --request-rate or --trace it is one limit for all points");
    if (!m_levels.empty())
        load.maxInFlight = m_levels.front();
    if (m_trace.empty()) {
        load.kind = plan::LoadKind::Open;
        load.levels = m_rates;
        return {};
    }
    load.kind = plan::LoadKind::Trace;
    load.trace = absolutePath(m_trace);
    load.levels = m_traceSpeeds.empty() ? std::vector<double>{1} : m_traceSpeeds;
    load.duration.reset();
    load.warmup = Duration{};
    return {};
}

/// What would be the levels are the bounds of a search.
Expected<void> RunFlags::setSearch(plan::Plan &plan) const
{
    plan.repetitions = m_runs.value_or(m_search.isAsked() ? plan::SearchRepetitions : 1);
    if (!m_search.isAsked())
        return {};
    auto search = m_search.search(plan.load.levels);
    if (!search)
        return tl::unexpected(search.error());
    plan.search = std::move(*search);
    plan.load.levels.clear();
    return {};
}

Expected<plan::Target> RunFlags::target() const
{
    plan::Target target;
    target.name = m_name.empty() ? m_kind : m_name;
    target.url = m_baseUrl;
    target.kind = m_kind;
    target.model = m_model;
    for (const auto &entry : plan::EndpointNames) {
        if (entry.text == m_endpoint)
            target.endpoint = entry.value;
    }
    target.native = m_native;
    for (const std::string &text : m_headers) {
        auto header = splitHeader(text);
        if (!header)
            return tl::unexpected(header.error());
        target.headers.push_back(std::move(*header));
    }
    target.extraBody = m_extraBody;
    target.apiKeyEnv = m_apiKeyEnv;
    target.apiKeyKeychain = m_apiKeyKeychain;
    target.tls = {absolutePath(m_caFile), m_insecure};
    target.metricsUrls = m_metricsUrls;
    target.gpus = m_gpus;
    target.gpuMetricsUrl = m_gpuMetricsUrl;
    target.hardware = m_hardware;
    if (m_hardware.model.ends_with(".json"))
        target.hardware.model = absolutePath(m_hardware.model);
    return target;
}

Expected<plan::Load> RunFlags::load() const
{
    if (m_duration && m_prompts)
        return fail(ErrorCode::BadUsage, "--duration, --num-prompts");
    if (m_trace.empty() && !m_traceSpeeds.empty())
        return fail(ErrorCode::BadUsage, "--trace-speed", "it needs --trace");
    plan::Load load;
    if (const auto set = setLevels(load); !set)
        return tl::unexpected(set.error());
    if (m_prompts) {
        load.requests = m_prompts;
        load.duration.reset();
    } else if (m_duration) {
        load.duration = m_duration;
    }
    load.ramp = m_ramp;
    if (m_warmup)
        load.warmup = m_warmup;
    load.burstiness = m_burstiness;
    load.warmupRequests = m_warmupRequests;
    load.thinkTime = m_thinkTime;
    return load;
}

plan::Workload RunFlags::workload() const
{
    plan::Workload workload;
    if (!m_dataset.empty()) {
        workload.origin = plan::PromptOrigin::File;
        workload.file = absolutePath(m_dataset);
    }
    workload.inputTokens.mean = m_inputTokens;
    workload.outputTokens.mean = m_outputTokens;
    workload.ignoreEos = m_ignoreEos;
    workload.systemPrompt = m_systemPrompt;
    workload.temperature = m_temperature;
    return workload;
}

Expected<plan::Plan> RunFlags::plan() const
{
    if (m_baseUrl.empty())
        return fail(ErrorCode::BadUsage, "nothing to measure",
                    "name a plan file, or a server: --base-url http://127.0.0.1:8000");

    auto target = this->target();
    if (!target)
        return tl::unexpected(target.error());
    auto load = this->load();
    if (!load)
        return tl::unexpected(load.error());
    plan::Plan plan;
    plan.name = target->name;
    plan.targets.push_back(std::move(*target));
    plan.workloads = {workload()};
    plan.load = std::move(*load);
    if (const auto set = setSearch(plan); !set)
        return tl::unexpected(set.error());
    plan.slos = m_slos;
    if (!m_percentiles.empty())
        plan.percentiles = m_percentiles;
    plan.limits.requestTimeout = m_timeout;
    plan.seed = m_seed;
    return plan;
}

} // namespace tokamark::cli
