#include "backends/detection.h"

#include <nlohmann/json.hpp>

namespace tokamark::backends {

namespace {

using json = nlohmann::ordered_json;

json modelsToJson(const std::vector<DetectedModel> &models)
{
    json list = json::array();
    for (const DetectedModel &model : models)
        list.push_back({{"id", model.id}, {"context", model.context ? json(*model.context) : json()}});
    return list;
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

} // namespace tokamark::backends
