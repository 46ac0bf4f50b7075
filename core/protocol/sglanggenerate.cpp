#include "protocol/generateframe.h"
#include "protocol/natives.h"

namespace tokamark::protocol {

namespace {

Json body(const workload::GenerationRequest &request, const NativeSettings &)
{
    Json sampling = {{"max_new_tokens", request.maxTokens},
                     {"temperature", request.temperature},
                     {"sampling_seed", portableSeed(request.seed)}};
    if (request.ignoreEos)
        sampling["ignore_eos"] = true;
    return {{"text", plainPrompt(request)}, {"sampling_params", std::move(sampling)}, {"stream", true}};
}

} // namespace

constinit const NativeDialect SglangGenerate{
    .name = "generate",
    .path = "/generate",
    .exactLength = true,
    .body = body,
    .decode = decodeGenerateFrame,
};

} // namespace tokamark::protocol
