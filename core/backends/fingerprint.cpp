#include "backends/fingerprint.h"

#include "protocol/errortext.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace tokamark::backends {

namespace {

using json = nlohmann::ordered_json;

struct Owner {
    std::string_view ownedBy;
    std::string_view kind;
};

/// `owned_by` of a model's entry, as the servers' sources have it.
constexpr std::array Owners{
    Owner{"vllm", "vllm"},
    Owner{"sglang", "sglang"},
    Owner{"llamacpp", "llama.cpp"},
    Owner{"lmdeploy", "lmdeploy"},
    Owner{"MLC-LLM", "mlc-llm"},
    Owner{"tensorrt_llm", "trtllm-serve"},
    Owner{"Triton Inference Server", "triton"},
};

/// The body as JSON; discarded if it is none.
json parsed(const ProbeAnswer &answer)
{
    return answer.isGood() ? json::parse(answer.body, nullptr, false) : json(json::value_t::discarded);
}

std::string text(const json &object, const char *key)
{
    if (!object.is_object())
        return {};
    const auto member = object.find(key);
    return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

std::optional<std::int64_t> number(const json &object, const char *key)
{
    if (!object.is_object())
        return {};
    const auto member = object.find(key);
    if (member == object.end() || !member->is_number_integer())
        return {};
    return member->get<std::int64_t>();
}

std::string said(const std::string &path, const std::string &what)
{
    return "GET " + path + ": " + what;
}

std::optional<std::uint32_t> positive(std::optional<std::int64_t> value)
{
    if (!value || *value <= 0 || *value > std::int64_t(UINT32_MAX))
        return {};
    return std::uint32_t(*value);
}

std::string_view kindOfOwner(std::string_view ownedBy)
{
    const auto *const owner = std::ranges::find(Owners, ownedBy, &Owner::ownedBy);
    return owner == Owners.end() ? std::string_view() : owner->kind;
}

/// The entries of a model list; discarded if the answer is no such list.
json modelList(const ProbeAnswer &answer)
{
    json document = parsed(answer);
    if (!document.is_object())
        return json(json::value_t::discarded);
    const auto data = document.find("data");
    if (data == document.end() || !data->is_array())
        return json(json::value_t::discarded);
    return *data;
}

/// Gathers what the answers say, one path after the other.
class Identification {
public:
    explicit Identification(std::span<const ProbeAnswer> answers)
        : m_answers(answers)
    {
    }

    Expected<Detection> run()
    {
        readModels();
        readVersion();
        readTgiInfo();
        readLlamaProps();
        readSglangInfo();
        readOllamaVersion();
        readTriton();
        readBento();
        readHeaders();
        if (!m_generates)
            return fail(ErrorCode::ProtocolViolation, said(ModelsPath, std::to_string(m_answers.front().status)),
                        "no known server answers here");
        return std::move(m_result);
    }

private:
    [[nodiscard]] const ProbeAnswer *answer(std::string_view path) const
    {
        const auto found = std::ranges::find(m_answers, path, &ProbeAnswer::path);
        return found == m_answers.end() || !found->isGood() ? nullptr : &*found;
    }

    void note(const std::string &path, const std::string &what) { m_result.evidence.push_back(said(path, what)); }

    void limit(const json &object, const char *key)
    {
        if (const auto value = number(object, key))
            m_result.limits.emplace_back(key, *value);
    }

    [[nodiscard]] bool isUnknown() const noexcept { return m_result.kind == "openai"; }

    void readModels()
    {
        const json list = modelList(m_answers.front());
        if (list.is_discarded())
            return;
        m_generates = true;
        m_result.endpoints = {"/v1/chat/completions", "/v1/completions"};
        for (const json &entry : list) {
            DetectedModel model{text(entry, "id"), positive(number(entry, "max_model_len"))};
            if (!model.context && entry.is_object() && entry.contains("meta"))
                model.context = positive(number(entry["meta"], "n_ctx"));
            if (!model.id.empty())
                m_result.models.push_back(std::move(model));
        }
        const std::string owner = list.empty() ? std::string() : text(list.front(), "owned_by");
        note(ModelsPath, "owned_by \"" + owner + "\"");
        if (const std::string_view kind = kindOfOwner(owner); !kind.empty())
            m_result.kind = kind;
    }

    void readVersion()
    {
        if (const auto *found = answer("/version")) {
            m_result.version = text(parsed(*found), "version");
            if (!m_result.version.empty())
                note("/version", m_result.version);
        }
    }

    void readTgiInfo()
    {
        const auto *found = answer("/info");
        if (found == nullptr || !isUnknown())
            return;
        const json info = parsed(*found);
        const std::string router = text(info, "router");
        if (router != "text-generation-router"
            && !(number(info, "max_total_tokens") && !text(info, "model_id").empty()))
            return;
        m_result.kind = "tgi";
        m_result.version = text(info, "version");
        note("/info", router.empty() ? "model_id and max_total_tokens" : "router \"" + router + "\"");
        limit(info, "max_concurrent_requests");
        limit(info, "max_input_tokens");
        limit(info, "max_total_tokens");
        for (DetectedModel &model : m_result.models)
            model.context = positive(number(info, "max_total_tokens"));
    }

    void readLlamaProps()
    {
        const auto *found = answer("/props");
        if (found == nullptr || (!isUnknown() && m_result.kind != "llama.cpp"))
            return;
        const json props = parsed(*found);
        if (!props.is_object() || !props.contains("default_generation_settings"))
            return;
        m_result.kind = "llama.cpp";
        m_result.version = text(props, "build_info");
        note("/props", "build_info \"" + m_result.version + "\"");
        limit(props, "total_slots");
        for (DetectedModel &model : m_result.models) {
            if (!model.context)
                model.context = positive(number(props["default_generation_settings"], "n_ctx"));
        }
    }

    void readSglangInfo()
    {
        const auto *found = answer("/server_info");
        if (found == nullptr || m_result.kind != "sglang")
            return;
        const json info = parsed(*found);
        m_result.version = text(info, "version");
        note("/server_info", m_result.version.empty() ? "no version" : m_result.version);
        limit(info, "max_running_requests");
        limit(info, "max_queued_requests");
    }

    void readOllamaVersion()
    {
        // SGLang answers some of Ollama's paths too, but it is known by its owner before this.
        const auto *found = answer("/api/version");
        if (found == nullptr || !isUnknown())
            return;
        const std::string version = text(parsed(*found), "version");
        if (version.empty())
            return;
        m_result.kind = "ollama";
        m_result.version = version;
        note("/api/version", version);
    }

    void readTriton()
    {
        const auto *found = answer("/v2");
        if (found == nullptr || !isUnknown())
            return;
        const json server = parsed(*found);
        if (text(server, "name") != "triton")
            return;
        m_result.kind = "triton";
        m_result.version = text(server, "version");
        note("/v2", "name \"triton\"");
        m_generates = true;
    }

    void readBento()
    {
        const auto *found = answer("/schema.json");
        if (found == nullptr)
            return;
        const json schema = parsed(*found);
        if (!schema.is_object() || text(schema, "type") != "service" || !schema.contains("routes"))
            return;
        const bool proxy
            = schema.contains("paths") && schema["paths"].is_object() && schema["paths"].contains("/{path:path}");
        note("/schema.json",
             "BentoML service \"" + text(schema, "name") + "\"" + (proxy ? ", forwards to another server" : ""));
        if (schema["routes"].is_array()) {
            for (const json &route : schema["routes"]) {
                if (const std::string path = text(route, "route"); !path.empty())
                    m_result.endpoints.push_back(path);
            }
        }
        if (isUnknown())
            m_result.kind = "bentoml";
        m_generates = m_generates || !m_result.endpoints.empty();
    }

    void readHeaders()
    {
        const ProbeAnswer &models = m_answers.front();
        if (!models.simulated.empty()) {
            m_result.simulated = models.simulated;
            m_result.evidence.push_back("X-Tokamark-Simulated: " + models.simulated);
        }
        if (isUnknown() && models.server == "llama.cpp") {
            m_result.kind = "llama.cpp";
            m_result.evidence.push_back("Server: " + models.server);
        }
    }

    std::span<const ProbeAnswer> m_answers;
    Detection m_result;
    bool m_generates = false;
};

} // namespace

std::vector<std::string> furtherProbes(const ProbeAnswer &models)
{
    const json list = modelList(models);
    const std::string_view kind
        = list.is_array() && !list.empty() ? kindOfOwner(text(list.front(), "owned_by")) : std::string_view();
    if (kind == "vllm" || kind == "trtllm-serve")
        return {"/version", "/schema.json"};
    if (kind == "sglang")
        return {"/server_info", "/schema.json"};
    if (kind == "llama.cpp")
        return {"/props", "/schema.json"};
    if (!kind.empty())
        return {"/schema.json"};
    return {"/version", "/info", "/api/version", "/props", "/v2", "/schema.json"};
}

Expected<Detection> identify(std::span<const ProbeAnswer> answers)
{
    const ProbeAnswer &models = answers.front();
    std::string cause;
    if (models.status == 401 || models.status == 403) {
        static_cast<void>(protocol::readErrorText(models.body, cause));
        return fail(ErrorCode::KeyRefused, said(models.path, std::to_string(models.status)), cause);
    }
    if (models.status >= 500) {
        static_cast<void>(protocol::readErrorText(models.body, cause));
        return fail(ErrorCode::HttpStatus, said(models.path, std::to_string(models.status)), cause);
    }
    return Identification(answers).run();
}

} // namespace tokamark::backends
