#include "plan/plan.h"
#include "plan/plannames.h"
#include "plan/requirementtext.h"
#include "plan/tomlreader.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

namespace tokamark::plan {
namespace {

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// A line that is refused is not repeated, for it may be a key.
void readHeaders(TomlReader &reader, std::vector<std::pair<std::string, std::string>> &headers)
{
    std::vector<std::string> lines;
    reader.read("headers", lines);
    for (const std::string &line : lines) {
        const std::size_t colon = line.find(':');
        if (colon == std::string::npos) {
            if (const toml::node *const node = reader.take("headers"))
                reader.refuse("headers", *node, "not of the form \"Name: value\"");
            return;
        }
        headers.emplace_back(trimmed(std::string_view(line).substr(0, colon)),
                             trimmed(std::string_view(line).substr(colon + 1)));
    }
}

/// A number alone is a fixed length; a table says more.
void readLength(TomlReader &reader, std::string_view key, LengthSpec &length)
{
    const toml::node *const node = reader.take(key);
    if (!node)
        return;
    if (!node->is_table()) {
        reader.readNumber(key, length.mean);
        return;
    }
    reader.readTable(key, [&length](TomlReader &table) {
        table.readEnum("shape", length.shape, ShapeNames);
        table.readNumber("mean", length.mean);
        table.readNumber("spread", length.spread);
        table.readNumber("min", length.min);
        table.readNumber("max", length.max);
    });
}

/// Only where the key is kept may be written. What is refused is not repeated, for it may be the key itself.
void readKeyPlace(TomlReader &reader, std::string &name)
{
    std::string place;
    reader.read("api_key", place);
    if (place.starts_with(KeychainPrefix))
        name = place.substr(KeychainPrefix.size());
    if (const toml::node *const node = reader.take("api_key"); node != nullptr && name.empty())
        reader.refuse("api_key", *node, "not of the form \"keychain:NAME\"; a key itself is never kept in a plan");
}

void readTarget(TomlReader &reader, Target &target)
{
    reader.read("name", target.name);
    reader.read("url", target.url);
    reader.read("kind", target.kind);
    reader.read("model", target.model);
    reader.readEnum("endpoint", target.endpoint, EndpointNames);
    reader.read("native", target.native);
    readHeaders(reader, target.headers);
    reader.read("extra_body", target.extraBody);
    reader.read("api_key_env", target.apiKeyEnv);
    readKeyPlace(reader, target.apiKeyKeychain);
    reader.read("ca_file", target.tls.caFile);
    reader.read("insecure", target.tls.insecure);
    reader.read("metrics_urls", target.metricsUrls);
    reader.readNumber("gpus", target.gpus);
    reader.read("gpu_metrics_url", target.gpuMetricsUrl);
    reader.read("gpu", target.hardware.gpu);
    reader.read("model_shape", target.hardware.model);
    reader.read("weights", target.hardware.weights);
    reader.read("kv_cache", target.hardware.kv);
    reader.read("tokens_per_step", target.hardware.tokensPerStep);
    reader.read("device", target.device);
    reader.read("color", target.color);
    reader.read("note", target.note);
}

void readWorkload(TomlReader &reader, Workload &workload)
{
    reader.read("name", workload.name);
    reader.readEnum("origin", workload.origin, OriginNames);
    reader.read("file", workload.file);
    if (reader.has("file") && !reader.has("origin"))
        workload.origin = PromptOrigin::File;
    readLength(reader, "input_tokens", workload.inputTokens);
    readLength(reader, "output_tokens", workload.outputTokens);
    reader.read("ignore_eos", workload.ignoreEos);
    reader.read("unique_prompts", workload.uniquePrompts);
    reader.readTable("shared_prefix", [&workload](TomlReader &table) {
        SharedPrefix &shared = workload.sharedPrefix.emplace();
        table.read("share", shared.share);
        table.readNumber("prefixes", shared.prefixes);
    });
    reader.read("system_prompt", workload.systemPrompt);
    reader.read("temperature", workload.temperature);
}

/// In a plan that searches, the one word "search" stands in place of the levels. True if the levels need no more reading.
bool readSearched(TomlReader &reader, Load &load, bool searched)
{
    const toml::node *const rate = reader.take("request_rate");
    const toml::node *const node = rate != nullptr ? rate : reader.take("concurrency");
    const bool says = node != nullptr && node->value<std::string_view>() == SearchWord;
    if (!searched) {
        if (says)
            reader.refuse(rate != nullptr ? "request_rate" : "concurrency", *node,
                          "a table [search] must say for what");
        return says;
    }
    if (rate != nullptr && reader.has("concurrency"))
        reader.refuse("request_rate", *rate, "a search is over one of concurrency and request_rate");
    load.levels.clear();
    load.kind = rate != nullptr ? LoadKind::Open : LoadKind::Closed;
    if (node != nullptr && !says)
        reader.refuse(rate != nullptr ? "request_rate" : "concurrency", *node,
                      "not \"search\", while the table [search] is there to find the loads");
    if (const toml::node *const trace = reader.take("trace"))
        reader.refuse("trace", *trace, "a trace has no load to search over");
    return true;
}

/// The key says the kind of load: users, a request rate, or a trace.
void readLevelList(TomlReader &reader, Load &load)
{
    constexpr std::array keys{"concurrency", "request_rate", "trace"};
    const auto count = std::ranges::count_if(keys, [&reader](const char *key) { return reader.has(key); });
    if (count > 1) {
        const std::string_view second = reader.has("trace") ? "trace" : "request_rate";
        if (const toml::node *const node = reader.take(second))
            reader.refuse(second, *node, "a load is one of concurrency, request_rate and trace");
        return;
    }
    std::vector<std::uint32_t> users{1, 10, 50};
    reader.read("concurrency", users);
    if (reader.has("request_rate")) {
        load.kind = LoadKind::Open;
        reader.read("request_rate", load.levels);
    } else if (reader.has("trace")) {
        load.kind = LoadKind::Trace;
        load.levels = {1};
        // Without a word about its length the whole trace is played.
        load.duration.reset();
        load.warmup = Duration{};
    } else {
        load.levels.assign(users.begin(), users.end());
    }
    reader.read("trace", load.trace);
    reader.read("trace_speed", load.levels);
}

void readLevels(TomlReader &reader, Load &load, bool searched)
{
    if (!readSearched(reader, load, searched))
        readLevelList(reader, load);
    reader.read("burstiness", load.burstiness);
    if (reader.has("max_in_flight"))
        reader.readNumber("max_in_flight", load.maxInFlight.emplace());
    // Each key belongs to a kind; elsewhere it would be read and do nothing.
    const std::array foreign{std::pair{"trace_speed", load.kind == LoadKind::Trace},
                             std::pair{"burstiness", load.kind == LoadKind::Open},
                             std::pair{"max_in_flight", load.kind != LoadKind::Closed},
                             std::pair{"think_time", load.kind == LoadKind::Closed}};
    for (const auto &[key, belongs] : foreign) {
        const toml::node *const node = reader.take(key);
        if (node && !belongs)
            reader.refuse(key, *node, "says nothing for a load of this kind");
    }
    // Known even where absent, so that a misspelt one finds it as its nearest.
    for (const char *const key : {"request_rate", "max_in_flight"})
        static_cast<void>(reader.take(key));
}

void readLoad(TomlReader &reader, Load &load, bool searched)
{
    readLevels(reader, load, searched);
    reader.read("ramp", load.ramp);
    reader.read("ramp_inside_window", load.rampInsideWindow);
    reader.read("think_time", load.thinkTime);
    if (reader.has("requests")) {
        load.duration.reset();
        load.requests.emplace();
        reader.readNumber("requests", *load.requests);
    }
    if (reader.has("duration")) {
        load.duration.emplace();
        reader.read("duration", *load.duration);
    }
    if (reader.has("warmup")) {
        const toml::node *const node = reader.take("warmup");
        if (node && node->value<std::string_view>() == "auto")
            load.warmup.reset();
        else
            reader.read("warmup", load.warmup.emplace());
    }
    reader.readNumber("warmup_requests", load.warmupRequests);
    // Known even where absent, so that a misspelt one finds it as its nearest.
    for (const std::string_view key : {"duration", "requests", "warmup"})
        static_cast<void>(reader.take(key));
}

void readSearch(TomlReader &reader, Search &search)
{
    reader.read("lowest", search.lowest);
    reader.read("highest", search.highest);
    reader.read("precision_pct", search.precisionPct);
    reader.read("share_pct", search.sharePct);
    std::vector<std::string> texts;
    reader.read("require", texts);
    for (const std::string &text : texts) {
        if (const auto requirement = parseRequirement(text))
            search.requirements.push_back(*requirement);
        else if (const toml::node *const node = reader.take("require"))
            return reader.refuse("require", *node, "not like \"ttft_p95 <= 500\", in milliseconds: " + text);
    }
}

void readBeforeRepetition(TomlReader &reader, BeforeRepetition &before)
{
    reader.read("shell", before.shell);
    const toml::node *const node = reader.take("command");
    if (const auto line = node != nullptr ? node->value<std::string>() : std::nullopt; line && before.shell)
        before.command = {*line};
    else
        reader.read("command", before.command);
    reader.read("timeout", before.timeout);
    reader.read("ready_timeout", before.readyTimeout);
}

/// Two numbers each: from where on a warning, from where on bad.
void readThresholds(TomlReader &reader, VerdictThresholds &thresholds)
{
    for (const ThresholdKey &entry : ThresholdKeys) {
        const toml::node *const node = reader.take(entry.key);
        if (!node)
            continue;
        std::vector<double> both;
        reader.read(entry.key, both);
        if (both.size() == 2)
            thresholds.*entry.field = {both[0], both[1]};
        else
            reader.refuse(entry.key, *node, "not two numbers, [warning, bad]");
    }
}

Plan readPlan(TomlReader &reader)
{
    Plan plan;
    reader.read("name", plan.name);
    reader.read("description", plan.description);
    reader.read("preset", plan.preset);
    reader.readNumber("repetitions", plan.repetitions);
    reader.readNumber("seed", plan.seed);
    reader.read("percentiles", plan.percentiles);
    reader.readTables("targets", [&plan](TomlReader &table) { readTarget(table, plan.targets.emplace_back()); });
    if (reader.has("workloads"))
        plan.workloads.clear();
    reader.readTables("workloads", [&plan](TomlReader &table) { readWorkload(table, plan.workloads.emplace_back()); });
    const bool searched = reader.has("search");
    if (searched) {
        plan.load.levels.clear();
        plan.repetitions = SearchRepetitions;
        reader.readNumber("repetitions", plan.repetitions);
    }
    reader.readTable("load", [&plan, searched](TomlReader &table) { readLoad(table, plan.load, searched); });
    reader.readTable("search", [&plan](TomlReader &table) { readSearch(table, plan.search.emplace()); });
    reader.readTable("before_repetition",
                     [&plan](TomlReader &table) { readBeforeRepetition(table, plan.beforeRepetition.emplace()); });
    reader.readTables("slos", [&plan](TomlReader &table) {
        Slo &slo = plan.slos.emplace_back();
        table.readEnum("metric", slo.metric, SloNames);
        table.read("limit_ms", slo.limitMs);
        // A misspelt key says more than the one that is then missing.
        table.refuseUnknown();
        table.require("limit_ms");
    });
    reader.readTable("limits", [&plan](TomlReader &table) {
        table.read("request_timeout", plan.limits.requestTimeout);
        table.read("stall_timeout", plan.limits.stallTimeout);
        table.read("connect_timeout", plan.limits.connectTimeout);
    });
    reader.readTable("verdicts", [&plan](TomlReader &table) { readThresholds(table, plan.verdicts); });
    reader.refuseUnknown();
    return plan;
}

void makeAbsolute(std::string &path, const std::filesystem::path &folder)
{
    if (!path.empty() && std::filesystem::path(path).is_relative())
        path = (folder / path).lexically_normal().string();
}

/// A program with a slash in its name is one beside the plan; any other is looked for in PATH.
void anchorProgram(BeforeRepetition &before, const std::filesystem::path &folder)
{
    if (!before.shell && !before.command.empty() && before.command.front().find('/') != std::string::npos)
        makeAbsolute(before.command.front(), folder);
}

} // namespace

Expected<Plan> parsePlan(const std::string &toml)
{
    try {
        const toml::table document = toml::parse(std::string_view(toml));
        std::optional<Error> error;
        TomlReader reader(document, {}, error);
        Plan plan = readPlan(reader);
        if (error)
            return tl::unexpected<Error>(*std::move(error));
        return plan;
    } catch (const toml::parse_error &fault) {
        const toml::source_position &at = fault.source().begin;
        return fail(ErrorCode::BadPlan, "line " + std::to_string(at.line) + ", column " + std::to_string(at.column),
                    std::string(fault.description()));
    }
}

Expected<Plan> loadPlan(const std::string &path)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        return fail(ErrorCode::FileUnreadable, path, std::strerror(EISDIR));
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail(ErrorCode::FileUnreadable, path, std::strerror(errno));
    std::ostringstream text;
    text << file.rdbuf();
    if (file.bad())
        return fail(ErrorCode::FileUnreadable, path, std::strerror(errno));

    Expected<Plan> plan = parsePlan(text.str());
    if (!plan) {
        plan.error().detail = path + ", " + plan.error().detail;
        return plan;
    }
    // From the root on: a path without a slash would be another thing to whoever starts it, and a stored plan may be run
    // again from anywhere.
    const std::filesystem::path folder = std::filesystem::absolute(path, ignored).parent_path();
    for (Workload &workload : plan->workloads)
        makeAbsolute(workload.file, folder);
    makeAbsolute(plan->load.trace, folder);
    for (Target &target : plan->targets)
        makeAbsolute(target.tls.caFile, folder);
    for (Target &target : plan->targets) {
        if (target.hardware.model.ends_with(".json"))
            makeAbsolute(target.hardware.model, folder);
    }
    if (plan->beforeRepetition)
        anchorProgram(*plan->beforeRepetition, folder);
    return plan;
}

} // namespace tokamark::plan
