#include "simulator/batchengine.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>

namespace tokamark::simulator {
namespace {

constexpr Duration NoiseWindow = std::chrono::seconds(5);

Duration fromSeconds(double seconds)
{
    return Duration(std::llround(seconds * 1e9));
}

} // namespace

double decodeStepSeconds(const BatchModel &model, std::uint32_t batch, std::uint64_t contextTokens)
{
    if (batch == 0)
        return 0;
    const double b = batch;
    const double gpu = std::max(model.weightSeconds, b * model.computeSeconds)
        + static_cast<double>(contextTokens) * model.attentionSeconds + model.stepSeconds + b * model.sequenceSeconds;
    return std::max(gpu, b * model.pipelineSeconds);
}

double prefillSeconds(const BatchModel &model, std::uint64_t promptTokens, bool alone)
{
    if (promptTokens == 0)
        return 0;
    const double seconds = static_cast<double>(promptTokens) / model.prefillTokensPerSecond;
    return alone ? std::max(model.prefillFloorSeconds, seconds) + model.stepSeconds : seconds;
}

BatchEngine::BatchEngine(const BatchModel &model, std::uint64_t seed)
    : m_model(model)
    , m_seed(seed)
{
    m_model.tokensPerChunk = std::max(1U, m_model.tokensPerChunk);
}

void BatchEngine::submit(const Job &job, Instant now)
{
    m_waiting.emplace_back().job = job;
    if (!m_stepEnd)
        beginStep(now);
}

void BatchEngine::cancel(std::uint64_t job)
{
    if (std::erase_if(m_waiting, [&](const Sequence &waiting) { return waiting.job.id == job; }) > 0)
        return;
    std::erase_if(m_running, [&](const Sequence &sequence) {
        if (sequence.job.id != job)
            return false;
        m_kvTokens -= kvNeed(sequence);
        return true;
    });
}

std::optional<Instant> BatchEngine::nextDeadline() const
{
    return m_stepEnd;
}

EngineLoad BatchEngine::load() const
{
    return {.running = static_cast<std::uint32_t>(m_running.size()),
            .waiting = static_cast<std::uint32_t>(m_waiting.size()),
            .kvTokens = m_kvTokens,
            .preemptions = m_preemptions};
}

void BatchEngine::advance(Instant now, std::vector<Emission> &out)
{
    while (m_stepEnd && *m_stepEnd <= now)
        endStep(out);
}

/// The one that came last gives up its place and waits again, before all others; what it has read and written so far is
/// read anew when its turn comes. The oldest always goes on, so that there is an end to it.
void BatchEngine::makeRoom()
{
    while (m_model.preempts && m_running.size() > 1 && m_kvTokens > m_model.kvCapacityTokens) {
        m_kvTokens -= kvNeed(m_running.back());
        m_waiting.push_front(m_running.back());
        m_running.pop_back();
        ++m_preemptions;
    }
}

void BatchEngine::admit(Instant at)
{
    // First come, first served: a request that does not fit holds back those behind it. One that fits nowhere still
    // runs when it is alone, so that nothing waits for ever.
    while (!m_waiting.empty() && m_running.size() < m_model.maxRunning
           && (m_running.empty() || m_kvTokens + kvNeed(m_waiting.front()) <= m_model.kvCapacityTokens)) {
        m_kvTokens += kvNeed(m_waiting.front());
        Sequence &sequence = m_running.emplace_back(m_waiting.front());
        m_waiting.pop_front();
        const std::uint32_t known
            = sequence.announced ? 0 : std::min(sequence.job.cachedTokens, sequence.job.promptTokens - 1);
        sequence.prefillLeft = sequence.job.promptTokens - known + sequence.produced;
        sequence.prefillInStep = 0;
        sequence.decodesInStep = false;
        if (!std::exchange(sequence.announced, true))
            announceStart(sequence.job.id, at);
    }
}

std::uint32_t BatchEngine::planPrefill()
{
    // Mixed steps cut a prompt where the budget ends; prefill-first takes prompts whole, so the first one always goes.
    std::uint32_t planned = 0;
    for (Sequence &sequence : m_running) {
        sequence.prefillInStep = 0;
        if (sequence.prefillLeft == 0 || planned >= m_model.prefillBudgetTokens)
            continue;
        const auto room = m_model.prefillBudgetTokens - planned;
        const bool whole = m_model.admission == Admission::PrefillFirst;
        if (whole && planned > 0 && sequence.prefillLeft > room)
            break;
        sequence.prefillInStep = whole ? sequence.prefillLeft : std::min(sequence.prefillLeft, room);
        planned += sequence.prefillInStep;
    }
    return planned;
}

void BatchEngine::beginStep(Instant at)
{
    makeRoom();
    admit(at);
    if (m_running.empty()) {
        m_stepEnd.reset();
        return;
    }
    const auto prefill = planPrefill();
    const bool decodes = prefill == 0 || m_model.admission == Admission::Mixed;
    std::uint32_t batch = 0;
    std::uint64_t context = 0;
    for (Sequence &sequence : m_running) {
        sequence.decodesInStep = decodes && sequence.prefillLeft == 0;
        if (sequence.decodesInStep) {
            ++batch;
            context += sequence.job.promptTokens + sequence.produced;
        }
    }
    const double seconds = decodeStepSeconds(m_model, batch, context) + prefillSeconds(m_model, prefill, batch == 0);
    // A step always takes time: a model full of zeros must not spin.
    m_stepEnd = at + std::max(Duration(1000), fromSeconds(seconds * noiseAt(at)));
}

void BatchEngine::produce(Sequence &sequence, std::vector<Emission> &out)
{
    ++sequence.produced;
    ++sequence.held;
    if (m_model.preempts)
        ++m_kvTokens;
    const bool first = sequence.produced == 1;
    const bool last = sequence.produced == sequence.job.outputTokens;
    if (first || last || sequence.held >= m_model.tokensPerChunk) {
        out.push_back({sequence.job.id, sequence.held, last, *m_stepEnd});
        sequence.held = 0;
    }
}

void BatchEngine::endStep(std::vector<Emission> &out)
{
    for (Sequence &sequence : m_running) {
        if (sequence.decodesInStep) {
            produce(sequence, out);
        } else if (sequence.prefillInStep > 0) {
            sequence.prefillLeft -= sequence.prefillInStep;
            sequence.prefillInStep = 0;
            if (sequence.prefillLeft == 0)
                produce(sequence, out); // the prefill yields the first token
        }
    }
    std::erase_if(m_running, [&](const Sequence &sequence) {
        if (sequence.produced < sequence.job.outputTokens)
            return false;
        m_kvTokens -= kvNeed(sequence);
        return true;
    });
    beginStep(*m_stepEnd);
}

double BatchEngine::noiseAt(Instant at)
{
    if (m_model.noise <= 0)
        return 1;
    const auto window = static_cast<std::uint64_t>(at.time_since_epoch() / NoiseWindow);
    if (window != m_noiseWindow) {
        // Drawn from the window's number, so that it depends on the time alone and not on how many steps came before.
        std::seed_seq sequence{m_seed, m_seed >> 32U, window};
        std::mt19937 random(sequence);
        m_noiseFactor = std::exp(std::normal_distribution<double>(0, m_model.noise)(random));
        m_noiseWindow = window;
    }
    return m_noiseFactor;
}

} // namespace tokamark::simulator
