#pragma once

#include "simulator/apirequest.h"
#include "simulator/responsechannel.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tokamark::simulator {

/// Everything that the words of a refusal may name.
struct RefusalFacts {
    std::string message = {};
    std::string asked = {}; ///< model
    std::uint32_t promptTokens = 0;
    std::uint32_t maxTokens = 0;
    std::string echo = {}; ///< what the request said of itself, behind the message
};

/// Puts `echo` behind the message of an error's body: the text that the body is about, of JSON inside a JSON text too,
/// and the whole body where it is no JSON.
[[nodiscard]] std::string withEcho(std::string body, std::string_view echo);

/// Refuses in the words of the target's dialect. `path` decides where one server has words of two kinds; `status` 0
/// takes the dialect's.
void refuse(ResponseChannel &channel, const ServedTarget &target, std::string_view path, Complaint complaint,
            const RefusalFacts &facts, int status = 0);

/// Refuses a generation: in the stream where the server does that, else as above.
void refuseGeneration(ResponseChannel &channel, const ServedTarget &target, const Endpoint &endpoint,
                      const ApiRequest &request, Complaint complaint, const std::string &echo);

} // namespace tokamark::simulator
