#pragma once

#include "base/clock.h"
#include "telemetry/meaningname.h"
#include "telemetry/prometheustext.h"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace tokamark::telemetry {

/// A histogram as a server gives it: everything since the server began.
struct HistogramReading {
    struct Bucket {
        double upTo = 0; ///< +infinity for the last one
        double count = 0; ///< of the values up to there, those of the buckets below included

        bool operator==(const Bucket &) const = default;
    };
    double count = 0;
    double sum = 0;
    std::vector<Bucket> buckets; ///< by `upTo`; may be empty, for some servers give a sum and a count alone

    /// Empty without values.
    [[nodiscard]] std::optional<double> mean() const noexcept;
    bool operator==(const HistogramReading &) const = default;
};

/// What a server said of itself at one moment, by meaning. Empty where it does not say. A value.
struct ServerReading {
    Instant at; ///< when the question was put, which lies before what the server counted
    std::array<std::optional<double>, MeaningCount> numbers; ///< gauges and counters
    std::array<std::optional<HistogramReading>, MeaningCount> histograms;

    [[nodiscard]] std::optional<double> number(profiles::Meaning meaning) const
    {
        return numbers.at(static_cast<std::size_t>(meaning));
    }
    [[nodiscard]] const std::optional<HistogramReading> &histogram(profiles::Meaning meaning) const
    {
        return histograms.at(static_cast<std::size_t>(meaning));
    }
    /// True if the map fits nothing of what the server said.
    [[nodiscard]] bool isEmpty() const noexcept;
    bool operator==(const ServerReading &) const = default;
};

/// Picks out of a page what a map names. Series of one name and different labels (engines, reasons to finish) are put
/// together: shares by their mean, everything else by its sum. Values that are no numbers are passed over. Prompt tokens
/// that a server gives in two parts, evaluated and cached, are added up.
[[nodiscard]] ServerReading readServer(const MetricsPage &page, std::span<const profiles::MetricName> map);

/// The replicas behind one URL as one server, by the same rule. A meaning that not every replica gives is left out, for
/// a sum over some of them would be no one's number.
[[nodiscard]] ServerReading combineReplicas(std::span<const ServerReading> replicas);

/// How two readings differ, over all the readings between them.
struct ServerChange {
    std::array<std::optional<double>, MeaningCount> counters;
    std::array<std::optional<HistogramReading>, MeaningCount> histograms;
    bool restarted = false; ///< something that only grows fell: the server began anew, and what it did before is lost

    [[nodiscard]] std::optional<double> counter(profiles::Meaning meaning) const
    {
        return counters.at(static_cast<std::size_t>(meaning));
    }
    [[nodiscard]] const std::optional<HistogramReading> &histogram(profiles::Meaning meaning) const
    {
        return histograms.at(static_cast<std::size_t>(meaning));
    }
};

/// What counters and histograms grew by from the first reading to the last. All of them are looked at, so that a
/// restart in between is seen; after one, growth counts from zero. Empty where either end does not have the meaning.
[[nodiscard]] ServerChange changeOver(std::span<const ServerReading> readings);

/// Between which two bounds the share `q` (0..1) of a histogram's values is reached.
struct QuantileBounds {
    double low = 0;
    double high = 0; ///< +infinity in the last bucket

    bool operator==(const QuantileBounds &) const = default;
};

/// Empty without values or buckets. A histogram says no more than the bucket, so no number inside of it is made up.
[[nodiscard]] std::optional<QuantileBounds> quantileBounds(const HistogramReading &histogram, double q);

} // namespace tokamark::telemetry
