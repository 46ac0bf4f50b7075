#include "schedule/arrivals.h"

#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/gamma.hpp>

#include <cmath>
#include <utility>

namespace tokamark::schedule {
namespace {

Duration fromSeconds(double seconds)
{
    return Duration(static_cast<Duration::rep>(std::llround(seconds * 1e9)));
}

} // namespace

ArrivalSequence::ArrivalSequence(Arrivals arrivals, std::uint64_t first, std::uint64_t step)
    : m_arrivals(std::move(arrivals))
    , m_step(step)
    , m_random{m_arrivals.seed}
{
    generate();
    for (std::uint64_t skipped = 0; skipped < first && m_next; ++skipped)
        generate();
}

void ArrivalSequence::pop()
{
    // The others' arrivals are made too: one stream of random numbers gives one schedule, however it is dealt out.
    for (std::uint64_t i = 0; i < m_step && m_next; ++i)
        generate();
}

void ArrivalSequence::generate()
{
    const std::uint64_t index = m_count++;
    if ((m_arrivals.requests && index >= *m_arrivals.requests)
        || (m_arrivals.recorded && index >= m_arrivals.recorded->size())) {
        m_next.reset();
        return;
    }
    if (m_arrivals.recorded) {
        m_next = Arrival{index, (*m_arrivals.recorded)[index]};
        return;
    }
    // Counted in requests and not in seconds, so that a ramp only has to stretch it.
    const bool constant = std::isinf(m_arrivals.burstiness);
    m_expected = constant ? static_cast<double>(index) : m_expected + gap();
    m_next = Arrival{index, instantOf(m_expected)};
}

/// The next gap, of mean 1.
double ArrivalSequence::gap()
{
    const double shape = m_arrivals.burstiness;
    const double chance = m_random.unit();
    if (shape == 1)
        return boost::math::quantile(boost::math::exponential_distribution<>(1), chance);
    return boost::math::quantile(boost::math::gamma_distribution<>(shape, 1 / shape), chance);
}

/// When a rate that rises evenly over the ramp and then stays has asked for so many requests.
Duration ArrivalSequence::instantOf(double expected) const
{
    const double rate = m_arrivals.rate;
    if (std::isinf(rate))
        return Duration{};
    const double ramp = toSeconds(m_arrivals.ramp);
    if (expected < rate * ramp / 2)
        return fromSeconds(std::sqrt(2 * ramp * expected / rate));
    return fromSeconds(expected / rate + ramp / 2);
}

} // namespace tokamark::schedule
