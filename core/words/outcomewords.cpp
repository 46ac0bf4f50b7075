#include "words/outcomewords.h"

#include <QCoreApplication>

namespace tokamark::words {
namespace {

struct OutcomeWords {
    Q_DECLARE_TR_FUNCTIONS(OutcomeWords)

public:
    static QString label(metrics::Outcome outcome)
    {
        using metrics::Outcome;
        switch (outcome) {
        case Outcome::Completed: return tr("completed");
        case Outcome::ConnectFailed: return tr("no connection");
        case Outcome::TlsFailed: return tr("TLS failed");
        case Outcome::HttpError: return tr("HTTP error");
        case Outcome::ErrorFrame: return tr("error in the stream");
        case Outcome::Truncated: return tr("cut short");
        case Outcome::Stalled: return tr("stalled");
        case Outcome::TimedOut: return tr("timed out");
        case Outcome::Reset: return tr("connection reset");
        case Outcome::ProtocolError: return tr("protocol error");
        case Outcome::Cancelled: return tr("cancelled");
        }
        return {};
    }
};

struct PhaseWords {
    Q_DECLARE_TR_FUNCTIONS(PhaseWords)

public:
    static QString label(metrics::Phase phase)
    {
        using metrics::Phase;
        switch (phase) {
        case Phase::Ramp: return tr("ramp");
        case Phase::WarmUp: return tr("warm-up");
        case Phase::Window: return tr("window");
        case Phase::Drain: return tr("drain");
        }
        return {};
    }
};

} // namespace

QString label(metrics::Outcome outcome)
{
    return OutcomeWords::label(outcome);
}

QString label(metrics::Phase phase)
{
    return PhaseWords::label(phase);
}

} // namespace tokamark::words
