#include "telemetry/inflightcourse.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace tokamark::telemetry {
namespace {

using metrics::InFlightCourse;
using metrics::RequestRecord;
using profiles::Meaning;

constexpr std::size_t MostParts = 5;
constexpr std::size_t FewestReadings = 5; ///< in a part
/// The client is looked at so often: the moments between an answer and the next request are shorter and mean nothing.
constexpr Duration Step = std::chrono::milliseconds(250);

/// How many requests the client had in flight at any moment.
class ClientInFlight {
public:
    explicit ClientInFlight(std::span<const RequestRecord> records)
    {
        for (const RequestRecord &record : records) {
            if (!happened(record.at.sent))
                continue;
            m_sent.push_back(record.at.sent);
            if (happened(record.at.end))
                m_ended.push_back(record.at.end);
        }
        std::ranges::sort(m_sent);
        std::ranges::sort(m_ended);
    }

    [[nodiscard]] bool isEmpty() const noexcept { return m_sent.empty(); }
    [[nodiscard]] Instant begin() const { return m_sent.front(); }
    [[nodiscard]] double at(Instant moment) const
    {
        const auto upTo = [moment](const std::vector<Instant> &instants) {
            return std::ranges::upper_bound(instants, moment) - instants.begin();
        };
        return static_cast<double>(upTo(m_sent) - upTo(m_ended));
    }

private:
    std::vector<Instant> m_sent;
    std::vector<Instant> m_ended;
};

/// What runs, and what waits where the server tells it.
std::optional<double> inFlight(const ServerReading &reading)
{
    const auto running = reading.number(Meaning::Running);
    return running ? std::optional(*running + reading.number(Meaning::Waiting).value_or(0)) : std::nullopt;
}

std::vector<const ServerReading *> usable(std::span<const ServerReading> readings, const ClientInFlight &client,
                                          const metrics::MeasuredWindow &window)
{
    const Instant from = std::max(window.open, client.begin() + OldestGauge);
    std::vector<const ServerReading *> usable;
    for (const ServerReading &reading : readings) {
        if (inFlight(reading) && reading.at >= from && reading.at <= window.close)
            usable.push_back(&reading);
    }
    return usable;
}

} // namespace

std::optional<InFlightCourse> inFlightCourse(std::span<const RequestRecord> records,
                                             std::span<const ServerReading> readings,
                                             const metrics::MeasuredWindow &window)
{
    const ClientInFlight client(records);
    if (client.isEmpty())
        return std::nullopt;
    const auto read = usable(readings, client, window);
    const std::size_t parts = std::min(MostParts, read.size() / FewestReadings);
    if (parts < 2)
        return std::nullopt;
    InFlightCourse course{std::vector<double>(parts), std::vector<double>(parts), std::vector<double>(parts)};
    std::vector<double> counts(parts);
    for (std::size_t i = 0; i < read.size(); ++i) {
        const ServerReading &reading = *read[i];
        double least = client.at(reading.at);
        double most = least;
        for (Instant moment = reading.at - OldestGauge; moment < reading.at; moment += Step) {
            least = std::min(least, client.at(moment));
            most = std::max(most, client.at(moment));
        }
        const std::size_t part = i * parts / read.size();
        course.server[part] += *inFlight(reading);
        course.least[part] += least;
        course.most[part] += most;
        ++counts[part];
    }
    for (std::vector<double> *sums : {&course.server, &course.least, &course.most}) {
        for (std::size_t part = 0; part < parts; ++part)
            (*sums)[part] /= counts[part];
    }
    return course;
}

} // namespace tokamark::telemetry
