#include "words/faultwords.h"

#include <QCoreApplication>

namespace tokamark::words {
namespace {

struct FaultWords {
    Q_DECLARE_TR_FUNCTIONS(FaultWords)

public:
    static QString pattern(plan::FaultKind kind);
    static QString given() { return tr("%1 is given twice."); }
    static QString nameless() { return tr("A line of the headers is not of the form “Name: value”."); }
};

/// %1: what was written, or what is allowed; %2: what was probably meant.
QString FaultWords::pattern(plan::FaultKind kind)
{
    using plan::FaultKind;
    switch (kind) {
    case FaultKind::Empty: return tr("This must not be empty.");
    case FaultKind::None: return tr("There is none; at least one is needed.");
    case FaultKind::Missing: return tr("This is missing.");
    case FaultKind::GivenTwice: return tr("This is given twice.");
    case FaultKind::Above: return tr("This must not be above %1.");
    case FaultKind::Outside: return tr("This must be a whole number from 1 to %1.");
    case FaultKind::Negative: return tr("This must not be negative.");
    case FaultKind::NotAboveZero: return tr("This must be above 0.");
    case FaultKind::NotFromZero: return tr("This must be a number from 0 up.");
    case FaultKind::BelowOne: return tr("At least 1 is needed.");
    case FaultKind::UrlMissing: return tr("The URL is missing. Write http://host:port or sim:preset.");
    case FaultKind::UrlScheme: return tr("Only http, https and sim: can be measured, not %1.");
    case FaultKind::UrlHost: return tr("There is no host in %1.");
    case FaultKind::UrlPort: return tr("A port is a number from 1 to 65535, which %1 has not.");
    case FaultKind::NoPreset: return tr("The name of a preset is missing after sim:.");
    case FaultKind::MetricsScheme: return tr("A whole URL is needed, with http:// or https://, not %1.");
    case FaultKind::MetricsOffBeside: return tr("The word “off” must stand alone.");
    case FaultKind::KindUnknown:
        return tr("The kind of server %1 is not known. Write openai for any other server that speaks its API.");
    case FaultKind::KindMisspelt: return tr("The kind of server %1 is not known. Perhaps %2 is meant.");
    case FaultKind::NativeElsewhere: return tr("A native API is named, but requests go to another one.");
    case FaultKind::NativeName: return tr("%1 cannot be the name of an API.");
    case FaultKind::HeaderName: return tr("HTTP does not allow this header: %1.");
    case FaultKind::HeaderOurs: return tr("The header %1 is set by the program itself.");
    case FaultKind::NotJsonObject: return tr("This must be a JSON object: {\"name\": value}.");
    case FaultKind::StreamOff: return tr("Answers are measured as streams; stream cannot be switched off.");
    case FaultKind::Color: return tr("A colour is written #rrggbb, not %1.");
    case FaultKind::TrustAndInsecure: return tr("A CA file has no use while certificates are not verified.");
    case FaultKind::VariableName:
        return tr("This is not the name of an environment variable. The key itself does not belong here.");
    case FaultKind::KeychainName: return tr("This is not the name of a key in the keychain.");
    case FaultKind::TwoKeys: return tr("The key cannot come from a variable and from the keychain.");
    case FaultKind::MinAboveMax: return tr("The least length is above the greatest.");
    case FaultKind::MeanOutside: return tr("The mean lies outside the least and the greatest length.");
    case FaultKind::SpreadOfFixed: return tr("A fixed length has no spread.");
    case FaultKind::SpreadTooWide: return tr("The spread must be below the mean.");
    case FaultKind::FileUnused: return tr("Synthetic prompts come from no file.");
    case FaultKind::DurationAndRequests: return tr("Either a duration or a number of requests ends a point, not both.");
    case FaultKind::WarmupOfRequests: return tr("With a number of requests every one counts, so there is no warm-up.");
    case FaultKind::WarmupOfRamp: return tr("With the ramp inside the window there is no warm-up; write 0s.");
    case FaultKind::RampTooLong: return tr("The ramp is as long as the window around it.");
    case FaultKind::PercentileNotKept: return tr("Kept are the percentiles 50, 90, 95 and 99.");
    case FaultKind::ThresholdNumbers: return tr("Two numbers above 0 are needed: for a warning and for bad.");
    case FaultKind::ThresholdOrder: return tr("The limit for bad is reached before the one for a warning.");
    case FaultKind::OtherLoad: return tr("This says nothing for a load of this kind.");
    case FaultKind::EndlessRate: return tr("An endless rate sends all requests at once; say how many there are.");
    case FaultKind::WarmupOfTrace: return tr("Every request of a trace counts, so there is no warm-up; write 0s.");
    case FaultKind::GpuUnknown:
        return tr("No GPU of the table goes by %1, or more than one does: write A100-80GB, h100-sxm, h100-pcie, "
                  "h200-sxm, l40s, rtx-4090 or b200.");
    case FaultKind::ShapeUnknown:
        return tr("The shape of the model %1 is not known; give the path of its config.json.");
    case FaultKind::WeightsUnknown:
        return tr("Weights are stored as fp16, bf16, fp8, int8, int4, awq or gptq, not as %1.");
    case FaultKind::KvUnknown: return tr("A KV cache is stored as fp16, bf16, fp8 or int8, not as %1.");
    case FaultKind::UrlForm: return tr("%1 is no URL. Write http://host:port or sim:preset.");
    case FaultKind::SearchForNothing:
        return tr("Nothing is asked of a point, so every load is good enough; give a requirement or a limit.");
    case FaultKind::SearchOrder: return tr("The highest load is below the lowest.");
    case FaultKind::SearchOfTrace: return tr("A trace brings its own load, so there is none to search for.");
    case FaultKind::NotPercent: return tr("This must be above 0 and at most 100 percent.");
    case FaultKind::NotShare: return tr("This must be above 0 and below 1.");
    case FaultKind::SharedOfFile: return tr("Only synthetic prompts can share a chosen part; these come from a file.");
    case FaultKind::SharedNotUnique: return tr("A shared prefix needs unique text behind it.");
    case FaultKind::CommandShell: return tr("For a shell the command is one line of text.");
    case FaultKind::UrlUserInformation:
        return tr("A name or password does not belong in a URL, for URLs are stored; give it as a header: %1.");
    case FaultKind::UrlQuery: return tr("A URL is given without “?” and “#” and what follows them: %1.");
    }
    return {};
}

} // namespace

QString sentence(const plan::Fault &fault)
{
    const QString value = QString::fromStdString(fault.value);
    if (fault.kind == plan::FaultKind::GivenTwice && !value.isEmpty())
        return FaultWords::given().arg(value);
    if (fault.kind == plan::FaultKind::HeaderName && value.isEmpty())
        return FaultWords::nameless();
    const QString pattern = FaultWords::pattern(fault.kind);
    if (!pattern.contains(QLatin1String("%1")))
        return pattern;
    return pattern.contains(QLatin1String("%2")) ? pattern.arg(value, QString::fromStdString(fault.meant))
                                                 : pattern.arg(value);
}

} // namespace tokamark::words
