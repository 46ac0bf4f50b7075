#pragma once

#include "simulator/tokenengine.h"

#include <deque>
#include <limits>
#include <vector>

namespace tokamark::simulator {

/// Which work a step takes up when requests wait.
enum class Admission : std::uint8_t {
    PrefillFirst, ///< a step is either prompts or tokens, and prompts go first: running streams stand still meanwhile
    Mixed, ///< prompts are cut to a budget and share the step with the tokens of running streams
};

/// What a step of a continuously batching server costs, and whom it takes in. Seconds per replica.
///
/// Decode step over B sequences with C tokens of context in all:
///   max(max(weights, B compute) + C attention + step + B sequence, B pipeline)
/// The last term is work on each token that overlaps with the GPU (detokenising, one post-processing instance) and so
/// shows only where it is the slower of the two. Prompts cost tokens / prefillTokensPerSecond, at least the floor when
/// they have the step for themselves.
struct BatchModel {
    double weightSeconds = 0; ///< reading all weights once
    double computeSeconds = 0; ///< arithmetic per sequence
    double attentionSeconds = 0; ///< reading the KV cache, per token of context
    double stepSeconds = 0; ///< launches and scheduling, per step
    double sequenceSeconds = 0; ///< sampling, host and 4-bit unpacking, per sequence
    double pipelineSeconds = 0; ///< per token, beside the GPU
    double prefillTokensPerSecond = 1;
    double prefillFloorSeconds = 0;
    std::uint32_t maxRunning = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t prefillBudgetTokens = 8192; ///< prompt tokens in one step
    std::uint64_t kvCapacityTokens = std::numeric_limits<std::uint64_t>::max();
    bool preempts = false; ///< takes prompts in as they fit, and the last one back out when answers outgrow the cache
    Admission admission = Admission::Mixed;
    std::uint32_t tokensPerChunk = 1;
    double noise = 0; ///< relative standard deviation of the step time from one 5 s window to the next

    bool operator==(const BatchModel &) const = default;
};

/// The time of a decode step over `batch` sequences with `contextTokens` in all.
[[nodiscard]] double decodeStepSeconds(const BatchModel &model, std::uint32_t batch, std::uint64_t contextTokens);
/// The time of `promptTokens` of prefill; `alone`: nothing is decoded in the same step.
[[nodiscard]] double prefillSeconds(const BatchModel &model, std::uint64_t promptTokens, bool alone);

/// Continuous batching: waiting requests join between steps, as batch cap, KV cache and admission policy allow.
/// A step's tokens are ready when it ends. Single-threaded, as every engine.
class BatchEngine final : public TokenEngine {
public:
    BatchEngine(const BatchModel &model, std::uint64_t seed);

    void submit(const Job &job, Instant now) override;
    void cancel(std::uint64_t job) override;
    [[nodiscard]] std::optional<Instant> nextDeadline() const override;
    void advance(Instant now, std::vector<Emission> &out) override;
    [[nodiscard]] EngineLoad load() const override;

private:
    struct Sequence {
        Job job;
        bool announced = false; ///< had a place before
        std::uint32_t prefillLeft = 0;
        std::uint32_t prefillInStep = 0; ///< prompt tokens that the current step takes
        std::uint32_t produced = 0;
        std::uint32_t held = 0; ///< produced, not handed out yet
        bool decodesInStep = false;
    };

    void makeRoom();
    void admit(Instant at);
    void beginStep(Instant at);
    void endStep(std::vector<Emission> &out);
    void produce(Sequence &sequence, std::vector<Emission> &out);
    [[nodiscard]] std::uint32_t planPrefill();
    [[nodiscard]] double noiseAt(Instant at);
    /// What a sequence takes of the KV cache: reserved to its end, or what it has by the end of the next step.
    [[nodiscard]] std::uint64_t kvNeed(const Sequence &sequence) const
    {
        return std::uint64_t{sequence.job.promptTokens}
        + (m_model.preempts ? sequence.produced + 1 : sequence.job.outputTokens);
    }

    BatchModel m_model;
    std::uint64_t m_seed;
    std::vector<Sequence> m_running;
    std::deque<Sequence> m_waiting; ///< those that were preempted come first
    std::uint64_t m_kvTokens = 0;
    std::uint64_t m_preemptions = 0;
    std::optional<Instant> m_stepEnd;
    std::uint64_t m_noiseWindow = std::numeric_limits<std::uint64_t>::max();
    double m_noiseFactor = 1;
};

} // namespace tokamark::simulator
