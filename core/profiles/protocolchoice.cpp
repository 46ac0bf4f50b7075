#include "profiles/protocolchoice.h"

#include "profiles/profiles.h"
#include "protocol/nativeprotocol.h"
#include "protocol/openaiprotocol.h"

#include <algorithm>

namespace tokamark::profiles {

namespace {

Expected<protocol::Json> parseExtraBody(const std::string &text)
{
    using json = protocol::Json;
    if (text.empty())
        return json::object();
    try {
        json extra = json::parse(text);
        if (!extra.is_object())
            return fail(ErrorCode::BadJson, "extra body", "not a JSON object");
        return extra;
    } catch (const json::parse_error &error) {
        // Not in the library's words, which repeat a part of the text: it may hold a key.
        return fail(ErrorCode::BadJson, "extra body", "no JSON at byte " + std::to_string(error.byte));
    }
}

/// The kind's own API of a name, or its first; null if it has none such.
const protocol::NativeDialect *findNative(const BackendProfile &profile, const std::string &name)
{
    for (const protocol::NativeDialect *native : profile.natives) {
        // Where the service's author chose the names, there has to be one.
        const bool fits = native->name.empty() ? !name.empty() : name.empty() || native->name == name;
        if (fits)
            return native;
    }
    return nullptr;
}

/// The native API that fits the plan, of those that this very server has.
const DetectedNative *fittingNative(const plan::Target &target, const Detection &detection)
{
    const auto found = std::ranges::find_if(detection.natives, [&](const DetectedNative &native) {
        return (target.native.empty() || target.native == native.name)
            && (target.model.empty() || native.model.empty() || target.model == native.model);
    });
    return found == detection.natives.end() ? nullptr : &*found;
}

/// Chat wherever there is one, for that is what most people compare.
plan::Endpoint endpointOf(const plan::Target &target, const Detection &detection)
{
    if (target.endpoint != plan::Endpoint::Auto)
        return target.endpoint;
    if (!target.native.empty())
        return plan::Endpoint::Native;
    const bool chat = std::ranges::find(detection.endpoints, "/v1/chat/completions") != detection.endpoints.end();
    return chat || detection.natives.empty() ? plan::Endpoint::Chat : plan::Endpoint::Native;
}

std::shared_ptr<const protocol::StreamProtocol> nativeProtocol(const protocol::NativeDialect &native,
                                                               const ProtocolOptions &options, protocol::Json extra)
{
    return std::make_shared<protocol::NativeProtocol>(native,
                                                      protocol::NativeSettings{options.model, options.native,
                                                                               options.inputs, options.promptInput,
                                                                               options.lengthInput},
                                                      std::move(extra));
}

} // namespace

ProtocolOptions chooseProtocol(const plan::Target &target, const Detection &detection)
{
    ProtocolOptions options;
    options.kind = target.kind;
    // A plan that names no kind leaves it to what the server says, for kinds differ in what they understand.
    if (target.kind == Detection().kind && findProfile(detection.kind) != nullptr)
        options.kind = detection.kind;
    options.endpoint = endpointOf(target, detection);
    options.model = target.model;
    options.extraBody = target.extraBody;
    if (options.endpoint == plan::Endpoint::Native) {
        options.native = target.native;
        if (const DetectedNative *native = fittingNative(target, detection)) {
            options.native = native->name;
            options.inputs = native->inputs;
            options.promptInput = native->promptInput;
            options.lengthInput = native->lengthInput;
            if (!native->model.empty())
                options.model = native->model;
        }
    }
    if (options.model.empty() && !detection.models.empty())
        options.model = detection.models.front().id;
    return options;
}

Expected<std::shared_ptr<const protocol::StreamProtocol>> makeProtocol(const ProtocolOptions &options)
{
    const BackendProfile *profile = findProfile(options.kind);
    if (profile == nullptr)
        return fail(ErrorCode::Unsupported, "backend kind " + options.kind);
    auto extra = parseExtraBody(options.extraBody);
    if (!extra)
        return tl::unexpected(extra.error());
    if (options.endpoint == plan::Endpoint::Native) {
        const protocol::NativeDialect *native = findNative(*profile, options.native);
        if (native == nullptr) {
            const std::string named = options.native.empty() ? "" : " \"" + options.native + '"';
            return fail(ErrorCode::Unsupported, "native endpoint" + named + " of " + options.kind);
        }
        return nativeProtocol(*native, options, std::move(*extra));
    }
    if (!profile->openAi)
        return fail(ErrorCode::Unsupported, "OpenAI endpoint of " + options.kind);
    const auto endpoint = options.endpoint == plan::Endpoint::Auto ? plan::Endpoint::Chat : options.endpoint;
    return std::make_shared<protocol::OpenAiProtocol>(*profile->openAi, endpoint, options.model, std::move(*extra));
}

} // namespace tokamark::profiles
