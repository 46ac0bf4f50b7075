#pragma once

#include "base/ids.h"
#include "metrics/cellfigures.h"
#include "metrics/requestrecord.h"

#include <array>
#include <map>
#include <span>
#include <vector>

namespace tokamark::ui {

/// Which latency the upper left chart shows.
enum class LatencyKind { Ttft, Tpot, E2el, ChunkGap };

inline constexpr std::array AllLatencyKinds{LatencyKind::Ttft, LatencyKind::Tpot, LatencyKind::E2el,
                                            LatencyKind::ChunkGap};

/// The mean of a latency, or a percentile of it.
struct Statistic {
    double percentile = 0; ///< 0: the mean

    static const Statistic Mean;
    static const Statistic P50;
    static const Statistic P90;
    static const Statistic P95;
    static const Statistic P99;

    [[nodiscard]] constexpr bool isMean() const { return percentile <= 0; }
    bool operator==(const Statistic &) const = default;
};

inline constexpr Statistic Statistic::Mean{0};
inline constexpr Statistic Statistic::P50{50};
inline constexpr Statistic Statistic::P90{90};
inline constexpr Statistic Statistic::P95{95};
inline constexpr Statistic Statistic::P99{99};

/// Those that the figures of a cell hold.
inline constexpr std::array StoredStatistics{Statistic::Mean, Statistic::P50, Statistic::P90, Statistic::P95,
                                             Statistic::P99};
[[nodiscard]] bool isStored(Statistic which);
/// Of the percentiles that a plan asks for, the highest up to p95 that the figures of a cell hold; the median if it asks
/// for none of them.
[[nodiscard]] Statistic highestStored(std::span<const double> percentiles);

[[nodiscard]] const metrics::LatencyFigures &latency(const metrics::CellFigures &figures, LatencyKind kind);
/// Milliseconds, as stored; NaN without samples, and for a percentile that the figures do not hold.
[[nodiscard]] double statistic(const metrics::LatencyFigures &figures, Statistic which);

/// Percentiles of cells beyond the stored ones (p75, p99.9), found in their requests. Immutable once filled; any thread.
class FurtherPercentiles {
public:
    void add(CellId cell, std::span<const metrics::RequestRecord> records, const std::vector<Statistic> &wanted);
    /// Milliseconds; NaN where it was not found.
    [[nodiscard]] double at(CellId cell, LatencyKind kind, Statistic which) const;

private:
    using ByPercentile = std::map<double, double>;
    std::map<CellId, std::array<ByPercentile, AllLatencyKinds.size()>> m_cells;
};

} // namespace tokamark::ui
