#include "profiles/detection.h"

#include <nlohmann/json.hpp>

namespace tokamark::profiles {

namespace {

using json = nlohmann::ordered_json;

json modelsToJson(const std::vector<DetectedModel> &models)
{
    json list = json::array();
    for (const DetectedModel &model : models)
        list.push_back({{"id", model.id}, {"context", model.context ? json(*model.context) : json()}});
    return list;
}

json nativesToJson(const std::vector<DetectedNative> &natives)
{
    json list = json::array();
    for (const DetectedNative &native : natives) {
        json entry = {{"name", native.name}};
        if (!native.model.empty())
            entry["model"] = native.model;
        if (!native.inputs.empty())
            entry["inputs"] = native.inputs;
        if (!native.promptInput.empty())
            entry["prompt_input"] = native.promptInput;
        if (!native.lengthInput.empty())
            entry["length_input"] = native.lengthInput;
        list.push_back(std::move(entry));
    }
    return list;
}

std::vector<DetectedNative> nativesFromJson(const json &list)
{
    std::vector<DetectedNative> natives;
    for (const json &entry : list) {
        natives.push_back({entry.at("name").get<std::string>(), entry.value("model", std::string()),
                           entry.value("inputs", std::vector<std::string>()),
                           entry.value("prompt_input", std::string()), entry.value("length_input", std::string())});
    }
    return natives;
}

Detection read(const json &document)
{
    Detection detection;
    detection.kind = document.at("kind").get<std::string>();
    detection.version = document.at("version").get<std::string>();
    detection.simulated = document.value("simulated", std::string());
    for (const json &model : document.at("models")) {
        DetectedModel entry{model.at("id").get<std::string>(), {}};
        if (const json &context = model.at("context"); !context.is_null())
            entry.context = context.get<std::uint32_t>();
        detection.models.push_back(std::move(entry));
    }
    detection.endpoints = document.at("endpoints").get<std::vector<std::string>>();
    for (const auto &[name, value] : document.at("limits").items())
        detection.limits.emplace_back(name, value.get<std::int64_t>());
    if (document.contains("natives"))
        detection.natives = nativesFromJson(document["natives"]);
    if (document.contains("arguments")) {
        for (const auto &[name, value] : document["arguments"].items())
            detection.arguments.emplace_back(name, value.get<std::string>());
    }
    detection.evidence = document.at("evidence").get<std::vector<std::string>>();
    return detection;
}

} // namespace

std::string toJson(const Detection &detection)
{
    json limits = json::object();
    for (const auto &[name, value] : detection.limits)
        limits[name] = value;
    json document = {
        {"kind", detection.kind},           {"version", detection.version}, {"models", modelsToJson(detection.models)},
        {"endpoints", detection.endpoints}, {"limits", std::move(limits)},  {"evidence", detection.evidence}};
    if (!detection.simulated.empty())
        document["simulated"] = detection.simulated;
    if (!detection.natives.empty())
        document["natives"] = nativesToJson(detection.natives);
    for (const auto &[name, value] : detection.arguments)
        document["arguments"][name] = value;
    return document.dump(2, ' ', false, json::error_handler_t::replace);
}

Expected<Detection> detectionFromJson(const std::string &text)
{
    try {
        return read(json::parse(text));
    } catch (const json::exception &error) {
        return fail(ErrorCode::BadJson, "detection", error.what());
    }
}

} // namespace tokamark::profiles
