#include "simulator/refusal.h"

#include "simulator/streamwriter.h"

#include <nlohmann/json.hpp>

#include <array>
#include <ctime>

namespace tokamark::simulator {
namespace {

/// The generic dialect's `type` field.
std::string_view typeOf(Complaint complaint)
{
    switch (complaint) {
    case Complaint::UnknownModel:
    case Complaint::NotFound: return "not_found_error";
    case Complaint::Unauthorized: return "authentication_error";
    case Complaint::Overloaded: return "overloaded_error";
    case Complaint::Failed: return "internal_error";
    case Complaint::Invalid:
    case Complaint::BadJson:
    case Complaint::TooLong:
    case Complaint::WrongMethod: return "invalid_request_error";
    }
    return "invalid_request_error";
}

const Refusal &wordsOf(const Dialect &dialect, std::string_view path, Complaint complaint)
{
    const Refusal &openAi = dialect.openAiRefusals.of(complaint);
    return path.starts_with("/v1/") && openAi.status != 0 ? openAi : dialect.refusals.of(complaint);
}

/// Puts the facts into a text, `$name` by `$name`.
std::string filledIn(std::string_view text, const ServedTarget &target, const RefusalFacts &facts, int status,
                     Complaint complaint)
{
    const std::string message = jsonEscaped(facts.message);
    const auto value = [&](std::string_view name) -> std::string {
        if (name == "message")
            return message;
        if (name == "inner")
            return jsonEscaped(message);
        if (name == "type")
            return std::string(typeOf(complaint));
        if (name == "asked")
            return jsonEscaped(facts.asked);
        if (name == "prompt")
            return std::to_string(facts.promptTokens);
        if (name == "max")
            return std::to_string(facts.maxTokens);
        if (name == "code")
            return std::to_string(status);
        return target.expandPage('$' + std::string(name));
    };
    std::string out;
    while (!text.empty()) {
        const auto [at, length] = nextName(text);
        out += text.substr(0, at);
        if (length > 0)
            out += value(text.substr(at + 1, length - 1));
        text.remove_prefix(at + length);
    }
    return out;
}

std::string messageOf(const ServedTarget &target, Complaint complaint, const RefusalFacts &facts)
{
    switch (complaint) {
    case Complaint::TooLong: return filledIn(target.dialect().tooLongMessage, target, facts, 0, complaint);
    case Complaint::UnknownModel: return "no such model: " + facts.asked;
    case Complaint::Overloaded: return "the server is overloaded";
    case Complaint::Unauthorized: return "wrong or missing key";
    default: return facts.message;
    }
}

using Json = nlohmann::ordered_json;

/// A header may hold bytes that are no UTF-8.
std::string textOf(const Json &document)
{
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Looks for the words of an error where servers have them. False: there are none.
bool appendToMessage(Json &error, std::string_view echo)
{
    if (error.is_string()) {
        auto text = error.get<std::string>();
        Json inner = Json::parse(text, nullptr, false);
        const bool isDocument = inner.is_object() && appendToMessage(inner, echo);
        error = isDocument ? textOf(inner) : text.append(echo);
        return true;
    }
    if (error.is_array())
        return !error.empty() && appendToMessage(error.front(), echo);
    if (!error.is_object())
        return false;
    constexpr std::array Names{"message", "msg", "detail", "error"};
    for (const char *name : Names) {
        if (error.contains(name) && appendToMessage(error[name], echo))
            return true;
    }
    return false;
}

} // namespace

std::string withEcho(std::string body, std::string_view echo)
{
    if (echo.empty())
        return body;
    Json document = Json::parse(body, nullptr, false);
    if (document.is_discarded() || !appendToMessage(document, echo))
        return body.append(echo);
    return textOf(document);
}

void refuse(ResponseChannel &channel, const ServedTarget &target, std::string_view path, Complaint complaint,
            const RefusalFacts &facts, int status)
{
    const Refusal &words = wordsOf(target.dialect(), path, complaint);
    RefusalFacts told = facts;
    if (told.message.empty())
        told.message = messageOf(target, complaint, facts);
    const int code = status != 0 ? status : words.status;
    channel.respond(target, code, words.contentType,
                    withEcho(filledIn(words.body, target, told, code, complaint), facts.echo));
}

void refuseGeneration(ResponseChannel &channel, const ServedTarget &target, const Endpoint &endpoint,
                      const ApiRequest &request, Complaint complaint, const std::string &echo)
{
    const RefusalFacts facts{
        .asked = request.model, .promptTokens = request.promptTokens, .maxTokens = request.maxTokens, .echo = echo};
    const StreamFormat &format = endpoint.stream;
    const bool overloaded = complaint == Complaint::Overloaded;
    const bool told
        = overloaded ? !format.overload.empty() : complaint == Complaint::TooLong && !format.refusal.empty();
    if (!request.stream || !told) {
        refuse(channel, target, endpoint.path, complaint, facts);
        return;
    }
    StreamWriter writer(target.format(endpoint),
                        {.model = target.preset().model,
                         .asked = request.model,
                         .createdUnix = std::time(nullptr),
                         .promptTokens = request.promptTokens});
    StreamBytes bytes;
    if (overloaded)
        writer.appendOverload(bytes, echo);
    else
        writer.appendRefusal(bytes, target.dialect().refusals.tooLong.status,
                             messageOf(target, complaint, facts) + echo);
    if (format.endAfterError)
        writer.appendDone(bytes);
    channel.beginBody(target, overloaded ? 200 : format.refusalStatus, format.contentType);
    channel.appendPieces(bytes);
    channel.finish(BodyEnd::Proper);
}

} // namespace tokamark::simulator
