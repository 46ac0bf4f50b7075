#include "profiles/answers.h"
#include "profiles/registry.h"

#include <array>

namespace tokamark::profiles {

namespace {

using std::string_view;

constexpr std::array<const protocol::NativeDialect *, 2> Natives{&protocol::OllamaGenerate, &protocol::OllamaChat};

constexpr std::array BlindProbes{string_view("/api/version")};

/// Others answer some of its paths too, but those are known by the owner of their models.
bool read(const Answers &answers, Detection &detection)
{
    const std::string version = text(answers.document("/api/version"), "version");
    if (version.empty())
        return false;
    detection.version = version;
    note(detection, "/api/version", version);
    return true;
}

} // namespace

constinit const BackendProfile Ollama{
    .kind = "ollama",
    .name = "Ollama",
    .port = 11434,
    .openAi = protocol::OpenAiTraits{},
    .natives = Natives,
    .parallelism = {.unlessTold = 1},
    .readiness = {.path = "/api/version"},
    .keepAlive = {.idleLimit = {}}, // seen open after 20 s, and its source sets no limit
    .fingerprint = {.blindProbes = BlindProbes, .read = read},
};

} // namespace tokamark::profiles
