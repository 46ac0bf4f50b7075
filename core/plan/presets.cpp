#include "plan/presets.h"

#include "plan/nearestname.h"
#include "plan/plannames.h"

#include <array>
#include <string>

namespace tokamark::plan {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view DemoKey = "demo";
constexpr std::string_view QuickLookKey = "quick-look";
constexpr std::string_view StudyKey = "bentoml-2024";
constexpr std::string_view CorrectedKey = "bentoml-2024-corrected";
constexpr std::string_view LimitKey = "find-my-limit";
constexpr std::array Keys{DemoKey, QuickLookKey, StudyKey, CorrectedKey, LimitKey};

/// The backends of the study, in the order in which charts list them.
struct Engine {
    const char *name;
    const char *kind;
    const char *simulation; ///< first part of the simulator's preset name
    const char *url; ///< where such a server usually listens
};

constexpr std::array Engines{Engine{"LMDeploy", "lmdeploy", "lmdeploy", "http://127.0.0.1:23333"},
                             Engine{"MLC-LLM", "mlc-llm", "mlc", "http://127.0.0.1:8001"},
                             Engine{"TensorRT-LLM", "trtllm-serve", "trtllm", "http://127.0.0.1:8002"},
                             Engine{"vLLM", "vllm", "vllm", "http://127.0.0.1:8000"},
                             Engine{"TGI", "tgi", "tgi", "http://127.0.0.1:3000"}};

std::vector<Target> studyTargets(const PresetOptions &options)
{
    const bool small = options.model == PresetModel::Llama8b;
    const std::string suffix = small ? "-llama3-8b-a100" : "-llama3-70b-awq-a100";
    std::vector<Target> targets;
    for (const Engine &engine : Engines) {
        Target target;
        target.name = engine.name;
        target.kind = engine.kind;
        target.url = options.simulated ? std::string(SimulatedScheme) + engine.simulation + suffix : engine.url;
        target.device = "gpu0";
        // What is simulated has the limits of the hardware that it stands for.
        if (options.simulated) {
            target.gpus = 1;
            target.hardware.gpu = "a100-sxm-80gb";
            target.hardware.model = small ? "llama3-8b" : "llama3-70b";
            target.hardware.weights = small ? "bf16" : "awq";
            target.note
                = small ? "Llama 3 8B, one A100 80 GB, simulated" : "Llama 3 70B, 4 bits, one A100 80 GB, simulated";
        }
        targets.push_back(std::move(target));
    }
    return targets;
}

/// Real MLC-LLM and TGI cannot be asked for an exact length by a plain field; their simulations can. Without it they
/// would answer at lengths of their own, and could not be compared with the others.
void askSimulationsForExactLengths(Plan &plan)
{
    for (Target &target : plan.targets) {
        if (target.isSimulated() && (target.kind == "mlc-llm" || target.kind == "tgi"))
            target.extraBody = R"({"ignore_eos":true})";
    }
}

Plan demo(PresetOptions options)
{
    options.simulated = true;
    Plan plan;
    plan.name = "First look, simulated";
    plan.description
        = "Five simulated backends, Llama 3 8B on one A100. Kept under three minutes: answers of 48 tokens, "
          "8.5 seconds for each point, p50 and p90 because higher percentiles would need more requests.";
    plan.targets = studyTargets(options);
    askSimulationsForExactLengths(plan);
    plan.workloads.front().inputTokens.mean = 90;
    plan.workloads.front().outputTokens.mean = 48;
    plan.load.levels = {10, 50, 100};
    plan.load.ramp = 300ms;
    plan.load.warmup = 700ms;
    // The slowest at 10 users then ends a good hundred requests, ten of them beyond p90.
    plan.load.duration = 8500ms;
    plan.percentiles = {50, 90};
    return plan;
}

Plan quickLook(const PresetOptions &options)
{
    Plan plan;
    plan.name = "Quick look";
    plan.description = "A few minutes for a first impression: three loads, one repetition, exact output lengths.";
    plan.targets = studyTargets(options);
    askSimulationsForExactLengths(plan);
    plan.load.levels = {1, 10, 50};
    plan.load.ramp = 2s;
    plan.load.duration = 20s;
    plan.percentiles = {50, 90};
    return plan;
}

Plan study(const PresetOptions &options)
{
    Plan plan;
    plan.name = "BentoML 2024 study";
    plan.description
        = "The protocol of the BentoML study of June 2024: 10, 50 and 100 users for five minutes, ramp "
          "inside the averages, no warm-up, natural ends of answers up to 512 tokens. Prompts are synthetic, "
          "30 to 150 tokens as its filter allowed; name a file of databricks-dolly-15k to have its own. "
          "The study left sampling to each server; here temperature 0 is sent to all.";
    plan.targets = studyTargets(options);
    Workload &workload = plan.workloads.front();
    workload.name = "dolly-like";
    workload.inputTokens = {LengthSpec::Shape::Uniform, 90, 60, 30, 150};
    workload.outputTokens.mean = 512;
    workload.ignoreEos = false;
    workload.uniquePrompts = false;
    plan.load.levels = {10, 50, 100};
    plan.load.ramp = 20s;
    plan.load.rampInsideWindow = true;
    plan.load.duration = 300s;
    plan.load.warmup = 0s;
    plan.load.thinkTime = 10ms;
    return plan;
}

Plan correctedStudy(const PresetOptions &options)
{
    Plan plan = study(options);
    plan.name = "BentoML 2024 study, corrected";
    plan.description
        = "The loads of the BentoML study of June 2024 with its weak points mended: ramp and warm-up outside "
          "the window, equal output lengths for all, one temperature for all, a fresh start of each prompt "
          "against prefix caches, three repetitions.";
    Workload &workload = plan.workloads.front();
    workload.outputTokens.mean = 200;
    workload.ignoreEos = true;
    workload.uniquePrompts = true;
    plan.load.rampInsideWindow = false;
    plan.load.warmup.reset();
    plan.repetitions = 3;
    askSimulationsForExactLengths(plan);
    return plan;
}

Plan findMyLimit(const PresetOptions &options)
{
    Plan plan = quickLook(options);
    plan.name = "Find my limit";
    plan.description = "The most users at once with 95 % of first tokens within half a second and 50 ms a token after "
                       "that. Doubles the users until that fails, halves the bracket from there on, and measures the "
                       "points at the edge three times.";
    plan.load.levels.clear();
    Search &search = plan.search.emplace();
    search.highest = 512;
    search.requirements = {{Slo::Metric::Ttft, 95, 500}, {Slo::Metric::Tpot, 95, 50}};
    plan.repetitions = SearchRepetitions;
    plan.percentiles = {50, 90, 95};
    return plan;
}

} // namespace

std::span<const std::string_view> presetKeys()
{
    return Keys;
}

Expected<Plan> makePreset(std::string_view key, const PresetOptions &options)
{
    Plan plan;
    if (key == DemoKey)
        plan = demo(options);
    else if (key == QuickLookKey)
        plan = quickLook(options);
    else if (key == StudyKey)
        plan = study(options);
    else if (key == CorrectedKey)
        plan = correctedStudy(options);
    else if (key == LimitKey)
        plan = findMyLimit(options);
    else
        return fail(ErrorCode::NotFound, std::string(key), std::string(nearestName(key, Keys)));
    plan.preset = key;
    if (options.duration)
        plan.load.duration = *options.duration;
    if (options.ramp)
        plan.load.ramp = *options.ramp;
    return plan;
}

} // namespace tokamark::plan
