#include "plan/nearestname.h"
#include "plan/plan.h"
#include "plan/plannames.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <set>
#include <string_view>

namespace tokamark::plan {
namespace {

constexpr std::uint32_t MostUsers = 1'000'000;
constexpr std::uint32_t MostRepetitions = 1'000;
constexpr std::uint32_t MostGpus = 100'000;

/// Collects faults; each names the key as the TOML form writes it.
class Faults {
public:
    void add(const std::string &key, const std::string &what, ErrorCode code = ErrorCode::BadPlan)
    {
        m_errors.push_back({code, key + ": " + what, {}});
    }
    void addIf(bool wrong, const std::string &key, const std::string &what)
    {
        if (wrong)
            add(key, what);
    }
    [[nodiscard]] std::vector<Error> take() { return std::move(m_errors); }

private:
    std::vector<Error> m_errors;
};

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
        return faults.add(key, "empty");
    if (std::ranges::find(KindNames, target.kind) != KindNames.end())
        return;
    const std::string_view meant = nearestName(target.kind, KindNames);
    const std::string advice = meant.empty() ? ", write openai for any other server that speaks its API"
                                             : ", perhaps " + std::string(meant) + " is meant";
    faults.add(key, "not known: " + target.kind + advice);
}

void checkUrl(const Target &target, const std::string &key, Faults &faults)
{
    std::string_view url = target.url;
    if (isBlank(url))
        return faults.add(key, "missing, write http://host:port or sim:preset");
    if (target.isSimulated()) {
        if (isBlank(url.substr(4)))
            faults.add(key, "no preset after sim:", ErrorCode::BadUrl);
        return;
    }
    const std::size_t scheme = url.find("://");
    if (scheme != std::string_view::npos && url.substr(0, scheme) != "http" && url.substr(0, scheme) != "https")
        return faults.add(key, "not http, https or sim: " + target.url, ErrorCode::BadUrl);
    url = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
    const std::string_view authority = url.substr(0, url.find_first_of("/?#"));
    if (isBlank(authority) || url.find_first_of(" \t\r\n") != std::string_view::npos)
        faults.add(key, "no host: " + target.url, ErrorCode::BadUrl);
    else if (authority.find('@') == std::string_view::npos && !hasPossiblePort(authority))
        faults.add(key, "port not from 1 to 65535: " + std::string(authority), ErrorCode::BadUrl);
}

/// What is fetched beside the measurement: a whole http or https URL, for nothing is put behind it.
void checkMetricsUrl(const std::string &url, const std::string &key, Faults &faults)
{
    const std::string_view text = url;
    const std::size_t scheme = text.find("://");
    if (scheme == std::string_view::npos || (text.substr(0, scheme) != "http" && text.substr(0, scheme) != "https"))
        return faults.add(key, "not http:// or https://: " + url, ErrorCode::BadUrl);
    const std::string_view rest = text.substr(scheme + 3);
    if (isBlank(rest.substr(0, rest.find_first_of("/?#"))) || rest.find_first_of(" \t\r\n") != std::string_view::npos)
        faults.add(key, "no host: " + url, ErrorCode::BadUrl);
}

void checkTelemetry(const Target &target, const std::string &key, Faults &faults)
{
    const std::string urls = key + ".metrics_urls";
    const bool off = std::ranges::find(target.metricsUrls, MetricsOff) != target.metricsUrls.end();
    faults.addIf(off && target.metricsUrls.size() > 1, urls, std::string(MetricsOff) + " stands alone");
    std::set<std::string> seen;
    for (const std::string &url : target.metricsUrls) {
        if (!off)
            checkMetricsUrl(url, urls, faults);
        faults.addIf(!seen.insert(url).second, urls, "twice: " + url);
    }
    faults.addIf(target.gpus > MostGpus, key + ".gpus", "above " + std::to_string(MostGpus));
    if (!target.gpuMetricsUrl.empty())
        checkMetricsUrl(target.gpuMetricsUrl, key + ".gpu_metrics_url", faults);
}

void checkExtraBody(const Target &target, const std::string &key, Faults &faults)
{
    if (target.extraBody.empty())
        return;
    const nlohmann::json body = nlohmann::json::parse(target.extraBody, nullptr, false);
    if (!body.is_object())
        return faults.add(key, "not a JSON object", ErrorCode::BadJson);
    const auto stream = body.find("stream");
    faults.addIf(stream != body.end() && *stream != true, key, "stream cannot be switched off");
}

void checkTarget(const Target &target, const std::string &key, Faults &faults)
{
    faults.addIf(isBlank(target.name), key + ".name", "empty");
    checkUrl(target, key + ".url", faults);
    checkKind(target, key + ".kind", faults);
    const bool openAi = target.endpoint == Endpoint::Chat || target.endpoint == Endpoint::Completions;
    faults.addIf(openAi && !target.native.empty(), key + ".native", "the endpoint is not native");
    faults.addIf(!isPathPart(target.native), key + ".native", "not the name of an API: " + target.native);
    for (const auto &[name, value] : target.headers) {
        if (!isToken(name) || !isHeaderValue(value))
            faults.add(key + ".headers", "not a header: " + name, ErrorCode::BadHeader);
        else if (isFramingHeader(name))
            faults.add(key + ".headers", "set by the program itself: " + name, ErrorCode::BadHeader);
    }
    checkExtraBody(target, key + ".extra_body", faults);
    checkTelemetry(target, key, faults);
    faults.addIf(!target.color.empty() && !isColor(target.color), key + ".color", "not #rrggbb: " + target.color);
    faults.addIf(target.tls.insecure && !target.tls.caFile.empty(), key + ".insecure", "contradicts ca_file");
    const bool secret = !target.apiKeyEnv.empty() && target.apiKeyEnv.find_first_of("= \t\r\n") != std::string::npos;
    faults.addIf(secret, key + ".api_key_env", "not the name of an environment variable");
}

void checkLength(const LengthSpec &length, const std::string &key, Faults &faults)
{
    faults.addIf(length.min == 0 || length.mean == 0, key, "below 1");
    faults.addIf(length.min > length.max, key, "min above max");
    faults.addIf(length.mean < length.min || length.mean > length.max, key, "mean outside min and max");
    faults.addIf(length.shape == LengthSpec::Shape::Fixed && length.spread > 0, key, "a fixed length has no spread");
    faults.addIf(length.shape == LengthSpec::Shape::Uniform && length.spread >= length.mean, key,
                 "spread not below the mean");
}

void checkWorkload(const Workload &workload, const std::string &key, Faults &faults)
{
    faults.addIf(isBlank(workload.name), key + ".name", "empty");
    const bool fromFile = workload.origin == PromptOrigin::File;
    faults.addIf(fromFile && workload.file.empty(), key + ".file", "missing");
    faults.addIf(!fromFile && !workload.file.empty(), key + ".file", "given for synthetic prompts");
    checkLength(workload.inputTokens, key + ".input_tokens", faults);
    checkLength(workload.outputTokens, key + ".output_tokens", faults);
    faults.addIf(!std::isfinite(workload.temperature) || workload.temperature < 0, key + ".temperature",
                 "not a number from 0 up");
}

void checkLoad(const Load &load, Faults &faults)
{
    constexpr Duration none{};
    faults.addIf(load.concurrency.empty(), "load.concurrency", "empty");
    std::set<std::uint32_t> seen;
    for (const std::uint32_t level : load.concurrency) {
        faults.addIf(level == 0 || level > MostUsers, "load.concurrency", "not from 1 to " + std::to_string(MostUsers));
        faults.addIf(!seen.insert(level).second, "load.concurrency", "twice: " + std::to_string(level));
    }
    faults.addIf(load.ramp < none, "load.ramp", "negative");
    faults.addIf(load.thinkTime < none, "load.think_time", "negative");
    faults.addIf(load.duration && load.requests, "load.requests", "contradicts duration");
    faults.addIf(!load.duration && !load.requests, "load.duration", "missing");
    faults.addIf(load.duration && *load.duration <= none, "load.duration", "not above 0");
    constexpr std::uint64_t mostRequests = std::numeric_limits<std::uint32_t>::max();
    faults.addIf(load.requests && (*load.requests == 0 || *load.requests > mostRequests), "load.requests",
                 "not from 1 to " + std::to_string(mostRequests));
    faults.addIf(load.warmup && *load.warmup < none, "load.warmup", "negative");
    faults.addIf(load.warmup && *load.warmup > none && load.requests, "load.warmup",
                 "contradicts requests, every one of which counts");
    if (load.rampInsideWindow) {
        faults.addIf(load.warmup != none, "load.warmup", "not 0s, which ramp_inside_window asks for");
        faults.addIf(load.duration && load.ramp >= *load.duration, "load.ramp", "as long as the window around it");
    }
}

void checkSlos(const std::vector<Slo> &slos, Faults &faults)
{
    std::set<Slo::Metric> seen;
    for (std::size_t i = 0; i < slos.size(); ++i) {
        const std::string key = "slos[" + std::to_string(i) + "]";
        faults.addIf(!std::isfinite(slos[i].limitMs) || slos[i].limitMs <= 0, key + ".limit_ms", "not above 0");
        faults.addIf(!seen.insert(slos[i].metric).second, key + ".metric", "given twice");
    }
}

template <class List> void checkNames(const List &list, const std::string &key, Faults &faults)
{
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (!list[i].name.empty() && !seen.insert(list[i].name).second)
            faults.add(key + "[" + std::to_string(i) + "].name", "given twice: " + list[i].name);
    }
}

} // namespace

