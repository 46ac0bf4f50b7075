#include "telemetry/gpureading.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tokamark::telemetry {
namespace {

/// Longer than this between two samples, nobody knows what the power was.
constexpr Duration LongestHole = std::chrono::seconds(5);

/// How two values of one GPU become one.
enum class Merge { Larger, Sum };

/// The names of the DCGM exporter's default counters.
struct DcgmField {
    std::string_view series;
    std::optional<double> GpuReading::*field;
    double scale;
    Merge merge;
};

constexpr double Mebi = 1024.0 * 1024.0;

constexpr std::array DcgmFields{
    DcgmField{"DCGM_FI_DEV_POWER_USAGE", &GpuReading::powerWatts, 1, Merge::Larger},
    DcgmField{"DCGM_FI_DEV_GPU_UTIL", &GpuReading::use, 0.01, Merge::Larger},
    DcgmField{"DCGM_FI_DEV_FB_USED", &GpuReading::memoryBytes, Mebi, Merge::Sum},
    DcgmField{"DCGM_FI_DEV_SM_CLOCK", &GpuReading::clockHz, 1e6, Merge::Larger},
    DcgmField{"DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", &GpuReading::energyJoules, 1e-3, Merge::Larger},
};

std::string idOf(const Series &series)
{
    for (const char *name : {"UUID", "uuid"}) {
        if (const std::string *const uuid = series.label(name); uuid && !uuid->empty())
            return *uuid;
    }
    const std::string *const host = series.label("Hostname");
    const std::string *const number = series.label("gpu");
    return (host ? *host + '/' : std::string()) + (number ? *number : std::string());
}

void merge(std::optional<double> &value, double more, Merge how)
{
    if (!value)
        value = more;
    else
        value = how == Merge::Sum ? *value + more : std::max(*value, more);
}

double interpolated(Instant from, double atFrom, Instant to, double atTo, Instant at)
{
    const double length = toSeconds(to - from);
    return length > 0 ? atFrom + (atTo - atFrom) * toSeconds(at - from) / length : atTo;
}

/// The part of the window that lies between two samples.
double energyBetween(const GpuSample &from, const GpuSample &to, Instant begin, Instant end)
{
    const auto energyFrom = from.total(&GpuReading::energyJoules);
    const auto energyTo = to.total(&GpuReading::energyJoules);
    if (energyFrom && energyTo && *energyTo >= *energyFrom)
        return interpolated(from.at, *energyFrom, to.at, *energyTo, end)
            - interpolated(from.at, *energyFrom, to.at, *energyTo, begin);
    const double powerFrom = from.total(&GpuReading::powerWatts).value_or(NAN);
    const double powerTo = to.total(&GpuReading::powerWatts).value_or(NAN);
    const double atBegin = interpolated(from.at, powerFrom, to.at, powerTo, begin);
    const double atEnd = interpolated(from.at, powerFrom, to.at, powerTo, end);
    return (atBegin + atEnd) / 2 * toSeconds(end - begin);
}

} // namespace

std::optional<double> GpuSample::total(std::optional<double> GpuReading::*field) const
{
    if (gpus.empty())
        return std::nullopt;
    double sum = 0;
    for (const GpuReading &gpu : gpus) {
        const std::optional<double> &value = gpu.*field;
        if (!value)
            return std::nullopt;
        sum += *value;
    }
    return sum;
}

std::vector<GpuReading> readDcgm(const MetricsPage &page)
{
    std::vector<GpuReading> gpus;
    for (const Series &series : page.series) {
        const auto known = std::ranges::find(DcgmFields, std::string_view(series.name), &DcgmField::series);
        if (known == DcgmFields.end() || !std::isfinite(series.value))
            continue;
        const std::string id = idOf(series);
        auto gpu = std::ranges::find(gpus, id, &GpuReading::id);
        if (gpu == gpus.end()) {
            gpus.emplace_back().id = id;
            gpu = gpus.end() - 1;
            if (const std::string *const product = series.label("modelName"))
                gpu->name = *product;
        }
        merge((*gpu).*(known->field), series.value * known->scale, known->merge);
    }
    return gpus;
}

std::optional<double> energyJoules(std::span<const GpuSample> samples, const metrics::MeasuredWindow &window)
{
    if (samples.size() < 2 || samples.front().at > window.open || samples.back().at < window.close)
        return std::nullopt;
    double joules = 0;
    for (std::size_t i = 1; i < samples.size(); ++i) {
        const GpuSample &from = samples[i - 1];
        const GpuSample &to = samples[i];
        const Instant begin = std::max(from.at, window.open);
        const Instant end = std::min(to.at, window.close);
        if (begin >= end)
            continue;
        if (to.at - from.at > LongestHole || from.gpus.size() != to.gpus.size())
            return std::nullopt;
        joules += energyBetween(from, to, begin, end);
    }
    if (!std::isfinite(joules))
        return std::nullopt;
    return joules;
}

} // namespace tokamark::telemetry
