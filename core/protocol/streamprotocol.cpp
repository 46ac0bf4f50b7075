#include "protocol/streamprotocol.h"

#include "protocol/openaiprotocol.h"

namespace tokamark::protocol {

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

Expected<std::shared_ptr<const StreamProtocol>> makeProtocol(const ProtocolOptions &options)
{
    const KindTraits *traits = kindTraits(options.kind);
    if (traits == nullptr)
        return fail(ErrorCode::Unsupported, "backend kind " + options.kind);
    if (options.endpoint == plan::Endpoint::Native)
        return fail(ErrorCode::Unsupported, "native endpoint of " + options.kind);
    return parseExtraBody(options.extraBody)
        .map([&](nlohmann::ordered_json extra) -> std::shared_ptr<const StreamProtocol> {
            return std::make_shared<OpenAiProtocol>(*traits, options.endpoint, options.model, std::move(extra));
        });
}

} // namespace tokamark::protocol
