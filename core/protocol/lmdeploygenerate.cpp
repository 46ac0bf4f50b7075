#include "protocol/generateframe.h"
#include "protocol/natives.h"

namespace tokamark::protocol {

namespace {

// No session_id: equal ones in flight are refused.
Json body(const workload::GenerationRequest &request, const NativeSettings &)
{
    Json body = {{"prompt", plainPrompt(request)},
                 {"max_tokens", request.maxTokens},
                 {"temperature", request.temperature},
                 {"seed", portableSeed(request.seed)},
                 {"stream", true}};
    if (request.ignoreEos)
        body["ignore_eos"] = true;
    return body;
}

} // namespace

constinit const NativeDialect LmdeployGenerate{
    .name = "generate",
    .path = "/generate",
    .exactLength = true,
    .body = body,
    .decode = decodeGenerateFrame,
};

} // namespace tokamark::protocol
