#include "simulator/servedtarget.h"

#include "simulator/streamwriter.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <limits>
#include <random>
#include <utility>
#include <variant>

namespace tokamark::simulator {
namespace {

/// The engine is woken at most this often, so that a thousand streams share wake-ups; later than any token is late.
constexpr Duration WakeSlack = std::chrono::microseconds(200);
constexpr std::size_t MaxIterations = 1000;
constexpr auto NoLimit = std::numeric_limits<std::uint32_t>::max();
/// Taken for the room of a server that has no model of one.
constexpr std::uint64_t UnmodelledSequences = 256;

Limits changed(Limits limits, const LimitChanges &changes)
{
    limits.parallel = changes.parallel.value_or(limits.parallel);
    limits.inFlight = changes.inFlight.value_or(limits.inFlight);
    limits.queue = changes.queue.value_or(limits.queue);
    limits.firstByte = changes.firstByte.value_or(limits.firstByte);
    if (changes.queue)
        limits.queueOnlyWhileCold = false;
    return limits;
}

Limits limitsOf(const TargetOptions &options)
{
    Limits limits = options.dialect->limits;
    // A preset was fitted with the batch of its own server.
    if (std::holds_alternative<BatchModel>(options.preset.pace) && options.dialect == &dialectOf(options.preset.engine))
        limits.parallel = 0;
    return changed(limits, options.limits);
}

std::uint32_t roomOf(const Preset &preset)
{
    return std::visit([](const auto &pace) { return pace.maxRunning; }, preset.pace);
}

} // namespace

ServedTarget::ServedTarget(boost::asio::io_context &io, TargetOptions options)
    : m_options(std::move(options))
    , m_timer(io)
    , m_loading(io)
    , m_state(m_options.coldStart > Duration::zero() ? State::Cold : State::Warm)
    , m_createdUnix(std::time(nullptr))
    , m_gpu(SteadyClock().now())
{
    if (m_options.dialect == nullptr)
        m_options.dialect = &dialectOf(m_options.preset.engine);
    m_limits = limitsOf(m_options);
    m_version = m_options.dialect == &dialectOf(m_options.preset.engine)
        ? std::string(versionOf(m_options.preset.engine))
        : std::string(m_options.dialect->version) + "-simulated";
    m_engine = makeEngine(m_options.preset, m_options.seed,
                          {.tokensPerChunk = m_options.quirks.tokensPerChunk.value_or(0),
                           .parallel = m_limits.parallel,
                           .kvTokens = m_options.limits.kvTokens,
                           .slowing = m_options.quirks.slowing});
    if (m_options.prefixCache)
        m_prefixes.emplace(kvCapacityTokens());
    m_engine->observeStarts([this](std::uint64_t job, Instant at) {
        const auto it = m_jobs.find(job);
        if (it == m_jobs.end())
            return;
        it->second.times.started = std::max(at, it->second.times.received);
        m_starts.push_back(job);
    });
    m_engineVersion = dialect().engineVersion.empty() ? m_version : std::string(dialect().engineVersion) + "-simulated";
    for (const Endpoint &endpoint : dialect().endpoints)
        m_formats.emplace_back(endpoint.stream, m_options.quirks, m_engineVersion);
}

const CompiledFormat &ServedTarget::format(const Endpoint &endpoint) const
{
    return m_formats.at(static_cast<std::size_t>(&endpoint - dialect().endpoints.data()));
}

// ---- jobs

std::uint64_t ServedTarget::submit(const ApiRequest &request, const AnswerLength &answer, TokenSink &sink)
{
    if (!m_running)
        run();
    const auto id = m_nextJob++;
    const auto now = SteadyClock().now();
    const std::uint32_t cached = m_prefixes ? m_prefixes->take(request.promptBlocks, request.promptTokens) : 0;
    const Job job{id, request.promptTokens, answer.tokens, cached};
    m_jobs.emplace(id,
                   JobState{.sink = &sink,
                            .job = job,
                            .times = {.received = now,
                                      .promptTokens = request.promptTokens,
                                      .cachedTokens = cached,
                                      .endsByItself = answer.endsByItself}});
    m_stats.arrived();
    if (m_state != State::Warm) {
        m_pending.push_back(id);
        if (std::exchange(m_state, State::Loading) == State::Cold) {
            m_loading.expires_after(m_options.coldStart);
            m_loading.async_wait([this](boost::system::error_code error) {
                if (!error)
                    wake();
            });
        }
        return id;
    }
    loadMayChange(now);
    m_engine->submit(job, now);
    loadHasChanged(now);
    if (!m_running) {
        deliverStarts();
        arm();
    }
    return id;
}

void ServedTarget::wake()
{
    m_state = State::Warm;
    const auto now = SteadyClock().now();
    loadMayChange(now);
    for (const auto id : std::exchange(m_pending, {})) {
        JobState &state = m_jobs.at(id);
        state.times.load = now - state.times.received;
        m_engine->submit(state.job, now);
    }
    loadHasChanged(now);
    deliverStarts();
    arm();
}

void ServedTarget::cancel(std::uint64_t job)
{
    if (m_jobs.erase(job) == 0)
        return;
    m_stats.aborted();
    if (std::erase(m_pending, job) > 0)
        return;
    const auto now = SteadyClock().now();
    loadMayChange(now);
    m_engine->cancel(job);
    loadHasChanged(now);
    if (!m_running) {
        deliverStarts();
        arm();
    }
}

void ServedTarget::abandon(std::uint64_t job)
{
    if (const auto it = m_jobs.find(job); it != m_jobs.end())
        it->second.sink = nullptr;
}

bool ServedTarget::refusesMore()
{
    const auto now = load();
    const bool full = (m_limits.inFlight != 0 && now.running + now.waiting >= m_limits.inFlight)
        || (m_limits.queue != 0 && now.waiting >= m_limits.queue && (isCold() || !m_limits.queueOnlyWhileCold));
    if (full)
        m_stats.refused();
    return full;
}

void ServedTarget::run()
{
    m_running = true;
    m_lastRun = SteadyClock().now();
    m_emissions.clear();
    loadMayChange(m_lastRun);
    m_engine->advance(m_lastRun, m_emissions);
    loadHasChanged(m_lastRun);
    deliverStarts();
    for (const Emission &emission : m_emissions)
        deliver(emission);
    deliverStarts(); // of places that became free meanwhile
    m_running = false;
    arm();
}

void ServedTarget::deliver(const Emission &emission)
{
    const auto it = m_jobs.find(emission.job);
    if (it == m_jobs.end())
        return; // cancelled while the tokens before it were sent
    TokenSink *const sink = it->second.sink;
    m_stats.produced(it->second.times, emission.tokens, m_lastRun);
    if (emission.last)
        m_stats.finished(it->second.times);
    if (sink != nullptr)
        sink->tokensReady(emission, it->second.times);
    if (emission.last)
        m_jobs.erase(emission.job);
}

void ServedTarget::deliverStarts()
{
    // A sink may cancel its job, which may start another.
    for (std::size_t i = 0; i < m_starts.size(); ++i) {
        const auto it = m_jobs.find(m_starts[i]);
        if (it != m_jobs.end() && it->second.sink != nullptr)
            it->second.sink->started(it->second.times);
    }
    m_starts.clear();
}

void ServedTarget::arm()
{
    const auto deadline = m_engine->nextDeadline();
    if (!deadline) {
        m_timer.cancel();
        m_armedFor.reset();
        return;
    }
    const auto wakeAt = std::max(*deadline, m_lastRun + WakeSlack);
    if (m_armedFor == wakeAt)
        return;
    m_armedFor = wakeAt;
    m_timer.expires_at(wakeAt);
    m_timer.async_wait([this](boost::system::error_code error) {
        if (error)
            return;
        m_armedFor.reset();
        run();
    });
}

AnswerLength ServedTarget::answerLength(const ApiRequest &request) const
{
    const auto context = preset().contextTokens;
    const auto room = context - std::min(context - 1, request.promptTokens);
    const auto longest = request.maxTokens == 0 ? room : std::min(room, request.maxTokens);
    if (request.ignoreEos)
        return {.tokens = longest};
    std::seed_seq sequence{request.promptHash, request.promptHash >> 32U, m_options.seed, m_options.seed >> 32U};
    std::mt19937 random(sequence);
    std::geometric_distribution<std::uint32_t> length(1.0 / preset().meanOutputTokens);
    const auto natural = std::max({1U, request.minTokens, 1 + length(random)});
    return {.tokens = std::min(longest, natural), .endsByItself = natural < longest};
}

// ---- what pages show

EngineLoad ServedTarget::load() const
{
    auto load = m_engine->load();
    load.waiting += static_cast<std::uint32_t>(m_pending.size());
    return load;
}

void ServedTarget::loadMayChange(Instant now)
{
    if (dialect().gaugesEvery <= Duration::zero() || now < m_gaugesUntil)
        return;
    m_gaugeLoad = load();
    m_gaugesUntil = now + dialect().gaugesEvery;
}

void ServedTarget::loadHasChanged(Instant now)
{
    const auto load = m_engine->load();
    m_gpu.setRunning(load.running, now);
    if (m_iterations.size() == MaxIterations)
        m_iterations.pop_front();
    m_iterations.push_back({m_nextIteration++, load.running, load.waiting});
}

EngineLoad ServedTarget::shownLoad() const
{
    const bool standStill = dialect().gaugesEvery > Duration::zero() && SteadyClock().now() < m_gaugesUntil;
    return standStill ? m_gaugeLoad : load();
}

std::uint32_t ServedTarget::parallel() const
{
    return m_limits.parallel != 0 ? m_limits.parallel : roomOf(preset());
}

std::uint64_t ServedTarget::kvCapacityTokens() const
{
    const auto *const model = std::get_if<BatchModel>(&preset().pace);
    if (model != nullptr && m_options.limits.kvTokens != 0)
        return m_options.limits.kvTokens;
    return model != nullptr ? model->kvCapacityTokens : UnmodelledSequences * preset().contextTokens;
}

std::vector<IterationSample> ServedTarget::drainIterations()
{
    std::vector<IterationSample> drained(m_iterations.begin(), m_iterations.end());
    m_iterations.clear();
    return drained;
}

std::string ServedTarget::gpuText() const
{
    return m_gpu.exporterText("simulated-" + name(), SteadyClock().now());
}

std::string ServedTarget::pageValue(std::string_view name) const
{
    const auto orNull
        = [](std::uint32_t limit) { return limit == 0 || limit == NoLimit ? "null" : std::to_string(limit); };
    if (name == "model")
        return jsonEscaped(preset().model);
    if (name == "version")
        return m_version;
    if (name == "context")
        return std::to_string(preset().contextTokens);
    if (name == "inputlimit")
        return std::to_string(preset().contextTokens - 1);
    if (name == "created")
        return std::to_string(m_createdUnix);
    if (name == "parallel")
        return orNull(parallel());
    if (name == "inflightlimit")
        return orNull(m_limits.inFlight);
    if (name == "queueornull")
        return orNull(m_limits.queue);
    if (name == "kvcapacity")
        return std::to_string(kvCapacityTokens());
    if (name == "inflight")
        return std::to_string(load().running + load().waiting);
    return {};
}

std::string ServedTarget::expandPage(std::string_view text) const
{
    std::string out;
    while (!text.empty()) {
        const auto [at, length] = nextName(text);
        out += text.substr(0, at);
        if (length > 0)
            out += pageValue(text.substr(at + 1, length - 1));
        text.remove_prefix(at + length);
    }
    return out;
}

} // namespace tokamark::simulator
