#include "session/storedreadings.h"

#include "telemetry/meaningname.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace tokamark::session {
namespace {

using profiles::Meaning;
using telemetry::GpuReading;
using telemetry::GpuSample;
using telemetry::ServerReading;

constexpr const char *ServerSource = "server";
constexpr const char *ReplicaSource = "replica:";
constexpr const char *GpuSource = "gpu:";
constexpr const char *CountSuffix = "_count";
constexpr const char *SumSuffix = "_sum_s";

struct GpuField {
    const char *name;
    std::optional<double> GpuReading::*value;
};

constexpr std::array GpuFields{GpuField{"power_w", &GpuReading::powerWatts}, GpuField{"use", &GpuReading::use},
                               GpuField{"memory_bytes", &GpuReading::memoryBytes},
                               GpuField{"clock_hz", &GpuReading::clockHz},
                               GpuField{"energy_j", &GpuReading::energyJoules}};

QString latin(const char *text)
{
    return QString::fromLatin1(text);
}

/// The reading of a moment; samples come in the order of time.
template <class Reading> Reading &readingAt(std::vector<Reading> &readings, qint64 atNs)
{
    const Instant at{Duration(atNs)};
    if (readings.empty() || readings.back().at != at)
        readings.emplace_back().at = at;
    return readings.back();
}

void take(const storage::Sample &sample, ServerReading &reading)
{
    for (std::size_t place = 0; place < telemetry::MeaningCount; ++place) {
        const QString name = latin(telemetry::nameOf(static_cast<Meaning>(place)));
        if (!sample.name.startsWith(name))
            continue;
        const auto histogram = [&reading, place]() -> telemetry::HistogramReading & {
            auto &known = reading.histograms[place];
            return known ? *known : known.emplace();
        };
        if (sample.name == name)
            reading.numbers[place] = sample.value;
        else if (sample.name == name + latin(CountSuffix))
            histogram().count = sample.value;
        else if (sample.name == name + latin(SumSuffix))
            histogram().sum = sample.value;
    }
}

void take(const storage::Sample &sample, GpuSample &reading)
{
    const std::string id = sample.source.mid(latin(GpuSource).size()).toStdString();
    auto gpu = std::ranges::find(reading.gpus, id, &GpuReading::id);
    if (gpu == reading.gpus.end()) {
        reading.gpus.emplace_back().id = id;
        gpu = reading.gpus.end() - 1;
    }
    for (const GpuField &field : GpuFields) {
        if (sample.name == latin(field.name))
            (*gpu).*field.value = sample.value;
    }
}

void addFrom(const QString &source, const ServerReading &reading, std::vector<storage::Sample> &samples)
{
    const qint64 at = reading.at.time_since_epoch().count();
    for (std::size_t place = 0; place < telemetry::MeaningCount; ++place) {
        const QString name = latin(telemetry::nameOf(static_cast<Meaning>(place)));
        if (const auto &number = reading.numbers[place])
            samples.push_back({at, source, name, *number});
        if (const auto &histogram = reading.histograms[place]) {
            samples.push_back({at, source, name + latin(CountSuffix), histogram->count});
            samples.push_back({at, source, name + latin(SumSuffix), histogram->sum});
        }
    }
}

} // namespace

void addSamples(const ServerReading &reading, std::vector<storage::Sample> &samples)
{
    addFrom(latin(ServerSource), reading, samples);
}

void addReplicaSamples(const std::string &page, const ServerReading &reading, std::vector<storage::Sample> &samples)
{
    addFrom(latin(ReplicaSource) + QString::fromStdString(page), reading, samples);
}

std::vector<ReplicaCounts> replicaCounts(std::span<const storage::Sample> samples)
{
    std::map<QString, std::vector<ServerReading>> readings;
    for (const storage::Sample &sample : samples) {
        if (sample.source.startsWith(latin(ReplicaSource)))
            take(sample, readingAt(readings[sample.source], sample.atNs));
    }
    std::vector<ReplicaCounts> counts;
    for (const auto &[source, ofOne] : readings) {
        const telemetry::ServerChange change = telemetry::changeOver(ofOne);
        ReplicaCounts &one = counts.emplace_back();
        one.page = source.mid(latin(ReplicaSource).size()).toStdString();
        one.requests = change.counter(Meaning::RequestsDone);
        one.promptTokens = change.counter(Meaning::PromptTokens);
        one.outputTokens = change.counter(Meaning::OutputTokens);
        const auto &ttft = change.histogram(Meaning::TimeToFirstToken);
        if (const auto mean = ttft ? ttft->mean() : std::nullopt)
            one.meanTtftMs = 1000 * *mean;
    }
    return counts;
}

void addSamples(const GpuSample &sample, std::vector<storage::Sample> &samples)
{
    for (const GpuReading &gpu : sample.gpus) {
        const QString source = latin(GpuSource) + QString::fromStdString(gpu.id);
        for (const GpuField &field : GpuFields) {
            if (const auto &value = gpu.*field.value)
                samples.push_back({sample.at.time_since_epoch().count(), source, latin(field.name), *value});
        }
    }
}

StoredReadings readingsOf(std::span<const storage::Sample> samples)
{
    StoredReadings readings;
    for (const storage::Sample &sample : samples) {
        if (sample.source == latin(ServerSource))
            take(sample, readingAt(readings.server, sample.atNs));
        else if (sample.source.startsWith(latin(GpuSource)))
            take(sample, readingAt(readings.gpus, sample.atNs));
    }
    return readings;
}

} // namespace tokamark::session
