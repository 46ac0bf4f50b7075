#pragma once

#include "plan/plan.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tokamark::plan {

/// What can be wrong with one value of a plan. `core/words` has a sentence for each.
enum class FaultKind : std::uint8_t {
    Empty,
    None, ///< a list without an entry
    Missing,
    GivenTwice,
    Above, ///< value: the most that is allowed
    Outside, ///< not from 1 to value
    Negative,
    NotAboveZero,
    NotFromZero,
    BelowOne,
    UrlMissing,
    UrlScheme, ///< value: the URL
    UrlHost, ///< value: the URL
    UrlPort, ///< value: host and port
    NoPreset,
    MetricsScheme, ///< value: the URL
    MetricsOffBeside, ///< the word for "nowhere" among URLs
    KindUnknown, ///< value: the kind
    KindMisspelt, ///< value: the kind; meant: the one that is probably meant
    NativeElsewhere, ///< a native API where the endpoint is none
    NativeName, ///< value: the name
    HeaderName, ///< value: its name
    HeaderOurs, ///< value: its name
    NotJsonObject,
    StreamOff,
    Color, ///< value: what stands there
    TrustAndInsecure,
    VariableName, ///< never with its value, which may be the key itself
    KeychainName, ///< never with its value, for the same reason
    TwoKeys,
    MinAboveMax,
    MeanOutside,
    SpreadOfFixed,
    SpreadTooWide,
    FileUnused,
    DurationAndRequests,
    WarmupOfRequests,
    WarmupOfRamp,
    RampTooLong,
    PercentileNotKept,
    ThresholdNumbers,
    ThresholdOrder, ///< bad comes before the warning
    OtherLoad, ///< given for another kind of load
    EndlessRate, ///< all requests at once, and no word of how many
    WarmupOfTrace,
    GpuUnknown, ///< value: the name
    ShapeUnknown, ///< value: the name
    WeightsUnknown, ///< value: the format
    KvUnknown, ///< value: the format
    UrlForm, ///< value: what is no URL
    SearchForNothing, ///< neither requirements nor SLOs
    SearchOrder, ///< the highest load is below the lowest
    SearchOfTrace,
    NotPercent, ///< not above 0 and at most 100
    NotShare, ///< not above 0 and below 1
    SharedOfFile, ///< a shared prefix of prompts that come from a file
    SharedNotUnique, ///< a shared prefix, and nothing unique behind it
    CommandShell, ///< a line for the shell that is several
    UrlUserInformation, ///< value: the URL without it
    UrlQuery, ///< value: the URL without it
};

/// Something in a plan that contradicts itself or cannot run.
struct Fault {
    std::string key; ///< of the value, as the TOML form writes it: "targets[0].url"
    FaultKind kind = FaultKind::Empty;
    std::string value; ///< the particulars, see FaultKind
    std::string meant; ///< likewise
    ErrorCode code = ErrorCode::BadPlan;

    bool operator==(const Fault &) const = default;
};

/// Everything that `check` finds, first fault first, in a form that can be said in any language.
[[nodiscard]] std::vector<Fault> findFaults(const Plan &plan);
/// "targets[0].url: no host: x", in the C locale.
[[nodiscard]] Error errorOf(const Fault &fault);

} // namespace tokamark::plan
