#include "metrics/requestrecord.h"

namespace tokamark::metrics {

const char *name(Outcome outcome) noexcept
{
    switch (outcome) {
    case Outcome::Completed: return "completed";
    case Outcome::ConnectFailed: return "connect-failed";
    case Outcome::TlsFailed: return "tls-failed";
    case Outcome::HttpError: return "http-error";
    case Outcome::ErrorFrame: return "error-frame";
    case Outcome::Truncated: return "truncated";
    case Outcome::Stalled: return "stalled";
    case Outcome::TimedOut: return "timed-out";
    case Outcome::Reset: return "reset";
    case Outcome::ProtocolError: return "protocol-error";
    case Outcome::Cancelled: return "cancelled";
    }
    return "protocol-error";
}

const char *name(CountSource source) noexcept
{
    switch (source) {
    case CountSource::Usage: return "usage";
    case CountSource::Events: return "events";
    case CountSource::Estimated: return "estimated";
    }
    return "estimated";
}

const char *name(FinishReason reason) noexcept
{
    switch (reason) {
    case FinishReason::Unknown: return "unknown";
    case FinishReason::Length: return "length";
    case FinishReason::Stop: return "stop";
    case FinishReason::ToolCalls: return "tool-calls";
    case FinishReason::Abort: return "abort";
    case FinishReason::Other: return "other";
    }
    return "unknown";
}

const char *name(Phase phase) noexcept
{
    switch (phase) {
    case Phase::Ramp: return "ramp";
    case Phase::WarmUp: return "warm-up";
    case Phase::Window: return "window";
    case Phase::Drain: return "drain";
    }
    return "window";
}

} // namespace tokamark::metrics
