#include "plan/durationtext.h"
#include "plan/plan.h"
#include "plan/plannames.h"
#include "plan/requirementtext.h"

#include <toml++/toml.h>

#include <array>
#include <charconv>
#include <cmath>
#include <sstream>
#include <string>
#include <string_view>

namespace tokamark::plan {
namespace {

/// The fewest digits that read back as the same number; TOML knows a real by its point or exponent.
std::string realText(double value)
{
    if (!std::isfinite(value))
        return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
    std::array<char, 32> digits{};
    std::string text(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

/// Writes keys in the order in which a person would; toml++ alone would sort them.
class PlanWriter {
public:
    void table(std::string_view header) { m_out << '\n' << header << '\n'; }
    void text(std::string_view key, std::string_view value) { line(key) << quoted(value) << '\n'; }
    void textIfSet(std::string_view key, std::string_view value)
    {
        if (!value.empty())
            text(key, value);
    }
    void number(std::string_view key, std::uint64_t value) { line(key) << value << '\n'; }
    void real(std::string_view key, double value) { line(key) << realText(value) << '\n'; }
    void flag(std::string_view key, bool value) { line(key) << (value ? "true" : "false") << '\n'; }
    void duration(std::string_view key, Duration value) { text(key, durationText(value)); }
    void length(std::string_view key, const LengthSpec &value);
    void sharedPrefix(const SharedPrefix &value)
    {
        line("shared_prefix") << "{ share = " << realText(value.share) << ", prefixes = " << value.prefixes << " }\n";
    }
    template <class List, class Write> void list(std::string_view key, const List &values, const Write &write)
    {
        line(key) << '[';
        std::string_view separator;
        for (const auto &value : values) {
            m_out << separator << write(value);
            separator = ", ";
        }
        m_out << "]\n";
    }
    [[nodiscard]] std::string str() const { return m_out.str(); }

    static std::string quoted(std::string_view value)
    {
        std::ostringstream out;
        out << toml::toml_formatter(toml::value<std::string>(value), toml::format_flags::none);
        return out.str();
    }

private:
    std::ostream &line(std::string_view key) { return m_out << key << " = "; }

    std::ostringstream m_out;
};

void PlanWriter::length(std::string_view key, const LengthSpec &value)
{
    LengthSpec plain;
    plain.mean = value.mean;
    if (value == plain)
        return number(key, value.mean);
    line(key) << "{ shape = " << quoted(enumText(value.shape, ShapeNames)) << ", mean = " << value.mean
              << ", spread = " << value.spread << ", min = " << value.min << ", max = " << value.max << " }\n";
}

void write(PlanWriter &out, const Target &target)
{
    out.table("[[targets]]");
    out.text("name", target.name);
    out.text("url", target.url);
    out.text("kind", target.kind);
    out.text("model", target.model);
    out.text("endpoint", enumText(target.endpoint, EndpointNames));
    out.textIfSet("native", target.native);
    if (!target.headers.empty()) {
        out.list("headers", target.headers,
                 [](const auto &header) { return PlanWriter::quoted(header.first + ": " + header.second); });
    }
    out.textIfSet("extra_body", target.extraBody);
    out.textIfSet("api_key_env", target.apiKeyEnv);
    if (!target.apiKeyKeychain.empty())
        out.text("api_key", std::string(KeychainPrefix) + target.apiKeyKeychain);
    out.textIfSet("ca_file", target.tls.caFile);
    if (target.tls.insecure)
        out.flag("insecure", true);
    if (!target.metricsUrls.empty())
        out.list("metrics_urls", target.metricsUrls, &PlanWriter::quoted);
    if (target.gpus > 0)
        out.number("gpus", target.gpus);
    out.textIfSet("gpu_metrics_url", target.gpuMetricsUrl);
    out.textIfSet("gpu", target.hardware.gpu);
    out.textIfSet("model_shape", target.hardware.model);
    out.textIfSet("weights", target.hardware.weights);
    out.textIfSet("kv_cache", target.hardware.kv);
    if (target.hardware.tokensPerStep != Hardware().tokensPerStep)
        out.real("tokens_per_step", target.hardware.tokensPerStep);
    out.textIfSet("device", target.device);
    out.textIfSet("color", target.color);
    out.textIfSet("note", target.note);
}

void write(PlanWriter &out, const Workload &workload)
{
    out.table("[[workloads]]");
    out.text("name", workload.name);
    out.text("origin", enumText(workload.origin, OriginNames));
    out.textIfSet("file", workload.file);
    out.length("input_tokens", workload.inputTokens);
    out.length("output_tokens", workload.outputTokens);
    out.flag("ignore_eos", workload.ignoreEos);
    out.flag("unique_prompts", workload.uniquePrompts);
    if (workload.sharedPrefix)
        out.sharedPrefix(*workload.sharedPrefix);
    out.textIfSet("system_prompt", workload.systemPrompt);
    out.real("temperature", workload.temperature);
}

/// The key says the kind of load, so that a plan of users reads as it always did.
void writeLevels(PlanWriter &out, const Load &load, bool searched)
{
    switch (load.kind) {
    case LoadKind::Closed:
        if (searched)
            out.text("concurrency", SearchWord);
        else
            out.list("concurrency", load.levels, [](double level) { return Level{LoadKind::Closed, level}.users(); });
        return;
    case LoadKind::Open:
        if (searched)
            out.text("request_rate", SearchWord);
        else
            out.list("request_rate", load.levels, realText);
        out.real("burstiness", load.burstiness);
        break;
    case LoadKind::Trace:
        out.text("trace", load.trace);
        out.list("trace_speed", load.levels, realText);
        break;
    }
    if (load.maxInFlight)
        out.number("max_in_flight", *load.maxInFlight);
}

void write(PlanWriter &out, const Load &load, bool searched)
{
    out.table("[load]");
    writeLevels(out, load, searched);
    out.duration("ramp", load.ramp);
    out.flag("ramp_inside_window", load.rampInsideWindow);
    if (load.kind == LoadKind::Closed)
        out.duration("think_time", load.thinkTime);
    if (load.duration)
        out.duration("duration", *load.duration);
    if (load.requests)
        out.number("requests", *load.requests);
    if (load.warmup)
        out.duration("warmup", *load.warmup);
    else
        out.text("warmup", "auto");
    out.number("warmup_requests", load.warmupRequests);
}

void write(PlanWriter &out, const Search &search)
{
    out.table("[search]");
    out.real("lowest", search.lowest);
    out.real("highest", search.highest);
    out.real("precision_pct", search.precisionPct);
    out.real("share_pct", search.sharePct);
    out.list("require", search.requirements,
             [](const Requirement &requirement) { return PlanWriter::quoted(requirementText(requirement)); });
}

void write(PlanWriter &out, const BeforeRepetition &before)
{
    out.table("[before_repetition]");
    if (before.shell && before.command.size() == 1)
        out.text("command", before.command.front());
    else
        out.list("command", before.command, &PlanWriter::quoted);
    out.flag("shell", before.shell);
    out.duration("timeout", before.timeout);
    out.duration("ready_timeout", before.readyTimeout);
}

} // namespace

std::string toToml(const Plan &plan)
{
    PlanWriter out;
    out.text("name", plan.name);
    out.textIfSet("description", plan.description);
    out.textIfSet("preset", plan.preset);
    out.number("repetitions", plan.repetitions);
    out.number("seed", plan.seed);
    out.list("percentiles", plan.percentiles, realText);
    write(out, plan.load, plan.search.has_value());
    if (plan.search)
        write(out, *plan.search);
    if (plan.beforeRepetition)
        write(out, *plan.beforeRepetition);
    for (const Workload &workload : plan.workloads)
        write(out, workload);
    for (const Target &target : plan.targets)
        write(out, target);
    for (const Slo &slo : plan.slos) {
        out.table("[[slos]]");
        out.text("metric", enumText(slo.metric, SloNames));
        out.real("limit_ms", slo.limitMs);
    }
    out.table("[limits]");
    out.duration("request_timeout", plan.limits.requestTimeout);
    out.duration("stall_timeout", plan.limits.stallTimeout);
    out.duration("connect_timeout", plan.limits.connectTimeout);
    out.table("[verdicts]");
    for (const ThresholdKey &entry : ThresholdKeys) {
        const Threshold &threshold = plan.verdicts.*entry.field;
        out.list(entry.key, std::array{threshold.warning, threshold.bad}, realText);
    }
    return out.str();
}

} // namespace tokamark::plan
