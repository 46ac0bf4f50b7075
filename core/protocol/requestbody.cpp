#include "protocol/requestbody.h"

namespace tokamark::protocol {

Json messages(const workload::GenerationRequest &request)
{
    Json list = Json::array();
    if (!request.system.empty())
        list.push_back({{"role", "system"}, {"content", request.system}});
    list.push_back({{"role", "user"}, {"content", request.prompt}});
    return list;
}

std::string plainPrompt(const workload::GenerationRequest &request)
{
    return request.system.empty() ? request.prompt : request.system + "\n\n" + request.prompt;
}

std::uint64_t portableSeed(std::uint64_t seed) noexcept
{
    return (seed ^ (seed >> 31)) & 0x7fffffffu;
}

std::string bodyText(Json body, const Json &extra)
{
    for (const auto &[key, value] : extra.items()) {
        if (value.is_null())
            body.erase(key);
        else
            body[key] = value;
    }
    // Prompt files may hold bytes that are no UTF-8; they go out as U+FFFD instead of ending the run.
    return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace tokamark::protocol
