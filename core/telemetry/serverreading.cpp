#include "telemetry/serverreading.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <string>

namespace tokamark::telemetry {
namespace {

using profiles::Meaning;
using profiles::MetricName;
using profiles::SeriesForm;

constexpr std::size_t placeOf(Meaning meaning) noexcept
{
    return static_cast<std::size_t>(meaning);
}

Meaning meaningAt(std::size_t place) noexcept
{
    return static_cast<Meaning>(place);
}

/// Shares of several engines or replicas are averaged; everything else adds up.
bool isShare(Meaning meaning) noexcept
{
    return meaning == Meaning::KvUse || meaning == Meaning::PrefixHitRate;
}

bool fits(const Series &series, const MetricName &name)
{
    if (name.only.label.empty())
        return true;
    const std::string *const value = series.label(name.only.label);
    return !value || *value == name.only.value;
}

std::optional<double> numberOf(const MetricsPage &page, const MetricName &name)
{
    double sum = 0;
    std::size_t found = 0;
    for (const Series &series : page.series) {
        if (series.name != name.series || !fits(series, name) || !std::isfinite(series.value))
            continue;
        sum += series.value;
        ++found;
    }
    if (found == 0)
        return std::nullopt;
    const double value = isShare(name.meaning) ? sum / static_cast<double>(found) : sum;
    return value * name.scale;
}

/// The bound of a bucket; servers write it as "0.1", "1e-3" and "+Inf".
std::optional<double> boundOf(const Series &series)
{
    const std::string *const text = series.label("le");
    if (!text)
        return std::nullopt;
    const char *const begin = text->data() + (text->starts_with('+') ? 1 : 0);
    const char *const end = text->data() + text->size();
    double bound = 0;
    const auto [read, error] = std::from_chars(begin, end, bound);
    if (error != std::errc() || read != end || std::isnan(bound))
        return std::nullopt;
    return bound;
}

std::optional<HistogramReading> histogramOf(const MetricsPage &page, const MetricName &name)
{
    HistogramReading histogram;
    std::map<double, double> buckets;
    bool hasSum = false;
    bool hasCount = false;
    for (const Series &series : page.series) {
        if (!series.name.starts_with(name.series) || !fits(series, name) || !std::isfinite(series.value))
            continue;
        const std::string_view part = std::string_view(series.name).substr(name.series.size());
        if (part == "_sum") {
            histogram.sum += series.value * name.scale;
            hasSum = true;
        } else if (part == "_count") {
            histogram.count += series.value;
            hasCount = true;
        } else if (part == "_bucket") {
            if (const auto bound = boundOf(series))
                buckets[*bound * name.scale] += series.value;
        }
    }
    if (!hasSum || !hasCount)
        return std::nullopt;
    for (const auto &[upTo, count] : buckets)
        histogram.buckets.push_back({upTo, count});
    return histogram;
}

void addHistogram(HistogramReading &total, const HistogramReading &more)
{
    total.count += more.count;
    total.sum += more.sum;
    const bool sameBounds = std::ranges::equal(total.buckets, more.buckets, {}, &HistogramReading::Bucket::upTo,
                                               &HistogramReading::Bucket::upTo);
    if (!sameBounds) {
        total.buckets.clear();
        return;
    }
    for (std::size_t i = 0; i < total.buckets.size(); ++i)
        total.buckets[i].count += more.buckets[i].count;
}

/// `later` without what was there before; all of `later` if the server began anew.
HistogramReading growth(const HistogramReading &earlier, const HistogramReading &later)
{
    HistogramReading grown = later;
    grown.count -= earlier.count;
    grown.sum -= earlier.sum;
    const bool sameBounds = std::ranges::equal(earlier.buckets, later.buckets, {}, &HistogramReading::Bucket::upTo,
                                               &HistogramReading::Bucket::upTo);
    if (!sameBounds)
        grown.buckets.clear();
    for (std::size_t i = 0; i < grown.buckets.size(); ++i)
        grown.buckets[i].count -= earlier.buckets[i].count;
    return grown;
}

/// True if any value that only grows is lower than before.
bool fell(const ServerReading &earlier, const ServerReading &later)
{
    for (std::size_t place = 0; place < MeaningCount; ++place) {
        const bool counts = !isGauge(meaningAt(place));
        if (counts && earlier.numbers[place] && later.numbers[place] && *later.numbers[place] < *earlier.numbers[place])
            return true;
        const auto &before = earlier.histograms[place];
        const auto &after = later.histograms[place];
        if (before && after && after->count < before->count)
            return true;
    }
    return false;
}

} // namespace

std::optional<double> HistogramReading::mean() const noexcept
{
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

bool ServerReading::isEmpty() const noexcept
{
    const auto has = [](const auto &value) { return value.has_value(); };
    return std::ranges::none_of(numbers, has) && std::ranges::none_of(histograms, has);
}

ServerReading readServer(const MetricsPage &page, std::span<const MetricName> map)
{
    ServerReading reading;
    for (const MetricName &name : map) {
        const std::size_t place = placeOf(name.meaning);
        auto &number = reading.numbers[place];
        auto &histogram = reading.histograms[place];
        if (name.form == SeriesForm::Histogram && !histogram)
            histogram = histogramOf(page, name);
        else if (name.form != SeriesForm::Histogram && !number)
            number = numberOf(page, name);
    }
    auto &prompt = reading.numbers[placeOf(Meaning::PromptTokens)];
    const auto evaluated = reading.number(Meaning::EvaluatedPromptTokens);
    const auto cached = reading.number(Meaning::CachedPromptTokens);
    if (!prompt && evaluated && cached)
        prompt = *evaluated + *cached;
    return reading;
}

ServerReading combineReplicas(std::span<const ServerReading> replicas)
{
    if (replicas.empty())
        return {};
    ServerReading whole = replicas.front();
    for (std::size_t place = 0; place < MeaningCount; ++place) {
        auto &number = whole.numbers[place];
        auto &histogram = whole.histograms[place];
        for (const ServerReading &replica : replicas.subspan(1)) {
            const auto &more = replica.numbers[place];
            number = number && more ? std::optional(*number + *more) : std::nullopt;
            if (histogram && replica.histograms[place])
                addHistogram(*histogram, *replica.histograms[place]);
            else
                histogram.reset();
        }
        if (number && isShare(meaningAt(place)))
            *number /= static_cast<double>(replicas.size());
    }
    return whole;
}

ServerChange changeOver(std::span<const ServerReading> readings)
{
    ServerChange change;
    if (readings.size() < 2)
        return change;
    // Where the growth is counted from: the first reading, and nothing at all after a restart.
    std::size_t base = 0;
    for (std::size_t i = 1; i < readings.size(); ++i) {
        if (fell(readings[i - 1], readings[i])) {
            change.restarted = true;
            base = i;
        }
    }
    const ServerReading &last = readings.back();
    for (std::size_t place = 0; place < MeaningCount; ++place) {
        const ServerReading &first = readings[base];
        const bool counts = !isGauge(meaningAt(place));
        if (counts && first.numbers[place] && last.numbers[place])
            change.counters[place] = *last.numbers[place] - (change.restarted ? 0 : *first.numbers[place]);
        if (!first.histograms[place] || !last.histograms[place])
            continue;
        change.histograms[place]
            = change.restarted ? *last.histograms[place] : growth(*first.histograms[place], *last.histograms[place]);
    }
    return change;
}

std::optional<QuantileBounds> quantileBounds(const HistogramReading &histogram, double q)
{
    if (histogram.buckets.empty() || !(histogram.buckets.back().count > 0))
        return std::nullopt;
    const double rank = q * histogram.buckets.back().count;
    double low = 0;
    for (const HistogramReading::Bucket &bucket : histogram.buckets) {
        if (bucket.count >= rank && bucket.count > 0)
            return QuantileBounds{low, bucket.upTo};
        low = bucket.upTo;
    }
    return QuantileBounds{low, std::numeric_limits<double>::infinity()};
}

} // namespace tokamark::telemetry
