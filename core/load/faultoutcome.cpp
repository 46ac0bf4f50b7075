#include "load/faultoutcome.h"

namespace tokamark::load {

using metrics::Outcome;

Outcome outcomeOf(http::Fault fault)
{
    switch (fault) {
    case http::Fault::None: return Outcome::Completed;
    case http::Fault::Connect: return Outcome::ConnectFailed;
    case http::Fault::Tls: return Outcome::TlsFailed;
    case http::Fault::Reset: return Outcome::Reset;
    case http::Fault::Truncated: return Outcome::Truncated;
    case http::Fault::Malformed: return Outcome::ProtocolError;
    }
    return Outcome::ProtocolError;
}

} // namespace tokamark::load
