#include "simulator/slowingengine.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tokamark::simulator {
namespace {

Duration fromSeconds(double seconds)
{
    return Duration(std::llround(seconds * 1e9));
}

} // namespace

SlowingEngine::SlowingEngine(std::unique_ptr<TokenEngine> engine, const Slowing &slowing)
    : m_engine(std::move(engine))
    , m_slowing(slowing)
{
    m_engine->observeStarts([this](std::uint64_t job, Instant at) { announceStart(job, outerTime(at)); });
}

// At second s of the outer clock the inner one runs at 1 / (1 + a s); the step divides what comes after it once more.

Instant SlowingEngine::innerTime(Instant outer) const
{
    if (!m_begin || outer <= *m_begin)
        return outer;
    const double a = m_slowing.perMinute / 60;
    const auto drifted = [a](double seconds) { return a > 0 ? std::log1p(a * seconds) / a : seconds; };
    const double seconds = toSeconds(outer - *m_begin);
    const double stepAt = toSeconds(m_slowing.stepAt);
    double inner = drifted(seconds);
    if (m_slowing.step > 0 && seconds > stepAt)
        inner = drifted(stepAt) + (inner - drifted(stepAt)) / (1 + m_slowing.step);
    return *m_begin + fromSeconds(inner);
}

Instant SlowingEngine::outerTime(Instant inner) const
{
    if (!m_begin || inner <= *m_begin)
        return inner;
    const double a = m_slowing.perMinute / 60;
    double seconds = toSeconds(inner - *m_begin);
    const double stepAt = toSeconds(m_slowing.stepAt);
    const double innerStep = a > 0 ? std::log1p(a * stepAt) / a : stepAt;
    if (m_slowing.step > 0 && seconds > innerStep)
        seconds = innerStep + (seconds - innerStep) * (1 + m_slowing.step);
    // A hair late, so that the inner clock has reached the instant by then whatever was rounded.
    constexpr Duration Hair = std::chrono::nanoseconds(100);
    return *m_begin + fromSeconds(a > 0 ? std::expm1(a * seconds) / a : seconds) + Hair;
}

void SlowingEngine::submit(const Job &job, Instant now)
{
    if (!m_begin)
        m_begin = now;
    m_engine->submit(job, innerTime(now));
}

void SlowingEngine::cancel(std::uint64_t job)
{
    m_engine->cancel(job);
}

std::optional<Instant> SlowingEngine::nextDeadline() const
{
    const auto deadline = m_engine->nextDeadline();
    return deadline ? std::optional(outerTime(*deadline)) : std::nullopt;
}

void SlowingEngine::advance(Instant now, std::vector<Emission> &out)
{
    const std::size_t before = out.size();
    m_engine->advance(innerTime(now), out);
    for (std::size_t i = before; i < out.size(); ++i)
        out[i].due = std::min(now, outerTime(out[i].due));
}

EngineLoad SlowingEngine::load() const
{
    return m_engine->load();
}

} // namespace tokamark::simulator
