#include "simulator/requestrouter.h"

#include <algorithm>

namespace tokamark::simulator {
namespace {

void respondError(ResponseChannel &channel, const ServedTarget &target, const ApiError &error)
{
    channel.respond(target, error.status, "application/json", error.body());
}

/// The target by the first part of the path, which is taken off; without one the first target.
ServedTarget &route(const ServerShared &shared, std::string_view &path)
{
    path = path.substr(0, path.find('?'));
    for (const auto &target : shared.targets) {
        const std::string &name = target->preset().name;
        if (path.size() > name.size() && path.substr(1, name.size()) == name
            && (path.size() == name.size() + 1 || path[name.size() + 1] == '/')) {
            path.remove_prefix(name.size() + 1);
            return *target;
        }
    }
    return *shared.targets.front();
}

void answerGet(ResponseChannel &channel, const ServedTarget &target, std::string_view path)
{
    if (path == "/v1/models")
        channel.respond(target, 200, "application/json", target.modelsJson());
    else if (path == "/health")
        channel.respond(target, 200, {}, {});
    else if (path == "/version")
        channel.respond(target, 200, "application/json",
                        R"({"version":")" + std::string(versionOf(target.preset().engine)) + R"("})");
    else if (path == "/info" && target.preset().engine == EngineKind::Tgi)
        channel.respond(target, 200, "application/json", target.infoJson());
    else if (path == "/metrics")
        channel.respond(target, 200, "text/plain; version=0.0.4", target.metricsText());
    else
        respondError(channel, target,
                     {.status = 404, .type = "not_found_error", .message = "no such path: " + std::string(path)});
}

/// What the server has to say against the request, or nothing.
std::optional<ApiError> objection(const Preset &preset, const ApiRequest &request)
{
    if (!request.model.empty() && request.model != preset.model)
        return ApiError{.status = 404, .type = "not_found_error", .message = "no such model: " + request.model};
    if (std::uint64_t{request.promptTokens} + std::max(1U, request.maxTokens) > preset.contextTokens)
        return ApiError{.message = "prompt and max_tokens exceed the context of " + std::to_string(preset.contextTokens)
                            + " tokens"};
    return {};
}

std::shared_ptr<Generation> generate(const IncomingRequest &incoming, ServerShared &shared, ResponseChannel &channel,
                                     ServedTarget &target, bool chat)
{
    auto request = parseApiRequest(incoming.body, chat);
    if (!request) {
        respondError(channel, target, request.error());
        return nullptr;
    }
    if (const auto error = objection(target.preset(), *request)) {
        respondError(channel, target, *error);
        return nullptr;
    }
    auto generation = std::make_shared<Generation>(shared, channel,
                                                   GenerationRequest{.target = &target,
                                                                     .request = std::move(*request),
                                                                     .chat = chat,
                                                                     .clientId = std::string(incoming.requestId),
                                                                     .peerPort = incoming.peerPort,
                                                                     .received = incoming.received,
                                                                     .kernelStamp = incoming.kernelStamp});
    return generation;
}

} // namespace

std::shared_ptr<Generation> answer(const IncomingRequest &request, ServerShared &shared, ResponseChannel &channel)
{
    std::string_view path = request.path;
    ServedTarget &target = route(shared, path);
    const bool chat = path == "/v1/chat/completions";
    if (chat || path == "/v1/completions") {
        if (request.method == "POST")
            return generate(request, shared, channel, target, chat);
        respondError(channel, target, {.status = 405, .message = "generation needs POST"});
    } else if (request.method == "GET") {
        answerGet(channel, target, path);
    } else {
        respondError(
            channel, target,
            {.status = 404, .type = "not_found_error", .message = "no such path: " + std::string(request.path)});
    }
    return nullptr;
}

} // namespace tokamark::simulator
