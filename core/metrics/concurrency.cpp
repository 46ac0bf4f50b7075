#include "metrics/concurrency.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace tokamark::metrics {
namespace {

constexpr double LowLimit = 0.95;

struct Step {
    Instant at;
    int change = 0;

    auto operator<=>(const Step &) const = default;
};

/// Starts and ends inside the window; what was in flight before it starts with it.
std::vector<Step> stepsInside(const std::vector<InFlight> &requests, const MeasuredWindow &window)
{
    std::vector<Step> steps;
    steps.reserve(requests.size() * 2);
    for (const InFlight &request : requests) {
        const Instant from = std::max(request.from, window.open);
        const Instant to = std::min(request.to, window.close);
        if (from < to) {
            steps.push_back({from, 1});
            steps.push_back({to, -1});
        }
    }
    std::ranges::sort(steps);
    return steps;
}

/// Request-seconds of each part when a window is cut into equal ones.
class EqualParts {
public:
    explicit EqualParts(const MeasuredWindow &window)
        : m_open(window.open)
        , m_length(window.close - window.open)
    {
    }

    void add(Instant from, Instant to, double level)
    {
        for (auto part = static_cast<std::size_t>((from - m_open) * Count / m_length); from < to; ++part) {
            const Instant until = std::min(to, start(part + 1));
            m_sums.at(part) += level * toSeconds(until - from);
            from = until;
        }
    }

    [[nodiscard]] double shareBelow(double level) const
    {
        const double limit = level * toSeconds(m_length) / Count;
        return static_cast<double>(std::ranges::count_if(m_sums, [limit](double sum) { return sum < limit; })) / Count;
    }

private:
    static constexpr int Count = 20;

    /// Rounded up, so that the instant belongs to the part that `add` computes for it.
    [[nodiscard]] Instant start(std::size_t part) const
    {
        return m_open + (m_length * static_cast<Duration::rep>(part) + Duration(Count - 1)) / Count;
    }

    Instant m_open;
    Duration m_length;
    std::array<double, Count> m_sums{};
};

} // namespace

ConcurrencyFigures concurrencyHeld(const std::vector<InFlight> &requests, const MeasuredWindow &window, double expected,
                                   bool thinking)
{
    ConcurrencyFigures figures;
    const double length = window.seconds();
    if (length <= 0)
        return figures;

    double integral = 0;
    double lowSeconds = 0;
    EqualParts parts(window);
    Instant last = window.open;
    std::int64_t level = 0;
    figures.fullFromSecond = length;
    const auto advance = [&](Instant to) {
        const double seconds = toSeconds(to - last);
        integral += static_cast<double>(level) * seconds;
        if (static_cast<double>(level) < LowLimit * expected)
            lowSeconds += seconds;
        if (to > last) {
            figures.peak = std::max(figures.peak, static_cast<double>(level));
            if (static_cast<double>(level) >= LowLimit * expected) {
                figures.fullFromSecond = std::min(figures.fullFromSecond, toSeconds(last - window.open));
                figures.fullToSecond = toSeconds(to - window.open);
            }
        }
        if (thinking)
            parts.add(last, to, static_cast<double>(level));
        last = to;
    };
    for (const Step &step : stepsInside(requests, window)) {
        advance(step.at);
        level += step.change;
    }
    advance(window.close);

    figures.mean = integral / length;
    figures.lowShare = thinking ? parts.shareBelow(LowLimit * expected) : lowSeconds / length;
    return figures;
}

} // namespace tokamark::metrics
