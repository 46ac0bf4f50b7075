#include "simulator/dialects/tokenizerpages.h"

#include "simulator/apirequest.h"
#include "simulator/servedtarget.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tokamark::simulator {
namespace {

/// Tokens of the text under the first of the keys that is there; 0 for a body that has none.
std::uint32_t count(std::string_view body, std::initializer_list<const char *> keys)
{
    const auto json = nlohmann::json::parse(body, nullptr, false);
    for (const char *key : keys)
        if (json.is_object() && json.contains(key) && json[key].is_string())
            return tokensFor(json[key].get_ref<const std::string &>().size());
    return 0;
}

std::string idList(std::uint32_t tokens)
{
    std::string ids = "[";
    for (std::uint32_t i = 0; i < tokens; ++i)
        ids += (i == 0 ? "" : ",") + std::to_string(256 + i % 1024);
    return ids + ']';
}

} // namespace

std::string vllmTokens(const PageView &view)
{
    const auto tokens = count(view.body, {"prompt"});
    return R"({"count":)" + std::to_string(tokens) + R"(,"max_model_len":)"
        + std::to_string(view.target.preset().contextTokens) + R"(,"tokens":)" + idList(tokens)
        + R"(,"token_strs":null})";
}

std::string sglangTokens(const PageView &view)
{
    const auto tokens = count(view.body, {"prompt"});
    return R"({"tokens":)" + idList(tokens) + R"(,"count":)" + std::to_string(tokens) + R"(,"max_model_len":)"
        + std::to_string(view.target.preset().contextTokens) + '}';
}

std::string llamaCppTokens(const PageView &view)
{
    return R"({"tokens":)" + idList(count(view.body, {"content"})) + '}';
}

std::string lmdeployTokens(const PageView &view)
{
    const auto tokens = count(view.body, {"input"});
    return R"({"input_ids":)" + idList(tokens) + R"(,"length":)" + std::to_string(tokens) + '}';
}

std::string tgiTokens(const PageView &view)
{
    const auto tokens = count(view.body, {"inputs"});
    std::string list = "[";
    for (std::uint32_t i = 0; i < tokens; ++i)
        list += (i == 0 ? R"({"id":)" : R"(,{"id":)") + std::to_string(256 + i % 1024) + R"(,"text":"word","start":)"
            + std::to_string(4 * i) + R"(,"stop":)" + std::to_string(4 * i + 4) + '}';
    return list + ']';
}

} // namespace tokamark::simulator
