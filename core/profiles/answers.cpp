#include "profiles/answers.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace tokamark::profiles {

namespace {

/// What a server calls things that are nobody's business, or that hold paths and prompts of somebody.
bool mayBeSecret(std::string name)
{
    constexpr std::array<std::string_view, 5> Marks{"key", "secret", "password", "auth", "cert"};
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    // Not every "token" is one: servers count them.
    return name.ends_with("token")
        || std::ranges::any_of(Marks, [&](std::string_view mark) { return name.find(mark) != std::string::npos; });
}

constexpr std::size_t LongestArgument = 200;
constexpr std::size_t MostArguments = 400;

} // namespace

Json Answers::modelList() const
{
    const Json document = this->document(ModelsPath);
    if (!document.is_object())
        return Json(Json::value_t::discarded);
    const auto data = document.find("data");
    if (data == document.end() || !data->is_array())
        return Json(Json::value_t::discarded);
    return *data;
}

bool Answers::wasAsked(std::string_view path) const noexcept
{
    return std::ranges::find(m_answers, path, &ProbeAnswer::path) != m_answers.end();
}

const ProbeAnswer *Answers::any(std::string_view path) const noexcept
{
    const auto found = std::ranges::find(m_answers, path, &ProbeAnswer::path);
    return found == m_answers.end() ? nullptr : &*found;
}

const ProbeAnswer *Answers::find(std::string_view path) const noexcept
{
    const ProbeAnswer *found = any(path);
    return found == nullptr || !found->isGood() ? nullptr : found;
}

Json Answers::document(std::string_view path) const
{
    const ProbeAnswer *answer = find(path);
    return answer == nullptr ? Json(Json::value_t::discarded) : Json::parse(answer->body, nullptr, false);
}

std::string text(const Json &object, const char *key)
{
    if (!object.is_object())
        return {};
    const auto member = object.find(key);
    return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

std::optional<std::int64_t> number(const Json &object, const char *key)
{
    if (!object.is_object())
        return {};
    const auto member = object.find(key);
    if (member == object.end() || !member->is_number_integer())
        return {};
    return member->get<std::int64_t>();
}

std::optional<std::uint32_t> positive(std::optional<std::int64_t> value)
{
    if (!value || *value <= 0 || *value > std::int64_t(UINT32_MAX))
        return {};
    return std::uint32_t(*value);
}

void note(Detection &detection, std::string_view path, std::string_view what)
{
    detection.evidence.push_back("GET " + std::string(path) + ": " + std::string(what));
}

void takeLimit(Detection &detection, const Json &object, const char *key)
{
    if (const auto value = number(object, key))
        detection.limits.emplace_back(key, *value);
}

void takeArguments(Detection &detection, const Json &object)
{
    if (!object.is_object())
        return;
    for (const auto &[name, value] : object.items()) {
        if (!value.is_primitive() || value.is_null() || mayBeSecret(name))
            continue;
        std::string words = value.is_string() ? value.get<std::string>() : value.dump();
        if (words.empty() || words.size() > LongestArgument || detection.arguments.size() >= MostArguments)
            continue;
        detection.arguments.emplace_back(name, std::move(words));
    }
}

void fillContext(Detection &detection, std::optional<std::uint32_t> context)
{
    for (DetectedModel &model : detection.models) {
        if (!model.context)
            model.context = context;
    }
}

} // namespace tokamark::profiles
