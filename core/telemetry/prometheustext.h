#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokamark::telemetry {

/// One line of a metrics page: a name, labels, and a number.
struct Series {
    std::string name;
    std::vector<std::pair<std::string, std::string>> labels; ///< in the order of the page
    double value = 0;

    /// Null if there is no such label.
    [[nodiscard]] const std::string *label(std::string_view name) const noexcept;
    bool operator==(const Series &) const = default;
};

/// A metrics page, read.
struct MetricsPage {
    std::vector<Series> series;
    std::size_t badLines = 0; ///< neither a series, a comment, nor empty
};

/// Reads Prometheus' text form, and what servers make of it: a tab before the value, label values without quotes,
/// no TYPE lines, time stamps and exemplars behind the value. A line that cannot be read is counted and passed over,
/// for one bad series must not hide the others. Pure.
[[nodiscard]] MetricsPage parsePrometheusText(std::string_view text);

} // namespace tokamark::telemetry
