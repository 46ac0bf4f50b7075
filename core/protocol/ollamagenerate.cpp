#include "protocol/natives.h"
#include "protocol/ollamaline.h"

namespace tokamark::protocol {

namespace {

Json body(const workload::GenerationRequest &request, const NativeSettings &settings)
{
    Json body = ollamaBody(request, settings.model);
    body["prompt"] = request.prompt;
    if (!request.system.empty())
        body["system"] = request.system;
    return body;
}

} // namespace

constinit const NativeDialect OllamaGenerate{
    .name = "generate",
    .path = "/api/generate",
    .framing = Framing::Ndjson,
    .body = body,
    .decode = decodeOllamaLine,
};

} // namespace tokamark::protocol
