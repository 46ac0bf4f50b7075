#pragma once

#include "simulator/generation.h"
#include "simulator/responsechannel.h"
#include "simulator/servershared.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace tokamark::simulator {

/// A request as it came in. The views live as long as the call that gets it.
struct IncomingRequest {
    std::string_view method;
    std::string_view path; ///< as in the request line, query included
    std::string_view body;
    std::string_view host;
    std::string_view authorization;
    std::string_view apiKey; ///< X-Api-Key
    std::string_view cloudToken; ///< X-YATAI-API-TOKEN
    std::string_view requestId; ///< X-Request-Id
    bool onMetricsPort = false;
    std::uint16_t peerPort = 0;
    Instant received;
    bool kernelStamp = false;
};

/// Finds out what a request wants and answers it: with a page, or with a generation that goes on by itself.
/// Null: it has been answered, or will be without further ado.
[[nodiscard]] std::shared_ptr<Generation> answer(const IncomingRequest &request, ServerShared &shared,
                                                 ResponseChannel &channel);

} // namespace tokamark::simulator
