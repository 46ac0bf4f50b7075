#include "simulator/servedtarget.h"

#include "simulator/dialect.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <variant>

namespace tokamark::simulator {
namespace {

/// The engine is woken at most this often, so that a thousand streams share wake-ups; later than any token is late.
constexpr Duration WakeSlack = std::chrono::microseconds(200);

/// Names of the figures every engine has, as that engine spells them.
struct MetricNames {
    EngineKind engine;
    const char *running;
    const char *waiting;
    const char *promptTokens;
    const char *outputTokens;
    const char *completed;
};

constexpr std::array Metrics{
    MetricNames{EngineKind::Generic, "simulated_requests_running", "simulated_requests_waiting",
                "simulated_prompt_tokens_total", "simulated_generation_tokens_total",
                "simulated_request_success_total"},
    MetricNames{EngineKind::Vllm, "vllm:num_requests_running", "vllm:num_requests_waiting", "vllm:prompt_tokens_total",
                "vllm:generation_tokens_total", "vllm:request_success_total"},
    MetricNames{EngineKind::Lmdeploy, "lmdeploy:num_requests_running", "lmdeploy:num_requests_waiting",
                "lmdeploy:prompt_tokens_total", "lmdeploy:generation_tokens_total", "lmdeploy:request_success_total"},
    MetricNames{EngineKind::TensorRtLlm, "trtllm_num_requests_running", "trtllm_num_requests_waiting",
                "trtllm_prompt_tokens_total", "trtllm_generation_tokens_total", "trtllm_request_success_total"},
    // The real one has no such figures and no Prometheus text; the generic names do not pretend otherwise.
    MetricNames{EngineKind::MlcLlm, "simulated_requests_running", "simulated_requests_waiting",
                "simulated_prompt_tokens_total", "simulated_generation_tokens_total",
                "simulated_request_success_total"},
    MetricNames{EngineKind::Tgi, "tgi_batch_current_size", "tgi_queue_size", "tgi_request_input_length_sum",
                "tgi_request_generated_tokens_sum", "tgi_request_success"},
};

void appendMetric(std::string &out, const char *name, const char *type, std::uint64_t value)
{
    out += std::string("# TYPE ") + name + ' ' + type + '\n' + name + ' ' + std::to_string(value) + '\n';
}

} // namespace

ServedTarget::ServedTarget(boost::asio::io_context &io, TargetOptions options)
    : m_preset(std::move(options.preset))
    , m_dialect(withQuirks(dialectOf(m_preset.engine), options.quirks))
    , m_seed(options.seed)
    , m_engine(makeEngine(m_preset, options.seed, options.quirks.tokensPerChunk.value_or(0)))
    , m_timer(io)
{
}

std::uint64_t ServedTarget::submit(std::uint32_t promptTokens, std::uint32_t outputTokens, TokenSink &sink)
{
    if (!m_running)
        run();
    const auto job = m_nextJob++;
    m_sinks.emplace(job, &sink);
    m_promptTokens += promptTokens;
    m_engine->submit({job, promptTokens, outputTokens}, SteadyClock().now());
    if (!m_running)
        arm();
    return job;
}

void ServedTarget::cancel(std::uint64_t job)
{
    if (m_sinks.erase(job) == 0)
        return;
    m_engine->cancel(job);
    if (!m_running)
        arm();
}

void ServedTarget::run()
{
    m_running = true;
    m_lastRun = SteadyClock().now();
    m_emissions.clear();
    m_engine->advance(m_lastRun, m_emissions);
    for (const Emission &emission : m_emissions) {
        const auto it = m_sinks.find(emission.job);
        if (it == m_sinks.end())
            continue; // cancelled while the tokens before it were sent
        TokenSink *const sink = it->second;
        m_outputTokens += emission.tokens;
        if (emission.last) {
            ++m_completed;
            m_sinks.erase(it);
        }
        sink->tokensReady(emission);
    }
    m_running = false;
    arm();
}

void ServedTarget::arm()
{
    const auto deadline = m_engine->nextDeadline();
    if (!deadline) {
        m_timer.cancel();
        m_armedFor.reset();
        return;
    }
    const auto wake = std::max(*deadline, m_lastRun + WakeSlack);
    if (m_armedFor == wake)
        return;
    m_armedFor = wake;
    m_timer.expires_at(wake);
    m_timer.async_wait([this](boost::system::error_code error) {
        if (error)
            return;
        m_armedFor.reset();
        run();
    });
}

std::uint32_t ServedTarget::answerTokens(const ApiRequest &request) const
{
    const auto room = m_preset.contextTokens - std::min(m_preset.contextTokens - 1, request.promptTokens);
    const auto longest = request.maxTokens == 0 ? room : std::min(room, request.maxTokens);
    if (request.ignoreEos)
        return longest;
    std::seed_seq sequence{request.promptHash, request.promptHash >> 32U, m_seed, m_seed >> 32U};
    std::mt19937 random(sequence);
    std::geometric_distribution<std::uint32_t> length(1.0 / m_preset.meanOutputTokens);
    return std::min(longest, std::max({1U, request.minTokens, 1 + length(random)}));
}

std::string ServedTarget::metricsText() const
{
    const auto names = std::ranges::find(Metrics, m_preset.engine, &MetricNames::engine);
    const auto load = m_engine->load();
    std::string out;
    appendMetric(out, names->running, "gauge", load.running);
    appendMetric(out, names->waiting, "gauge", load.waiting);
    appendMetric(out, names->promptTokens, "counter", m_promptTokens);
    appendMetric(out, names->outputTokens, "counter", m_outputTokens);
    appendMetric(out, names->completed, "counter", m_completed);
    return out;
}

std::string ServedTarget::modelsJson() const
{
    const auto model = jsonEscaped(m_preset.model);
    return R"({"object":"list","data":[{"id":")" + model + R"(","object":"model","created":1717545600,"owned_by":")"
        + jsonEscaped(ownedBy(m_preset)) + R"(","max_model_len":)" + std::to_string(m_preset.contextTokens) + "}]}";
}

std::string ServedTarget::infoJson() const
{
    const auto *const model = std::get_if<BatchModel>(&m_preset.pace);
    const auto context = std::to_string(m_preset.contextTokens);
    return R"({"model_id":")" + jsonEscaped(m_preset.model) + R"(","version":")"
        + std::string(versionOf(m_preset.engine)) + R"(","router":"text-generation-router","max_concurrent_requests":)"
        + std::to_string(model != nullptr ? model->maxRunning : 0) + R"(,"max_input_tokens":)" + context
        + R"(,"max_total_tokens":)" + context + "}";
}

} // namespace tokamark::simulator
