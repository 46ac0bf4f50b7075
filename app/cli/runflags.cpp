#include "cli/runflags.h"

#include "cli/commonoptions.h"
#include "plan/plannames.h"

#include <algorithm>
#include <charconv>

namespace tokamark::cli {
namespace {

constexpr const char *TargetGroup = "Target";
constexpr const char *LoadGroup = "Load";
constexpr const char *WorkloadGroup = "Workload";
constexpr const char *ResultGroup = "Result";

/// "ttft:500" as `--goodput` takes it; empty if it is not of that form.
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

} // namespace

void RunFlags::addTo(CLI::App &options)
{
    const std::size_t before = options.get_options().size();
    m_target.addTo(options, TargetGroup);
    m_load.addTo(options, LoadGroup);
    addWorkload(options);
    addResult(options);
    const std::vector<CLI::Option *> all = options.get_options();
    m_all.assign(all.begin() + static_cast<std::ptrdiff_t>(before), all.end());
}

void RunFlags::addWorkload(CLI::App &options)
{
    options.add_option("--dataset,--dataset-path", m_dataset, "Prompts from a JSONL file instead of synthetic ones")
        ->type_name("FILE")
        ->group(WorkloadGroup);
    options
        .add_option("--random-input-len,--isl", m_inputTokens, "Tokens of a synthetic prompt, nominal (default: 128)")
        ->check(wholeNumberFrom(1))
        ->type_name("N")
        ->group(WorkloadGroup);
    options.add_option("--random-output-len,--osl", m_outputTokens, "Tokens of an answer, max_tokens (default: 128)")
        ->check(wholeNumberFrom(1))
        ->type_name("N")
        ->group(WorkloadGroup);
    CLI::Option *exact = options.add_flag("--ignore-eos", m_ignoreEos,
                                          "Ask for answers of exactly that length, where the server can (the default)");
    exact->group(WorkloadGroup);
    options
        .add_flag_callback(
            "--no-ignore-eos", [this] { m_ignoreEos = false; }, "Let the model end its answers")
        ->excludes(exact)
        ->group(WorkloadGroup);
    options.add_option("--system-prompt", m_systemPrompt, "System prompt of every request")->group(WorkloadGroup);
    options.add_option("--temperature", m_temperature, "Sampling temperature, always sent (default: 0)")
        ->type_name("T")
        ->group(WorkloadGroup);
    options.add_option("--seed,--random-seed", m_seed, "Seed of prompts and lengths (default: 0)")
        ->check(wholeNumberFrom(0, UINT64_MAX))
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
    asList(options.add_option("--percentiles,--metric-percentiles", m_percentiles,
                              "Percentiles to show and to judge by, of 50, 90, 95 and 99 (default: all four)"))
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
    if (!m_target.isGiven())
        return fail(ErrorCode::BadUsage, "nothing to measure",
                    "name a plan file, or a server: --base-url http://127.0.0.1:8000");

    auto target = m_target.target();
    if (!target)
        return tl::unexpected(target.error());
    plan::Plan plan;
    plan.name = target->name;
    plan.targets.push_back(std::move(*target));
    plan.workloads = {workload()};
    if (const auto set = m_load.applyTo(plan); !set)
        return tl::unexpected(set.error());
    plan.slos = m_slos;
    if (!m_percentiles.empty())
        plan.percentiles = m_percentiles;
    plan.seed = m_seed;
    return plan;
}

} // namespace tokamark::cli
