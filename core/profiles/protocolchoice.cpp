#include "profiles/protocolchoice.h"

#include "profiles/profiles.h"
#include "protocol/openaiprotocol.h"

namespace tokamark::profiles {

namespace {

Expected<nlohmann::ordered_json> parseExtraBody(const std::string &text)
{
    using json = nlohmann::ordered_json;
    if (text.empty())
        return json::object();
    try {
        json extra = json::parse(text);
        if (!extra.is_object())
            return fail(ErrorCode::BadJson, "extra body", "not a JSON object");
        return extra;
    } catch (const json::parse_error &error) {
        return fail(ErrorCode::BadJson, "extra body", error.what());
    }
}

} // namespace

Expected<std::shared_ptr<const protocol::StreamProtocol>> makeProtocol(const ProtocolOptions &options)
{
    const BackendProfile *profile = findProfile(options.kind);
    if (profile == nullptr)
        return fail(ErrorCode::Unsupported, "backend kind " + options.kind);
    if (options.endpoint == plan::Endpoint::Native)
        return fail(ErrorCode::Unsupported, "native endpoint of " + options.kind);
    return parseExtraBody(options.extraBody)
        .map([&](nlohmann::ordered_json extra) -> std::shared_ptr<const protocol::StreamProtocol> {
            return std::make_shared<protocol::OpenAiProtocol>(*profile->openAi, options.endpoint, options.model,
                                                              std::move(extra));
        });
}

} // namespace tokamark::profiles
