#include "protocol/natives.h"

#include <algorithm>
#include <array>

namespace tokamark::protocol {

namespace {

/// The first of the usual names that the method has, else what its types told; the very first usual one where it is not
/// known what it has.
template <std::size_t Size>
std::string_view inputName(const NativeSettings &settings, const std::array<std::string_view, Size> &usual,
                           std::string_view byType)
{
    for (const std::string_view name : usual) {
        if (std::ranges::find(settings.inputs, name) != settings.inputs.end())
            return name;
    }
    return settings.inputs.empty() ? usual.front() : byType;
}

/// The author of the service chose the arguments: they are known by usual names or by their types. What else a method needs goes into the
/// plan's extra body.
Json body(const workload::GenerationRequest &request, const NativeSettings &settings)
{
    constexpr std::array<std::string_view, 7> Prompts{"prompt",  "text",  "inputs",  "input",
                                                      "message", "query", "question"};
    constexpr std::array<std::string_view, 4> Lengths{"max_tokens", "max_new_tokens", "max_length", "n_predict"};
    const auto has
        = [&](std::string_view name) { return std::ranges::find(settings.inputs, name) != settings.inputs.end(); };
    Json body = Json::object();
    const bool system = has("system_prompt");
    const std::string_view byType = has("messages") ? std::string_view() : settings.promptInput;
    if (const std::string_view name = inputName(settings, Prompts, byType); !name.empty())
        body[std::string(name)] = system ? request.prompt : plainPrompt(request);
    else if (has("messages"))
        body["messages"] = messages(request);
    if (system && !request.system.empty())
        body["system_prompt"] = request.system;
    if (const std::string_view name = inputName(settings, Lengths, settings.lengthInput); !name.empty())
        body[std::string(name)] = request.maxTokens;
    if (has("temperature"))
        body["temperature"] = request.temperature;
    if (has("seed"))
        body["seed"] = portableSeed(request.seed);
    if (has("ignore_eos") && request.ignoreEos)
        body["ignore_eos"] = true;
    return body;
}

/// Bare text, however the reads and chunks happened to cut it: a piece of it holds some tokens, nobody knows how many.
bool decode(std::string_view payload, DecodeState &, EventFacts &facts)
{
    facts = {};
    facts.token = !payload.empty();
    facts.answer = facts.token;
    return true;
}

} // namespace

constinit const NativeDialect BentoGenerator{
    .name = {},
    .path = "/{name}",
    .framing = Framing::Raw,
    .endsAtEof = true,
    .body = body,
    .decode = decode,
};

} // namespace tokamark::protocol
