#include "roofline/roofline.h"

#include <algorithm>

namespace tokamark::roofline {
namespace {

// 4 bits and, per group of 128, a 16-bit scale and a 4-bit zero point.
constexpr double Bits4GroupBytes = (4.0 + (16.0 + 4.0) / 128.0) / 8.0;

double bytesPerKvElement(KvFormat format)
{
    return format == KvFormat::Bits16 ? 2 : 1;
}

/// Bytes of the multiplied parameters. The output head stays at 16 bits under weight-only quantisation.
double multipliedBytes(const Replica &replica)
{
    const double head = static_cast<double>(replica.model.vocabulary) * replica.model.width;
    switch (replica.weights) {
    case WeightFormat::Bits16: return 2 * replica.model.multiplied;
    case WeightFormat::Bits8: return replica.model.multiplied;
    case WeightFormat::Bits4Group128: return (replica.model.multiplied - head) * Bits4GroupBytes + 2 * head;
    }
    return 0;
}

} // namespace

Efficiency goodEngine(const Gpu &gpu, std::uint32_t tensorParallel)
{
    const bool ampere = gpu.id.starts_with("a100");
    return {.weights = 0.85,
            .compute = 0.50,
            .kv = 0.50,
            .prefill = ampere ? 0.70 : 0.50,
            .stepSeconds = tensorParallel > 1 ? 0.007 : 0.003,
            .prefillFloorSeconds = 0};
}

Roofline::Roofline(const Replica &replica)
    : m_replica(replica)
    , m_weightBytes(multipliedBytes(replica))
    , m_peak(replica.weights == WeightFormat::Bits8 ? replica.gpu.flops8 : replica.gpu.flops16)
{
    m_replica.tensorParallel = std::max(1U, replica.tensorParallel);
}

double Roofline::kvBytesPerToken() const noexcept
{
    const ModelShape &model = m_replica.model;
    return 2.0 * model.layers * model.kvHeads * model.headDim * bytesPerKvElement(m_replica.kv);
}

double Roofline::weightBytesPerStep() const noexcept
{
    return m_weightBytes;
}

double Roofline::residentWeightBytes() const noexcept
{
    const double embedding = m_replica.model.parameters - m_replica.model.multiplied;
    return m_weightBytes + embedding * (m_replica.weights == WeightFormat::Bits8 ? 1 : 2);
}

double Roofline::decodeStepSeconds(double batch, double context) const noexcept
{
    const Efficiency &reached = m_replica.efficiency;
    const double gpus = m_replica.tensorParallel;
    const double bandwidth = m_replica.gpu.bytesPerSecond * gpus;
    const double reading = m_weightBytes / (reached.weights * bandwidth);
    const double computing = 2 * m_replica.model.multiplied * batch / (reached.compute * m_peak * gpus);
    return std::max(reading, computing) + batch * context * kvBytesPerToken() / (reached.kv * bandwidth)
        + reached.stepSeconds;
}

double Roofline::decodeTokensPerSecond(double batch, double context) const noexcept
{
    return batch / decodeStepSeconds(batch, context);
}

double Roofline::tokensPerSecondPerUser(double batch, double context) const noexcept
{
    return 1 / decodeStepSeconds(batch, context);
}

double Roofline::prefillSeconds(double promptTokens) const noexcept
{
    const ModelShape &model = m_replica.model;
    const double gpus = m_replica.tensorParallel;
    const double dense = 2 * model.multiplied * promptTokens;
    // Each token attends to half the prompt on average, once for the scores and once for the values.
    const double attention = 2.0 * model.layers * model.width * promptTokens * promptTokens;
    const double computing = (dense + attention) / (m_replica.efficiency.prefill * m_peak * gpus);
    const double reading = m_weightBytes / (m_replica.efficiency.weights * m_replica.gpu.bytesPerSecond * gpus);
    return std::max({computing, reading, m_replica.efficiency.prefillFloorSeconds});
}

double Roofline::lowestTtftSeconds(double promptTokens) const noexcept
{
    return prefillSeconds(promptTokens);
}

double Roofline::steadyRequestsPerSecond(double batch, double promptTokens, double outputTokens) const noexcept
{
    const double step = decodeStepSeconds(batch, promptTokens + outputTokens / 2);
    return batch / (outputTokens * step + batch * prefillSeconds(promptTokens));
}

double Roofline::steadyTokensPerSecond(double batch, double promptTokens, double outputTokens) const noexcept
{
    return outputTokens * steadyRequestsPerSecond(batch, promptTokens, outputTokens);
}

double Roofline::computeBoundBatch() const noexcept
{
    const Efficiency &reached = m_replica.efficiency;
    return m_weightBytes * reached.compute * m_peak
        / (2 * m_replica.model.multiplied * reached.weights * m_replica.gpu.bytesPerSecond);
}

double Roofline::asymptoticTokensPerSecond(double context) const noexcept
{
    const Efficiency &reached = m_replica.efficiency;
    const double gpus = m_replica.tensorParallel;
    const double perToken = 2 * m_replica.model.multiplied / (reached.compute * m_peak * gpus)
        + context * kvBytesPerToken() / (reached.kv * m_replica.gpu.bytesPerSecond * gpus);
    return 1 / perToken;
}

double Roofline::kvCapacityTokens(double share, double reservedBytes) const noexcept
{
    const double free
        = m_replica.tensorParallel * (share * m_replica.gpu.memoryBytes - reservedBytes) - residentWeightBytes();
    return std::max(0.0, free / kvBytesPerToken());
}

QueueEstimate estimateQueue(const Roofline &roofline, double users, double promptTokens, double outputTokens,
                            const QueueLimits &limits)
{
    QueueEstimate estimate;
    estimate.running = std::min({users, limits.batchCap, limits.kvCapacityTokens / (promptTokens + outputTokens)});
    estimate.waiting = users - estimate.running;
    const double rate = roofline.steadyRequestsPerSecond(estimate.running, promptTokens, outputTokens);
    estimate.meanWaitSeconds = estimate.waiting / rate;
    estimate.ttftSeconds = estimate.meanWaitSeconds + roofline.prefillSeconds(promptTokens)
        + roofline.decodeStepSeconds(estimate.running, promptTokens + outputTokens / 2) / 2;
    return estimate;
}

} // namespace tokamark::roofline
