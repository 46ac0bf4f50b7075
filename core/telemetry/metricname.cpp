#include "telemetry/metricname.h"

namespace tokamark::telemetry {

const char *name(Meaning meaning) noexcept
{
    switch (meaning) {
    case Meaning::Running: return "running";
    case Meaning::Waiting: return "waiting";
    case Meaning::KvUse: return "kv_use";
    case Meaning::PrefixHitRate: return "prefix_hit_rate";
    case Meaning::PromptTokens: return "prompt_tokens";
    case Meaning::CachedPromptTokens: return "cached_prompt_tokens";
    case Meaning::PrefixQueries: return "prefix_queries";
    case Meaning::OutputTokens: return "output_tokens";
    case Meaning::Completed: return "completed";
    case Meaning::Preemptions: return "preemptions";
    case Meaning::Ttft: return "ttft";
    case Meaning::TokenGap: return "token_gap";
    case Meaning::E2el: return "e2el";
    case Meaning::QueueTime: return "queue_time";
    case Meaning::PrefillTime: return "prefill_time";
    }
    return "";
}

} // namespace tokamark::telemetry
