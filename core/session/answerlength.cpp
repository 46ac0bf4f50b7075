#include "session/answerlength.h"

#include "profiles/protocolchoice.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <string_view>

namespace tokamark::session {
namespace {

using nlohmann::json;

/// What servers call the largest number of tokens of an answer.
constexpr std::array<std::string_view, 7> LengthNames{
    "max_tokens", "max_completion_tokens",    "max_new_tokens", "num_predict", "n_predict",
    "max_length", "sampling_param_max_tokens"};
/// And the number of answers to one request.
constexpr std::array<std::string_view, 2> CountNames{"n", "best_of"};
/// Objects inside of a body in which these may stand: TGI's, Ollama's, SGLang's and MLC-LLM's.
constexpr std::array<std::string_view, 4> ObjectNames{"parameters", "options", "sampling_params", "debug_config"};

bool isOneOf(const auto &names, const std::string &name)
{
    return std::ranges::find(names, name) != names.end();
}

/// A number that limits something; -1, for one, stands for no limit.
std::optional<std::uint32_t> wholeNumber(const json &value)
{
    if (!value.is_number_integer())
        return std::nullopt;
    const auto number = value.get<std::int64_t>();
    if (number < 1 || number > std::numeric_limits<std::uint32_t>::max())
        return std::nullopt;
    return static_cast<std::uint32_t>(number);
}

void read(const json &object, AnswerLength &length)
{
    for (const auto &[name, value] : object.items()) {
        if (value.is_object() && isOneOf(ObjectNames, name))
            read(value, length);
        const bool isLength = isOneOf(LengthNames, name);
        // Null takes a member away, or leaves it to the server.
        if (value.is_null() || !(isLength || isOneOf(CountNames, name)))
            continue;
        const auto number = wholeNumber(value);
        if (!number)
            length.known = false;
        else if (isLength)
            length.ofBody.push_back(*number);
        else
            length.answers = std::max(length.answers, *number);
    }
}

bool asksForExactLength(const json &object)
{
    for (const auto &[name, value] : object.items()) {
        if (name == "ignore_eos" && value == true)
            return true;
        if (value.is_object() && isOneOf(ObjectNames, name) && asksForExactLength(value))
            return true;
    }
    return false;
}

/// Read again, for the order of members means nothing.
json bodyOf(const protocol::StreamProtocol &protocol, std::uint32_t tokens, bool ignoreEos)
{
    workload::GenerationRequest request;
    request.maxTokens = tokens;
    request.ignoreEos = ignoreEos;
    return json::parse(protocol.body(request), nullptr, false);
}

} // namespace

std::optional<double> AnswerLength::most(std::uint32_t planned) const
{
    const std::uint32_t own = asPlanned ? planned : 0;
    const std::uint32_t one = ofBody.empty() ? own : std::max(own, std::ranges::max(ofBody));
    if (!known || one == 0)
        return std::nullopt;
    return static_cast<double>(one) * answers;
}

std::optional<double> AnswerLength::exactly(std::uint32_t planned) const
{
    // Not every server knows of several answers, and of two lengths either may count.
    if (!exact || answers > 1)
        return std::nullopt;
    const std::uint32_t one = asPlanned || ofBody.empty() ? planned : ofBody.front();
    if (std::ranges::any_of(ofBody, [one](std::uint32_t other) { return other != one; }))
        return std::nullopt;
    return one;
}

AnswerLength answerLengthOf(const storage::StoredTarget &target, const plan::Workload &workload)
{
    AnswerLength length;
    length.exact = workload.ignoreEos;
    if (target.asPlanned.extraBody.empty())
        return length;
    const auto extra = json::parse(target.asPlanned.extraBody, nullptr, false);
    const auto detection = profiles::detectionFromJson(target.detection.toStdString());
    const auto protocol
        = profiles::makeProtocol(profiles::chooseProtocol(target.asPlanned, detection.value_or(profiles::Detection())));
    if (!extra.is_object() || !protocol) {
        length.exact = false;
        length.known = false;
        return length;
    }
    read(extra, length);
    // Whatever a server calls them: what the plan asks for goes out if the body differs where the plan does.
    const protocol::StreamProtocol &api = **protocol;
    length.asPlanned = bodyOf(api, 1, false) != bodyOf(api, 2, false);
    length.known = length.known && (length.asPlanned || !length.ofBody.empty());
    // Some servers are held to a length by a least number of tokens, which then has to be that length, too.
    const bool wishGoesOut = bodyOf(api, 1, true) != bodyOf(api, 1, false)
        && (bodyOf(api, 1, true) != bodyOf(api, 2, true)) == length.asPlanned;
    if (api.exactLength() && !wishGoesOut && !asksForExactLength(extra))
        length.exact = false;
    length.exact = length.exact && length.known;
    return length;
}

} // namespace tokamark::session