std::vector<Error> check(const Plan &plan)
{
    Faults faults;
    faults.addIf(isBlank(plan.name), "name", "empty");
    faults.addIf(plan.targets.empty(), "targets", "none");
    for (std::size_t i = 0; i < plan.targets.size(); ++i)
        checkTarget(plan.targets[i], "targets[" + std::to_string(i) + "]", faults);
    checkNames(plan.targets, "targets", faults);
    faults.addIf(plan.workloads.empty(), "workloads", "none");
    for (std::size_t i = 0; i < plan.workloads.size(); ++i)
        checkWorkload(plan.workloads[i], "workloads[" + std::to_string(i) + "]", faults);
    checkNames(plan.workloads, "workloads", faults);
    checkLoad(plan.load, faults);
    faults.addIf(plan.repetitions == 0 || plan.repetitions > MostRepetitions, "repetitions",
                 "not from 1 to " + std::to_string(MostRepetitions));
    checkSlos(plan.slos, faults);
    faults.addIf(plan.percentiles.empty(), "percentiles", "none");
    for (const double percentile : plan.percentiles)
        faults.addIf(std::ranges::find(KeptPercentiles, percentile) == KeptPercentiles.end(), "percentiles",
                     "not one of 50, 90, 95, 99");
    constexpr auto largestSeed = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    faults.addIf(plan.seed > largestSeed, "seed", "above " + std::to_string(largestSeed));
    const Limits &limits = plan.limits;
    faults.addIf(limits.requestTimeout <= Duration{}, "limits.request_timeout", "not above 0");
    faults.addIf(limits.stallTimeout <= Duration{}, "limits.stall_timeout", "not above 0");
    faults.addIf(limits.connectTimeout <= Duration{}, "limits.connect_timeout", "not above 0");
    return faults.take();
}

} // namespace tokamark::plan
