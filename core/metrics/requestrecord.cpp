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

} // namespace tokamark::metrics
