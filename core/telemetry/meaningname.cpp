#include "telemetry/meaningname.h"

namespace tokamark::telemetry {

using profiles::Meaning;

static_assert(MeaningCount == static_cast<std::size_t>(Meaning::EndToEndTime) + 1);

const char *nameOf(Meaning meaning) noexcept
{
    switch (meaning) {
    case Meaning::Running: return "running";
    case Meaning::Waiting: return "waiting";
    case Meaning::KvUse: return "kv_use";
    case Meaning::PromptTokens: return "prompt_tokens";
    case Meaning::EvaluatedPromptTokens: return "evaluated_prompt_tokens";
    case Meaning::CachedPromptTokens: return "cached_prompt_tokens";
    case Meaning::OutputTokens: return "output_tokens";
    case Meaning::RequestsDone: return "requests_done";
    case Meaning::RequestsFailed: return "requests_failed";
    case Meaning::Preemptions: return "preemptions";
    case Meaning::PrefixHits: return "prefix_hits";
    case Meaning::PrefixQueries: return "prefix_queries";
    case Meaning::PrefixHitRate: return "prefix_hit_rate";
    case Meaning::TimeToFirstToken: return "ttft";
    case Meaning::InterTokenTime: return "inter_token_time";
    case Meaning::QueueTime: return "queue_time";
    case Meaning::PrefillTime: return "prefill_time";
    case Meaning::DecodeTime: return "decode_time";
    case Meaning::EndToEndTime: return "end_to_end_time";
    }
    return "";
}

bool isGauge(Meaning meaning) noexcept
{
    return meaning == Meaning::Running || meaning == Meaning::Waiting || meaning == Meaning::KvUse
        || meaning == Meaning::PrefixHitRate;
}

} // namespace tokamark::telemetry
