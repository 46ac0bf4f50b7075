#include "profiles/answers.h"
#include "profiles/registry.h"

#include <algorithm>
#include <array>

namespace tokamark::profiles {

namespace {

using std::string_view;
using enum Meaning;
using enum SeriesForm;

constexpr const char *ServerPath = "/v2";
constexpr const char *IndexPath = "/v2/repository/index";
constexpr const char *ReadyPath = "/v2/health/ready";

constexpr std::array<const protocol::NativeDialect *, 2> Natives{&protocol::TritonEnsemble, &protocol::TritonLlmApi};

constexpr std::array FrontEndOwners{string_view("Triton Inference Server")};
constexpr std::array BlindProbes{string_view(ServerPath)};

constexpr std::array Metrics{
    MetricName{Running, Gauge, "nv_trt_llm_request_metrics", LabelFilter{"request_type", "active"}},
    MetricName{Waiting, Gauge, "nv_trt_llm_request_metrics", LabelFilter{"request_type", "waiting"}},
    MetricName{KvUse, Gauge, "nv_trt_llm_kv_cache_block_metrics", LabelFilter{"kv_cache_block_type", "fraction"}},
    // Each part of an ensemble counts for itself; "postprocessing" makes one response per token.
    MetricName{RequestsDone, Counter, "nv_inference_request_success", LabelFilter{"model", "ensemble"}},
    MetricName{RequestsDone, Counter, "nv_inference_request_success", LabelFilter{"model", "tensorrt_llm"}},
    MetricName{RequestsFailed, Counter, "nv_inference_request_failure", LabelFilter{"model", "ensemble"}},
    MetricName{RequestsFailed, Counter, "nv_inference_request_failure", LabelFilter{"model", "tensorrt_llm"}},
    MetricName{OutputTokens, Counter, "nv_inference_count", LabelFilter{"model", "postprocessing"}},
};

std::string configPath(const std::string &model)
{
    return "/v2/models/" + model + "/config";
}

std::vector<std::string> modelNames(const Answers &answers)
{
    constexpr std::size_t Most = 12;
    std::vector<std::string> names;
    const Json index = answers.document(IndexPath);
    if (!index.is_array())
        return names;
    for (const Json &entry : index) {
        std::string name = text(entry, "name");
        // A name goes into a path: one that a path would have to escape is nothing that this program can call.
        const bool plain = name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")
            == std::string::npos;
        if (!name.empty() && plain && names.size() < Most)
            names.push_back(std::move(name));
    }
    return names;
}

std::vector<std::string> tensorNames(const Json &config, const char *side)
{
    std::vector<std::string> names;
    if (config.is_object() && config.contains(side) && config[side].is_array()) {
        for (const Json &tensor : config[side])
            names.push_back(text(tensor, "name"));
    }
    return names;
}

/// A model that takes and gives text is one to ask; the names of its other inputs tell which of the two layouts it has.
void readModel(const std::string &name, const Json &config, Detection &detection)
{
    std::vector<std::string> inputs = tensorNames(config, "input");
    const std::vector<std::string> outputs = tensorNames(config, "output");
    const auto has = [](const std::vector<std::string> &names, const char *wanted) {
        return std::ranges::find(names, wanted) != names.end();
    };
    if (!has(inputs, "text_input") || !has(outputs, "text_output"))
        return;
    const bool llmApi = has(inputs, "sampling_param_max_tokens");
    note(detection, configPath(name), llmApi ? "inputs of the LLM API" : "inputs of the ensemble");
    const Json policy = config.value("model_transaction_policy", Json::object());
    const bool decoupled = policy.is_object() && policy.value("decoupled", Json(false)) == Json(true);
    if (llmApi && !decoupled)
        note(detection, configPath(name), "decoupled: false, so it cannot stream");
    detection.models.push_back({name, {}});
    detection.endpoints.push_back("/v2/models/" + name + "/generate_stream");
    detection.natives.push_back({llmApi ? "llmapi" : "ensemble", name, std::move(inputs)});
}

std::vector<Probe> followUps(const Answers &answers)
{
    if (text(answers.document(ServerPath), "name") != "triton")
        return {};
    std::vector<Probe> probes{{IndexPath, true}, {ReadyPath, false}};
    for (const std::string &name : modelNames(answers))
        probes.push_back({configPath(name), false});
    return probes;
}

bool read(const Answers &answers, Detection &detection)
{
    const Json server = answers.document(ServerPath);
    if (text(server, "name") != "triton")
        return false;
    detection.version = text(server, "version");
    note(detection, ServerPath, "name \"triton\"");
    for (const std::string &name : modelNames(answers))
        readModel(name, answers.document(configPath(name)), detection);
    // The whole chain before its parts: "ensemble" is what its makers mean to be called.
    std::ranges::stable_partition(detection.natives, [](const auto &native) { return native.model == "ensemble"; });
    std::ranges::stable_partition(detection.models, [](const auto &model) { return model.id == "ensemble"; });
    return true;
}

} // namespace

constinit const BackendProfile Triton{
    .kind = "triton",
    .name = "Triton",
    .port = 8000,
    .openAi = protocol::OpenAiTraits{.oneTokenPerEvent = true},
    .natives = Natives,
    .readiness = {.path = ReadyPath},
    .keepAlive = {.nativeIdleLimit = Duration()}, // seen open after 40 s; the OpenAI front end is one of Python's
    .fingerprint = {.blindProbes = BlindProbes, .read = read, .followUps = followUps},
    .metrics = {.path = "/metrics", .port = 8002, .names = Metrics},
};

// A program of its own that has the server inside, and shows the server's counters on the port of its API.
constinit const BackendProfile TritonOpenAi{
    .kind = "triton-openai",
    .name = "Triton (OpenAI)",
    .port = 9000,
    .openAi = protocol::OpenAiTraits{.oneTokenPerEvent = true},
    .readiness = {.path = "/health/ready"},
    .fingerprint = {.owners = FrontEndOwners},
    .metrics = {.path = "/metrics", .names = Metrics},
};

} // namespace tokamark::profiles
