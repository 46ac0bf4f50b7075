#include "profiles/knownfacts.h"

#include "profiles/profiles.h"
#include "profiles/protocolchoice.h"

#include <string>
#include <vector>

namespace tokamark::profiles {

namespace {

using Json = nlohmann::ordered_json;

/// The APIs at which a request can hold the server to an exact number of tokens.
std::vector<std::string> exactLengthApis(const BackendProfile &profile)
{
    std::vector<std::string> apis;
    const auto addIfExact = [&](const char *name, plan::Endpoint endpoint) {
        const auto protocol = makeProtocol({std::string(profile.kind), endpoint, {}, {}});
        if (protocol && (*protocol)->exactLength())
            apis.emplace_back(name);
    };
    if (profile.openAi) {
        addIfExact("chat", plan::Endpoint::Chat);
        addIfExact("completions", plan::Endpoint::Completions);
    }
    for (const protocol::NativeDialect *native : profile.natives) {
        if (native->exactLength)
            apis.emplace_back(native->name);
    }
    return apis;
}

Json idleClose(std::string_view kind, plan::Endpoint endpoint)
{
    const Duration limit = idleLimit(kind, endpoint);
    return limit == Duration::zero() ? Json() : Json(toSeconds(limit));
}

std::string metricsPage(const MetricsProfile &metrics)
{
    return (metrics.port == 0 ? std::string() : ":" + std::to_string(metrics.port)) + std::string(metrics.path);
}

} // namespace

Json knownFacts(const BackendProfile &profile)
{
    Json facts = Json::object();
    facts["ready_path"] = std::string(profile.readiness.path);
    facts["exact_length"] = exactLengthApis(profile);
    if (profile.parallelism.unlessTold != 0)
        facts["parallel_unless_told"] = profile.parallelism.unlessTold;
    facts["idle_close_s"] = idleClose(profile.kind, plan::Endpoint::Chat);
    if (profile.keepAlive.nativeIdleLimit)
        facts["native_idle_close_s"] = idleClose(profile.kind, plan::Endpoint::Native);
    if (profile.keepAlive.mostAnswers != 0)
        facts["close_after_answers"] = profile.keepAlive.mostAnswers;
    if (!profile.tokenIds.inPrompts.empty())
        facts["prompt_ids"] = std::string(profile.tokenIds.inPrompts);
    if (!profile.tokenIds.inAnswers.empty())
        facts["answer_ids"] = std::string(profile.tokenIds.inAnswers);
    if (!profile.metrics.path.empty())
        facts["metrics"] = metricsPage(profile.metrics);
    return facts;
}

} // namespace tokamark::profiles
