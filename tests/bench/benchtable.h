#pragma once

#include <optional>
#include <string>
#include <vector>

namespace tokamark::bench {

/// One measured figure, with what it is held against.
struct BenchRow {
    std::string section;
    std::string what;
    double value = 0;
    std::string unit;
    std::optional<double> floor; ///< the same by the least that can be done, measured in the same run
    std::optional<double> goal; ///< not to be exceeded: by the ratio to the floor where there is one, else by the value
    std::string note;
};

/// Gathers what the sections measure and prints it as one table. Used on one thread.
class BenchTable final {
public:
    void add(BenchRow row);
    void print() const;
    /// True if no goal was missed.
    [[nodiscard]] bool isGood() const;

private:
    std::vector<BenchRow> m_rows;
};

} // namespace tokamark::bench
