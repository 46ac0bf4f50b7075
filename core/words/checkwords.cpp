#include "words/checkwords.h"

#include <QCoreApplication>

namespace tokamark::words {
namespace {

struct CheckWords {
    Q_DECLARE_TR_FUNCTIONS(CheckWords)

public:
    static QString label(metrics::CheckOf what);
    static QString label(metrics::CheckOutcome outcome);
    static QString reason(metrics::CheckDoubt doubt);
};

QString CheckWords::label(metrics::CheckOf what)
{
    using metrics::CheckOf;
    switch (what) {
    case CheckOf::Requests: return tr("Requests, server's counter");
    case CheckOf::PromptTokens: return tr("Prompt tokens, server's counter");
    case CheckOf::OutputTokens: return tr("Output tokens, server's counter");
    case CheckOf::EventTokens: return tr("Tokens one by one, totals of the answers");
    case CheckOf::PromptLength: return tr("Prompt length asked for, by usage");
    case CheckOf::Ttft: return tr("Mean TTFT, not below the server's own");
    case CheckOf::InFlight: return tr("In flight, server's gauges");
    case CheckOf::InFlightCourse: return tr("In flight, server's gauges, part by part");
    case CheckOf::LittlesLaw: return tr("In flight, rate × mean latency");
    case CheckOf::Roofline: return tr("Output rate, not above the roofline");
    }
    return {};
}

QString CheckWords::label(metrics::CheckOutcome outcome)
{
    using metrics::CheckOutcome;
    switch (outcome) {
    case CheckOutcome::Agrees: return tr("agrees");
    case CheckOutcome::Differs: return tr("differs");
    case CheckOutcome::CannotTell: return tr("cannot tell");
    }
    return {};
}

QString CheckWords::reason(metrics::CheckDoubt doubt)
{
    using metrics::CheckDoubt;
    switch (doubt) {
    case CheckDoubt::None: return {};
    case CheckDoubt::NotTold: return tr("nothing was told");
    case CheckDoubt::NothingMeasured: return tr("no request was completed");
    case CheckDoubt::Failures: return tr("requests failed, and servers count those differently");
    case CheckDoubt::Estimated: return tr("token counts are estimated");
    case CheckDoubt::OtherRequests: return tr("both means are not of the same requests");
    case CheckDoubt::FewReadings: return tr("the server was read too seldom");
    case CheckDoubt::QueueUntold: return tr("the server does not tell how many requests wait");
    case CheckDoubt::EventsUntold: return tr("an event may hold several tokens");
    case CheckDoubt::Nominal: return tr("the server's tokenizer decides how long a prompt is");
    case CheckDoubt::TooShort: return tr("the window is under ten answers long");
    case CheckDoubt::Grew: return tr("requests piled up");
    case CheckDoubt::NoHardware: return tr("the plan does not tell GPU, number of GPUs, model and weights");
    case CheckDoubt::GpusUntold: return tr("the plan does not say how many GPUs there are (gpus)");
    }
    return {};
}

} // namespace

QString label(metrics::CheckOf what)
{
    return CheckWords::label(what);
}

QString label(metrics::CheckOutcome outcome)
{
    return CheckWords::label(outcome);
}

QString reason(metrics::CheckDoubt doubt)
{
    return CheckWords::reason(doubt);
}

} // namespace tokamark::words
