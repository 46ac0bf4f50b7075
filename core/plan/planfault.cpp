#include "plan/planfault.h"

namespace tokamark::plan {
namespace {

/// What is wrong, in the C locale; what is asked for in particular follows it.
const char *textOf(FaultKind kind)
{
    switch (kind) {
    case FaultKind::Empty: return "empty";
    case FaultKind::None: return "none";
    case FaultKind::Missing: return "missing";
    case FaultKind::GivenTwice: return "given twice";
    case FaultKind::Above: return "above";
    case FaultKind::Outside: return "not from 1 to";
    case FaultKind::Negative: return "negative";
    case FaultKind::NotAboveZero: return "not above 0";
    case FaultKind::NotFromZero: return "not a number from 0 up";
    case FaultKind::BelowOne: return "below 1";
    case FaultKind::UrlMissing: return "missing, write http://host:port or sim:preset";
    case FaultKind::UrlScheme: return "not http, https or sim";
    case FaultKind::UrlHost: return "no host";
    case FaultKind::UrlPort: return "port not from 1 to 65535";
    case FaultKind::NoPreset: return "no preset after sim:";
    case FaultKind::MetricsScheme: return "not http:// or https://";
    case FaultKind::MetricsOffBeside: return "off stands alone";
    case FaultKind::KindUnknown:
    case FaultKind::KindMisspelt: return "not known";
    case FaultKind::NativeElsewhere: return "the endpoint is not native";
    case FaultKind::NativeName: return "not the name of an API";
    case FaultKind::HeaderName: return "not a header";
    case FaultKind::HeaderOurs: return "set by the program itself";
    case FaultKind::NotJsonObject: return "not a JSON object";
    case FaultKind::StreamOff: return "stream cannot be switched off";
    case FaultKind::Color: return "not #rrggbb";
    case FaultKind::TrustAndInsecure: return "contradicts ca_file";
    case FaultKind::VariableName: return "not the name of an environment variable";
    case FaultKind::KeychainName: return "not the name of a key in the keychain";
    case FaultKind::TwoKeys: return "contradicts api_key_env";
    case FaultKind::MinAboveMax: return "min above max";
    case FaultKind::MeanOutside: return "mean outside min and max";
    case FaultKind::SpreadOfFixed: return "a fixed length has no spread";
    case FaultKind::SpreadTooWide: return "spread not below the mean";
    case FaultKind::SearchForNothing: return "no requirement and no SLO, so every load is good enough";
    case FaultKind::SearchOrder: return "below lowest";
    case FaultKind::SearchOfTrace: return "a trace has no load to search over";
    case FaultKind::NotPercent: return "not above 0 and at most 100";
    case FaultKind::NotShare: return "not above 0 and below 1";
    case FaultKind::SharedOfFile: return "prompts come from a file";
    case FaultKind::SharedNotUnique: return "needs unique_prompts";
    case FaultKind::CommandShell: return "with shell = true one line";
    case FaultKind::FileUnused: return "given for synthetic prompts";
    case FaultKind::DurationAndRequests: return "contradicts duration";
    case FaultKind::WarmupOfRequests: return "contradicts requests, every one of which counts";
    case FaultKind::WarmupOfRamp: return "not 0s, which ramp_inside_window asks for";
    case FaultKind::RampTooLong: return "as long as the window around it";
    case FaultKind::PercentileNotKept: return "not one of 50, 90, 95, 99";
    case FaultKind::ThresholdNumbers: return "not two numbers above 0";
    case FaultKind::ThresholdOrder: return "bad is reached before the warning";
    case FaultKind::OtherLoad: return "says nothing for a load of this kind";
    case FaultKind::EndlessRate: return "inf sends all requests at once, so write how many: requests";
    case FaultKind::WarmupOfTrace: return "not 0s, as every request of a trace counts";
    case FaultKind::GpuUnknown:
    case FaultKind::ShapeUnknown: return "not known";
    case FaultKind::WeightsUnknown: return "not fp16, bf16, fp8, int8, int4, awq or gptq";
    case FaultKind::KvUnknown: return "not fp16, bf16, fp8 or int8";
    case FaultKind::UrlForm: return "not of the form http://host:port";
    case FaultKind::UrlUserInformation: return "name or password before the host";
    case FaultKind::UrlQuery: return "query or fragment";
    }
    return "";
}

} // namespace

Error errorOf(const Fault &fault)
{
    std::string detail = fault.key + ": " + textOf(fault.kind);
    const bool isLimit = fault.kind == FaultKind::Above || fault.kind == FaultKind::Outside;
    if (!fault.value.empty())
        detail += (isLimit ? " " : ": ") + fault.value;
    if (fault.kind == FaultKind::KindUnknown)
        detail += ", write openai for any other server that speaks its API";
    if (!fault.meant.empty())
        detail += ", perhaps " + fault.meant + " is meant";
    return {fault.code, std::move(detail), {}};
}

} // namespace tokamark::plan
