#pragma once

#include "roofline/hardware.h"

#include <cstdint>
#include <limits>

namespace tokamark::roofline {

/// How much of the data sheet an engine reaches. The defaults are the physical limit itself.
struct Efficiency {
    double weights = 1; ///< of the bandwidth, reading weights
    double compute = 1; ///< of the peak, decoding
    double kv = 1; ///< of the bandwidth, reading the KV cache
    double prefill = 1; ///< of the peak, on prompts
    double stepSeconds = 0; ///< launches and scheduling, per decode step
    double prefillFloorSeconds = 0; ///< the shortest prompt's time; about one and a half decode steps in practice

    bool operator==(const Efficiency &) const = default;
};

/// What an untuned but good engine reaches, where nothing was calibrated (fits to published static-batch tables:
/// 2 to 4 % mean error). `tensorParallel` above 1 costs more per step.
[[nodiscard]] Efficiency goodEngine(const Gpu &gpu, std::uint32_t tensorParallel = 1);

/// One replica: a model in a format on some GPUs that share each layer. `Bits8` weights run on the 8-bit peak.
struct Replica {
    ModelShape model;
    Gpu gpu;
    WeightFormat weights = WeightFormat::Bits16;
    KvFormat kv = KvFormat::Bits16;
    std::uint32_t tensorParallel = 1;
    Efficiency efficiency = {};

    bool operator==(const Replica &) const = default;
};

/// What one replica can do at most, from bytes to read and operations to do. Throughout, B is the number of sequences
/// that decode at once and s their mean context; bytes, seconds, tokens, all per replica. Immutable, any thread.
///
/// A decode step reads every weight once, whatever B is, does 2 P B operations on the P multiplied parameters, and
/// reads each sequence's own KV cache, which no batching shares:
///   t(B, s) = max(Wb / bandwidth, 2 P B / peak) + B s kv / bandwidth
/// This is the usual serving roofline (the inference chapter of "How to Scale Your Model" derives it at length).
class Roofline {
public:
    explicit Roofline(const Replica &replica);

    /// Keys and values of all layers for one token, over all GPUs.
    [[nodiscard]] double kvBytesPerToken() const noexcept;
    /// Read in every step, over all GPUs: the multiplied parameters in their format.
    [[nodiscard]] double weightBytesPerStep() const noexcept;
    /// Held in memory, over all GPUs: those and the embedding.
    [[nodiscard]] double residentWeightBytes() const noexcept;

    [[nodiscard]] double decodeStepSeconds(double batch, double context) const noexcept;
    /// All sequences together.
    [[nodiscard]] double decodeTokensPerSecond(double batch, double context) const noexcept;
    /// One sequence's own speed: one over the step.
    [[nodiscard]] double tokensPerSecondPerUser(double batch, double context) const noexcept;
    /// One prompt of that many tokens; the quadratic part is causal attention.
    [[nodiscard]] double prefillSeconds(double promptTokens) const noexcept;
    /// No answer can begin earlier: its prefill, nothing queued, network left out.
    [[nodiscard]] double lowestTtftSeconds(double promptTokens) const noexcept;
    /// Requests per second in steady state, prompts included, with `batch` of them running: each costs its prefill and
    /// its share of as many steps as it has output tokens, at the context of half its answer.
    [[nodiscard]] double steadyRequestsPerSecond(double batch, double promptTokens, double outputTokens) const noexcept;
    [[nodiscard]] double steadyTokensPerSecond(double batch, double promptTokens, double outputTokens) const noexcept;
    /// The batch from which arithmetic takes longer than reading the weights.
    [[nodiscard]] double computeBoundBatch() const noexcept;
    /// What the token rate tends to as the batch grows without limit.
    [[nodiscard]] double asymptoticTokensPerSecond(double context) const noexcept;

    /// Tokens of KV cache that fit beside the weights: `share` of the memory, less `reservedBytes` per GPU for
    /// activations. Zero if not even the weights fit.
    [[nodiscard]] double kvCapacityTokens(double share = 0.9, double reservedBytes = 1.5e9) const noexcept;

private:
    Replica m_replica;
    double m_weightBytes;
    double m_peak;
};

/// A closed loop of `users` behind what a server lets run at once.
struct QueueEstimate {
    double running = 0;
    double waiting = 0;
    double meanWaitSeconds = 0;
    double ttftSeconds = 0; ///< wait, prefill and half a step

    bool operator==(const QueueEstimate &) const = default;
};

/// The limits of a queue estimate.
struct QueueLimits {
    double batchCap = std::numeric_limits<double>::infinity();
    double kvCapacityTokens = std::numeric_limits<double>::infinity();
};

[[nodiscard]] QueueEstimate estimateQueue(const Roofline &roofline, double users, double promptTokens,
                                          double outputTokens, const QueueLimits &limits = {});

/// Little's law: how many requests are under way at that rate, latency and think time. A closed loop that does not
/// come out at its number of users was measured wrongly.
[[nodiscard]] constexpr double concurrencyByLittle(double requestsPerSecond, double latencySeconds,
                                                   double thinkSeconds = 0) noexcept
{
    return requestsPerSecond * (latencySeconds + thinkSeconds);
}

} // namespace tokamark::roofline
