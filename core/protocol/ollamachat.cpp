#include "protocol/natives.h"
#include "protocol/ollamaline.h"

namespace tokamark::protocol {

namespace {

Json body(const workload::GenerationRequest &request, const NativeSettings &settings)
{
    Json body = ollamaBody(request, settings.model);
    body["messages"] = messages(request);
    return body;
}

} // namespace

constinit const NativeDialect OllamaChat{
    .name = "chat",
    .path = "/api/chat",
    .framing = Framing::Ndjson,
    .body = body,
    .decode = decodeOllamaLine,
};

} // namespace tokamark::protocol
