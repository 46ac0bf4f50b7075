#pragma once

#include "metrics/comparison.h"
#include "models/resultset.h"

#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace tokamark::ui {

/// Two series at one level, of which the second is spoken of.
struct ComparedSeries {
    std::size_t baseline = 0;
    std::size_t series = 0;
    plan::Level level;
};

/// Every figure of several pairs of series at every level that both have, held together as `compare` of the command line
/// holds those of two runs. Any thread; a value.
class DifferenceFamily final {
public:
    /// First the series that the second stands beside.
    using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

    DifferenceFamily() = default;
    DifferenceFamily(const ResultSet &set, const Pairs &pairs);
    /// Every other series beside one.
    [[nodiscard]] static DifferenceFamily beside(const ResultSet &set, std::size_t baseline);

    /// Empty where either has no such figure, or was not compared.
    [[nodiscard]] std::optional<metrics::Difference> at(const ComparedSeries &compared, metrics::Metric metric) const;

private:
    struct Place {
        std::size_t baseline = 0;
        std::size_t series = 0;
        plan::Level level;
        metrics::Metric metric = metrics::Metric::TtftMean;
        auto operator<=>(const Place &) const = default;
    };

    std::map<Place, metrics::Difference> m_differences;
};

} // namespace tokamark::ui
