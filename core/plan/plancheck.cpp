#include "base/urlparts.h"
#include "plan/faultlist.h"
#include "plan/loadcheck.h"
#include "plan/metricspage.h"
#include "plan/nearestname.h"
#include "plan/plannames.h"
#include "roofline/hardwarenames.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>
#include <set>
#include <string_view>

namespace tokamark::plan {
namespace {

constexpr std::uint32_t MostRepetitions = 1'000;
constexpr std::uint32_t MostGpus = 100'000;
constexpr std::uint32_t MostPrefixes = 1'000'000;
constexpr int MostTokensPerStep = 100;

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool isColor(std::string_view text)
{
    return text.size() == 7 && text.front() == '#'
        && std::ranges::all_of(text.substr(1), [](unsigned char c) { return std::isxdigit(c) != 0; });
}

/// The characters that HTTP allows in a header's name.
bool isToken(std::string_view text)
{
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::ranges::all_of(text, [marks](unsigned char c) {
        return (std::isalnum(c) != 0 && c < 0x80) || marks.find(static_cast<char>(c)) != std::string_view::npos;
    });
}

bool isHeaderValue(std::string_view text)
{
    const bool plain = std::ranges::all_of(text, [](unsigned char c) { return c == '\t' || (c >= 0x20 && c != 0x7f); });
    return plain
        && (text.empty()
            || (!std::isspace(static_cast<unsigned char>(text.front()))
                && !std::isspace(static_cast<unsigned char>(text.back()))));
}

/// What stands in a path without escapes.
bool isPathPart(std::string_view text)
{
    return std::ranges::all_of(text, [](unsigned char c) {
        return c < 0x80 && (std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.' || c == '/');
    });
}

/// Headers that belong to how a request is framed; a plan that sets them would break the measurement.
bool isFramingHeader(std::string name)
{
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name == "content-length" || name == "transfer-encoding" || name == "connection" || name == "host";
}

/// The port of "host:port" or "[v6]:port" is a number that a port can have.
bool hasPossiblePort(std::string_view authority)
{
    const std::size_t bracket = authority.find(']');
    const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
    if (colon == std::string_view::npos)
        return true;
    const std::string_view digits = authority.substr(colon + 1);
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return error == std::errc() && end == digits.data() + digits.size() && port != 0;
}

void checkKind(const Target &target, const std::string &key, Faults &faults)
{
    if (target.kind.empty())
        return faults.add(key, FaultKind::Empty);
    if (std::ranges::find(KindNames, target.kind) != KindNames.end())
        return;
    const std::string_view meant = nearestName(target.kind, KindNames);
    faults.addMisspelt(key, meant.empty() ? FaultKind::KindUnknown : FaultKind::KindMisspelt, target.kind, meant);
}

/// "htp:/host": a word, a colon and one slash. It may be a scheme misspelt or a port left out, and is no URL either way.
bool hasOneSlash(std::string_view url)
{
    const std::size_t colon = url.find(':');
    return colon != std::string_view::npos && colon > 0 && url.substr(colon + 1).starts_with('/')
        && !url.substr(colon + 1).starts_with("//")
        && std::ranges::all_of(url.substr(0, colon), [](unsigned char c) { return std::isalpha(c) != 0; });
}

void checkUrl(const Target &target, const std::string &key, Faults &faults)
{
    std::string_view url = target.url;
    if (isBlank(url))
        return faults.add(key, FaultKind::UrlMissing);
    if (target.isSimulated()) {
        if (isBlank(url.substr(4)))
            faults.add(key, FaultKind::NoPreset, {}, ErrorCode::BadUrl);
        return;
    }
    const std::string shown = urlWithoutSecrets(url);
    const std::string_view scheme = url.substr(0, schemeLength(url));
    if (!scheme.empty() && scheme != "http://" && scheme != "https://")
        return faults.add(key, FaultKind::UrlScheme, shown, ErrorCode::BadUrl);
    if (hasOneSlash(url))
        return faults.add(key, FaultKind::UrlForm, shown, ErrorCode::BadUrl);
    url.remove_prefix(scheme.size());
    const std::string_view authority = url.substr(0, url.find_first_of("/?#"));
    if (isBlank(authority) || url.find_first_of(" \t\r\n") != std::string_view::npos)
        faults.add(key, FaultKind::UrlHost, shown, ErrorCode::BadUrl);
    else if (authority.find('@') != std::string_view::npos || hasPossiblePort(authority))
        return; // the first is refused where it is split
    else if (url.find('@') != std::string_view::npos) // then that is no port but a password that holds one of the marks
        faults.add(key, FaultKind::UrlUserInformation, shown, ErrorCode::BadUrl);
    else
        faults.add(key, FaultKind::UrlPort, std::string(authority), ErrorCode::BadUrl);
}

FaultKind kindOf(UrlFault fault, std::string_view shown)
{
    switch (fault) {
    case UrlFault::Scheme: return FaultKind::MetricsScheme;
    case UrlFault::Query: return FaultKind::UrlQuery;
    case UrlFault::UserInformation: return FaultKind::UrlUserInformation;
    case UrlFault::Characters:
    case UrlFault::NoHost: return FaultKind::UrlHost;
    case UrlFault::HostOrPort: break;
    }
    const std::string_view rest = shown.substr(schemeLength(shown));
    return hasPossiblePort(rest.substr(0, rest.find('/'))) ? FaultKind::UrlHost : FaultKind::UrlPort;
}

/// What is fetched beside the measurement: a whole http or https URL, for nothing is put behind it. What may be a
/// secret in it is not repeated.
void checkMetricsUrl(const std::string &url, const std::string &key, Faults &faults)
{
    const std::string shown = urlWithoutSecrets(url);
    if (schemeLength(url) == 0)
        return faults.add(key, FaultKind::MetricsScheme, shown, ErrorCode::BadUrl);
    if (const auto parts = splitUrl(url); !parts)
        faults.add(key, kindOf(parts.error(), shown), shown, ErrorCode::BadUrl);
}

void checkTelemetry(const Target &target, const std::string &key, Faults &faults)
{
    const std::string urls = key + ".metrics_urls";
    const bool off = std::ranges::find(target.metricsUrls, MetricsOff) != target.metricsUrls.end();
    faults.addIf(off && target.metricsUrls.size() > 1, urls, FaultKind::MetricsOffBeside);
    std::set<std::string> seen;
    for (const std::string &text : target.metricsUrls) {
        const std::string url = metricsPageOf(text).url;
        if (!off)
            checkMetricsUrl(url, urls, faults);
        faults.addIf(!seen.insert(url).second, urls, FaultKind::GivenTwice, urlWithoutSecrets(url));
    }
    faults.addIf(target.gpus > MostGpus, key + ".gpus", FaultKind::Above, std::to_string(MostGpus));
    if (!target.gpuMetricsUrl.empty())
        checkMetricsUrl(target.gpuMetricsUrl, key + ".gpu_metrics_url", faults);
}

/// A shape in a file is read when its turn comes, as prompts are.
void checkHardware(const Hardware &hardware, const std::string &key, Faults &faults)
{
    faults.addIf(!hardware.gpu.empty() && roofline::findGpuByName(hardware.gpu) == nullptr, key + ".gpu",
                 FaultKind::GpuUnknown, hardware.gpu);
    faults.addIf(!hardware.model.empty() && !hardware.model.ends_with(".json")
                     && roofline::findModelByName(hardware.model) == nullptr,
                 key + ".model_shape", FaultKind::ShapeUnknown, hardware.model);
    faults.addIf(!roofline::weightFormatOf(hardware.weights), key + ".weights", FaultKind::WeightsUnknown,
                 hardware.weights);
    faults.addIf(!roofline::kvFormatOf(hardware.kv), key + ".kv_cache", FaultKind::KvUnknown, hardware.kv);
    faults.addIf(!(hardware.tokensPerStep >= 1 && hardware.tokensPerStep <= MostTokensPerStep),
                 key + ".tokens_per_step", FaultKind::Outside, std::to_string(MostTokensPerStep));
}

void checkExtraBody(const Target &target, const std::string &key, Faults &faults)
{
    if (target.extraBody.empty())
        return;
    const nlohmann::json body = nlohmann::json::parse(target.extraBody, nullptr, false);
    if (!body.is_object())
        return faults.add(key, FaultKind::NotJsonObject, {}, ErrorCode::BadJson);
    const auto stream = body.find("stream");
    faults.addIf(stream != body.end() && *stream != true, key, FaultKind::StreamOff);
}

/// Only where keys are to be found can be said here; what looks like a key itself is never repeated.
void checkKey(const Target &target, const std::string &key, Faults &faults)
{
    faults.addIf(target.apiKeyEnv.find_first_of("= \t\r\n") != std::string::npos, key + ".api_key_env",
                 FaultKind::VariableName);
    const std::string &name = target.apiKeyKeychain;
    const bool plain = std::ranges::none_of(name, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    faults.addIf(!name.empty() && (isBlank(name) || !plain), key + ".api_key", FaultKind::KeychainName);
    faults.addIf(!name.empty() && !target.apiKeyEnv.empty(), key + ".api_key", FaultKind::TwoKeys);
}

void checkTarget(const Target &target, const std::string &key, Faults &faults)
{
    faults.addIf(isBlank(target.name), key + ".name", FaultKind::Empty);
    checkUrl(target, key + ".url", faults);
    checkKind(target, key + ".kind", faults);
    const bool openAi = target.endpoint == Endpoint::Chat || target.endpoint == Endpoint::Completions;
    faults.addIf(openAi && !target.native.empty(), key + ".native", FaultKind::NativeElsewhere);
    faults.addIf(!isPathPart(target.native), key + ".native", FaultKind::NativeName, target.native);
    for (const auto &[name, value] : target.headers) {
        if (!isToken(name) || !isHeaderValue(value))
            faults.add(key + ".headers", FaultKind::HeaderName, name, ErrorCode::BadHeader);
        else if (isFramingHeader(name))
            faults.add(key + ".headers", FaultKind::HeaderOurs, name, ErrorCode::BadHeader);
    }
    checkExtraBody(target, key + ".extra_body", faults);
    checkTelemetry(target, key, faults);
    checkHardware(target.hardware, key, faults);
    faults.addIf(!target.color.empty() && !isColor(target.color), key + ".color", FaultKind::Color, target.color);
    faults.addIf(target.tls.insecure && !target.tls.caFile.empty(), key + ".insecure", FaultKind::TrustAndInsecure);
    checkKey(target, key, faults);
}

void checkLength(const LengthSpec &length, const std::string &key, Faults &faults)
{
    faults.addIf(length.min == 0 || length.mean == 0, key, FaultKind::BelowOne);
    faults.addIf(length.min > length.max, key, FaultKind::MinAboveMax);
    faults.addIf(length.mean < length.min || length.mean > length.max, key, FaultKind::MeanOutside);
    faults.addIf(length.shape == LengthSpec::Shape::Fixed && length.spread > 0, key, FaultKind::SpreadOfFixed);
    faults.addIf(length.shape == LengthSpec::Shape::Uniform && length.spread >= length.mean, key,
                 FaultKind::SpreadTooWide);
}

/// Text that prompts share can be chosen only where the prompts are made here.
void checkShared(const Workload &workload, const std::string &key, Faults &faults)
{
    const SharedPrefix &shared = *workload.sharedPrefix;
    faults.addIf(!(shared.share > 0 && shared.share < 1), key + ".share", FaultKind::NotShare);
    faults.addIf(shared.prefixes == 0 || shared.prefixes > MostPrefixes, key + ".prefixes", FaultKind::Outside,
                 std::to_string(MostPrefixes));
    faults.addIf(workload.origin == PromptOrigin::File, key, FaultKind::SharedOfFile);
    faults.addIf(!workload.uniquePrompts, key, FaultKind::SharedNotUnique);
}

void checkWorkload(const Workload &workload, const std::string &key, Faults &faults)
{
    faults.addIf(isBlank(workload.name), key + ".name", FaultKind::Empty);
    const bool fromFile = workload.origin == PromptOrigin::File;
    faults.addIf(fromFile && workload.file.empty(), key + ".file", FaultKind::Missing);
    faults.addIf(!fromFile && !workload.file.empty(), key + ".file", FaultKind::FileUnused);
    checkLength(workload.inputTokens, key + ".input_tokens", faults);
    checkLength(workload.outputTokens, key + ".output_tokens", faults);
    if (workload.sharedPrefix)
        checkShared(workload, key + ".shared_prefix", faults);
    faults.addIf(!std::isfinite(workload.temperature) || workload.temperature < 0, key + ".temperature",
                 FaultKind::NotFromZero);
}

void checkSlos(const std::vector<Slo> &slos, Faults &faults)
{
    std::set<Slo::Metric> seen;
    for (std::size_t i = 0; i < slos.size(); ++i) {
        const std::string key = "slos[" + std::to_string(i) + "]";
        faults.addIf(!std::isfinite(slos[i].limitMs) || slos[i].limitMs <= 0, key + ".limit_ms",
                     FaultKind::NotAboveZero);
        faults.addIf(!seen.insert(slos[i].metric).second, key + ".metric", FaultKind::GivenTwice);
    }
}

void checkThresholds(const VerdictThresholds &thresholds, Faults &faults)
{
    for (const ThresholdKey &entry : ThresholdKeys) {
        const auto [warning, bad] = thresholds.*entry.field;
        const std::string key = "verdicts." + std::string(entry.key);
        const bool numbers = std::isfinite(warning) && std::isfinite(bad) && warning > 0 && bad > 0;
        faults.addIf(!numbers, key, FaultKind::ThresholdNumbers);
        const bool turned = entry.tooFew ? bad > warning : bad < warning;
        faults.addIf(numbers && turned, key, FaultKind::ThresholdOrder);
    }
}

template <class List> void checkNames(const List &list, const std::string &key, Faults &faults)
{
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (!list[i].name.empty() && !seen.insert(list[i].name).second)
            faults.add(key + "[" + std::to_string(i) + "].name", FaultKind::GivenTwice, list[i].name);
    }
}

void checkBeforeRepetition(const BeforeRepetition &before, Faults &faults)
{
    const std::string key = "before_repetition";
    faults.addIf(before.command.empty() || isBlank(before.command.front()), key + ".command", FaultKind::Empty);
    faults.addIf(before.shell && before.command.size() > 1, key + ".command", FaultKind::CommandShell);
    faults.addIf(before.timeout <= Duration{}, key + ".timeout", FaultKind::NotAboveZero);
    faults.addIf(before.readyTimeout <= Duration{}, key + ".ready_timeout", FaultKind::NotAboveZero);
}

} // namespace

std::vector<Fault> findFaults(const Plan &plan)
{
    Faults faults;
    faults.addIf(isBlank(plan.name), "name", FaultKind::Empty);
    faults.addIf(plan.targets.empty(), "targets", FaultKind::None);
    for (std::size_t i = 0; i < plan.targets.size(); ++i)
        checkTarget(plan.targets[i], "targets[" + std::to_string(i) + "]", faults);
    checkNames(plan.targets, "targets", faults);
    faults.addIf(plan.workloads.empty(), "workloads", FaultKind::None);
    for (std::size_t i = 0; i < plan.workloads.size(); ++i)
        checkWorkload(plan.workloads[i], "workloads[" + std::to_string(i) + "]", faults);
    checkNames(plan.workloads, "workloads", faults);
    checkLoad(plan.load, plan.search.has_value(), faults);
    checkSearch(plan, faults);
    faults.addIf(plan.repetitions == 0 || plan.repetitions > MostRepetitions, "repetitions", FaultKind::Outside,
                 std::to_string(MostRepetitions));
    if (plan.beforeRepetition)
        checkBeforeRepetition(*plan.beforeRepetition, faults);
    checkSlos(plan.slos, faults);
    faults.addIf(plan.percentiles.empty(), "percentiles", FaultKind::None);
    for (const double percentile : plan.percentiles)
        faults.addIf(std::ranges::find(KeptPercentiles, percentile) == KeptPercentiles.end(), "percentiles",
                     FaultKind::PercentileNotKept);
    constexpr auto largestSeed = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    faults.addIf(plan.seed > largestSeed, "seed", FaultKind::Above, std::to_string(largestSeed));
    const Limits &limits = plan.limits;
    faults.addIf(limits.requestTimeout <= Duration{}, "limits.request_timeout", FaultKind::NotAboveZero);
    faults.addIf(limits.stallTimeout <= Duration{}, "limits.stall_timeout", FaultKind::NotAboveZero);
    faults.addIf(limits.connectTimeout <= Duration{}, "limits.connect_timeout", FaultKind::NotAboveZero);
    checkThresholds(plan.verdicts, faults);
    return faults.take();
}

std::vector<Error> check(const Plan &plan)
{
    std::vector<Error> errors;
    std::ranges::transform(findFaults(plan), std::back_inserter(errors), errorOf);
    return errors;
}

} // namespace tokamark::plan
