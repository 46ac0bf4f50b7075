#include "metrics/comparisonfamily.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

namespace tokamark::metrics {
namespace {

constexpr double FalseAlarms = 0.05; ///< in which comparisons of equals may call anything different

/// Groups of figures that divide the false alarms between them. Most are for the figure that swings least and is asked for
/// first, or a server six percent slower would not be found with three repetitions.
enum Group : std::size_t { Rate, Ttft, Rest, GroupCount };
constexpr std::array<double, GroupCount> Shares{0.6, 0.3, 0.1};

Group groupOf(const Difference &difference)
{
    if (difference.metric == Metric::OutputThroughput)
        return Rate;
    // The percentiles that sentences speak of; which of p90 and p95 it is hangs on the number of requests.
    constexpr std::array Spoken{Metric::TtftP50, Metric::TtftP90, Metric::TtftP95};
    return std::ranges::find(Spoken, difference.metric) == Spoken.end() ? Rest : Ttft;
}

/// A difference and its part of the false alarms.
struct Weighted {
    Difference *difference = nullptr;
    double weight = 0;

    [[nodiscard]] double demand() const { return *difference->chance / weight; }
};

std::vector<Weighted> weighted(std::span<Difference *const> family)
{
    std::vector<Weighted> all;
    for (Difference *difference : family) {
        if (difference->chance)
            all.push_back({difference, 0});
    }
    std::array<double, GroupCount> sizes{};
    for (const Weighted &one : all)
        ++sizes[groupOf(*one.difference)];
    for (Weighted &one : all) {
        const Group group = groupOf(*one.difference);
        one.weight = Shares[group] / sizes[group];
    }
    return all;
}

} // namespace

const std::array<Metric, 3> &headlineMetrics() noexcept
{
    static constexpr std::array All{Metric::OutputThroughput, Metric::TtftP50, Metric::TtftP95};
    return All;
}

std::optional<double> percentileOf(Metric metric)
{
    const std::string_view text = name(metric);
    const std::size_t mark = text.rfind("_p");
    double p = 0;
    const bool isOne = mark != std::string_view::npos
        && std::from_chars(text.data() + mark + 2, text.data() + text.size(), p).ec == std::errc();
    return isOne ? std::optional(p) : std::nullopt;
}

PercentileTrust trustOf(Repetitions repetitions, Metric metric)
{
    const std::optional<double> p = percentileOf(metric);
    if (!p)
        return PercentileTrust::Fine;
    // Gaps between chunks are many to a request, and each is a sample of its own.
    const bool ofGaps = metric >= Metric::ItlMean && metric <= Metric::ItlP99;
    std::uint64_t samples = 0;
    for (const CellFigures *figures : repetitions) {
        const LatencyFigures &latency = ofGaps ? figures->itl : figures->ttft;
        samples += latency.samples + latency.failures;
    }
    return percentileTrust(*p, samples);
}

void holdTogether(std::span<Difference *const> family)
{
    std::vector<Weighted> all = weighted(family);
    std::ranges::sort(all, {}, &Weighted::demand);
    double left = 0;
    for (const Weighted &one : all)
        left += one.weight;
    bool stands = true;
    for (const Weighted &one : all) {
        // What was found to differ no longer needs its share, so the rest may divide it.
        stands = stands && *one.difference->chance <= FalseAlarms * one.weight / left;
        left -= one.weight;
        one.difference->significant = one.difference->apartAlone && stands;
        one.difference->together = static_cast<std::uint32_t>(all.size());
    }
}

void holdAmong(Difference &difference, std::size_t candidates)
{
    const auto count = static_cast<double>(std::max<std::size_t>(candidates, 1));
    difference.significant = difference.apartAlone && *difference.chance * count <= FalseAlarms;
    difference.together = static_cast<std::uint32_t>(count);
}

} // namespace tokamark::metrics
