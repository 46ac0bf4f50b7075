#include "profiles/answers.h"
#include "profiles/registry.h"

#include <algorithm>
#include <array>

namespace tokamark::profiles {

namespace {

using std::string_view;
using enum Meaning;
using enum SeriesForm;

constexpr const char *SchemaPath = "/schema.json";
constexpr const char *DocsPath = "/docs.json";
constexpr const char *ReadyPath = "/readyz";
constexpr const char *AnyPath = "/{path:path}"; ///< mounted where the service forwards all else to another server

constexpr std::array<const protocol::NativeDialect *, 1> Natives{&protocol::BentoGenerator};

constexpr std::array BlindProbes{string_view(SchemaPath)};

constexpr std::array Metrics{
    MetricName{Running, Gauge, "bentoml_service_request_in_progress"},
    MetricName{RequestsDone, Counter, "bentoml_service_request_total", LabelFilter{"http_response_code", "200"}},
    MetricName{EndToEndTime, Histogram, "bentoml_service_request_duration_seconds"},
};

bool isService(const Json &schema)
{
    return schema.is_object() && text(schema, "type") == "service" && schema.contains("routes");
}

bool forwards(const Json &schema)
{
    return schema.contains("paths") && schema["paths"].is_object() && schema["paths"].contains(AnyPath);
}

std::vector<std::string> inputsOf(const Json &route)
{
    std::vector<std::string> names;
    const Json input = route.value("input", Json::object());
    if (input.is_object() && input.contains("properties") && input["properties"].is_object()) {
        for (const auto &[name, schema] : input["properties"].items())
            names.push_back(name);
    }
    return names;
}

bool isOf(const Json &schema, string_view type)
{
    if (text(schema, "type") == type)
        return true;
    // An optional one: a choice between the type and null.
    return schema.is_object() && schema.contains("anyOf") && schema["anyOf"].is_array()
        && std::ranges::any_of(schema["anyOf"], [&](const Json &choice) { return text(choice, "type") == type; });
}

bool isRequired(const Json &input, const std::string &name)
{
    return input.contains("required") && input["required"].is_array()
        && std::ranges::find(input["required"], Json(name)) != input["required"].end();
}

/// The one argument that fits; empty where none does, or several.
template <class Fits> std::string onlyArgument(const Json &input, Fits fits)
{
    std::string found;
    if (!input.is_object() || !input.contains("properties") || !input["properties"].is_object())
        return found;
    for (const auto &[name, schema] : input["properties"].items()) {
        if (!fits(name, schema))
            continue;
        if (!found.empty())
            return {};
        found = name;
    }
    return found;
}

/// A prompt is the only text that has to be given, or the only text there is.
std::string promptOf(const Json &input)
{
    std::string found = onlyArgument(input, [&](const std::string &name, const Json &schema) {
        return isOf(schema, "string") && isRequired(input, name);
    });
    if (found.empty())
        found = onlyArgument(input, [](const std::string &, const Json &schema) { return isOf(schema, "string"); });
    return found;
}

/// A length is the only whole number that its name calls one.
std::string lengthOf(const Json &input)
{
    return onlyArgument(input, [](const std::string &name, const Json &schema) {
        const auto says = [&](string_view word) { return name.find(word) != std::string::npos; };
        return isOf(schema, "integer") && !says("min") && (says("token") || says("len"));
    });
}

/// The service's own methods. One that streams can be measured; its request is made from the names and types of its
/// arguments.
void readRoute(const Json &route, Detection &detection)
{
    const std::string path = text(route, "route");
    if (path.empty())
        return;
    detection.endpoints.push_back(path);
    const Json output = route.value("output", Json::object());
    if (output.is_object() && output.value("is_stream", Json(false)) == Json(true)) {
        const Json input = route.value("input", Json::object());
        detection.natives.push_back(
            {path.substr(path.starts_with('/') ? 1 : 0), {}, inputsOf(route), promptOf(input), lengthOf(input)});
    }
}

/// "..badge/BentoML-1.4.40-informational.." in the description is the only place that has it.
std::string versionIn(const Json &docs)
{
    constexpr string_view Mark = "badge/BentoML-";
    if (!docs.is_object() || !docs.contains("info"))
        return {};
    const std::string description = text(docs["info"], "description");
    const std::size_t start = description.find(Mark);
    if (start == std::string::npos)
        return {};
    const std::string rest = description.substr(start + Mark.size());
    return rest.substr(0, rest.find('-'));
}

std::vector<Probe> followUps(const Answers &answers)
{
    const Json schema = answers.document(SchemaPath);
    if (!isService(schema))
        return {};
    std::vector<Probe> probes{{ReadyPath, false}};
    // Where everything is forwarded, so would this be.
    if (!forwards(schema))
        probes.push_back({DocsPath, false});
    return probes;
}

bool read(const Answers &answers, Detection &detection)
{
    const Json schema = answers.document(SchemaPath);
    if (!isService(schema))
        return false;
    note(detection, SchemaPath,
         "BentoML service \"" + text(schema, "name") + "\"" + (forwards(schema) ? ", forwards to another server" : ""));
    if (schema["routes"].is_array()) {
        for (const Json &route : schema["routes"]) {
            if (route.is_object())
                readRoute(route, detection);
        }
    }
    if (const std::string version = versionIn(answers.document(DocsPath)); !version.empty()) {
        note(detection, DocsPath, "BentoML " + version);
        // Where an engine is behind it, the version that counts is the engine's, also where that does not tell it.
        if (detection.kind == Detection().kind)
            detection.version = version;
    }
    return true;
}

} // namespace

constinit const BackendProfile BentoMl{
    .kind = "bentoml",
    .name = "BentoML",
    .port = 3000,
    .openAi = protocol::OpenAiTraits{.ignoreEos = true},
    .natives = Natives,
    .readiness = {.path = ReadyPath},
    .fingerprint = {.blindProbes = BlindProbes, .wraps = true, .read = read, .followUps = followUps},
    .metrics = {.path = "/metrics", .names = Metrics},
};

} // namespace tokamark::profiles
